package dev.headgate.cli;

import static dev.headgate.cli.Run.headgate;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code policy explain}, {@code policy diff} and {@code init} as they are typed. */
class PolicyCommandsTest {
    private static final String CANARY = "../examples/policies/canary.yaml";
    private static final String DEMO = "../examples/policies/demo.yaml";

    @TempDir
    Path directory;

    @Test
    void aPolicyIsExplained() {
        Run run = headgate("policy", "explain", CANARY, "--rate", "200/s", "--error-rate", "0.2%");
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .contains("checkout-canary", "What stops it, in every stage", "Traps")
                .contains("At 200 requests a second, of which 0.2 % fail usually.");
    }

    @Test
    void aPolicyIsExplainedToPrograms() {
        Run run = headgate("policy", "explain", CANARY, "-o", "json");
        JsonNode node = JsonMapper.shared().readTree(run.out());
        assertThat(node.get("policy").stringValue()).isEqualTo("checkout-canary");
    }

    @Test
    void aPolicyThatCannotBeUsedIsNotExplained() throws IOException {
        Path bad = Files.writeString(directory.resolve("bad.yaml"), "policy: bad\n");
        Run run = headgate("policy", "explain", bad.toString());
        assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("bad.yaml:1:");
    }

    @Test
    void aRateIsAboveZero() {
        assertThat(headgate("policy", "explain", CANARY, "--rate", "many").err())
                .contains("--rate takes requests a second above 0 and up to 100000, as 200/s, found 'many'");
        assertThat(headgate("policy", "explain", CANARY, "--rate", "0").code()).isEqualTo(ExitCode.USAGE);
        assertThat(headgate("policy", "explain", CANARY, "--error-rate", "often")
                        .code())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void policiesThatMeanTheSameDoNotDiffer() throws IOException {
        Path copy = Files.writeString(directory.resolve("copy.yaml"), "# copied\n" + Files.readString(Path.of(DEMO)));
        Run run = headgate("policy", "diff", DEMO, copy.toString());
        assertThat(run.code()).isEqualTo(0);
        assertThat(run.out()).contains("both mean the same");
    }

    @Test
    void policiesThatDifferEndWithOneAsDiffDoes() throws IOException {
        Path stricter = Files.writeString(
                directory.resolve("stricter.yaml"),
                Files.readString(Path.of(DEMO)).replace("errorRate > 10%", "errorRate > 5%"));

        Run text = headgate("policy", "diff", DEMO, stricter.toString());
        Run json = headgate("policy", "diff", DEMO, stricter.toString(), "-o", "json");

        assertThat(text.code()).isEqualTo(1);
        assertThat(text.out()).contains("~ `errorRate > 5%`: the limit is 5 % instead of 10 % (stricter)");
        assertThat(json.code()).isEqualTo(1);
        JsonNode change =
                JsonMapper.shared().readTree(json.out()).get("changes").get(0);
        assertThat(change.get("where").stringValue()).isEqualTo("stop");
        assertThat(change.get("sense").stringValue()).isEqualTo("stricter");
    }

    @Test
    void aFileThatCannotBeReadIsNoDifference() {
        Run run =
                headgate("policy", "diff", DEMO, directory.resolve("none.yaml").toString());
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("none.yaml: there is no such file");
    }

    @Test
    void aDraftIsOfAServiceAndOfSomeMinutes() {
        assertThat(headgate("init").err()).contains("--service");
        assertThat(headgate("init", "--service", "no spaces").err()).contains("--service must be 1 to 100 of");
        assertThat(headgate("init", "--service", "shop", "--minutes", "0").err())
                .contains("--minutes is from 1 to 1440, found 0");
        assertThat(headgate("init", "--service", "shop", "--bootstrap-servers", "127.0.0.1:1")
                        .err())
                .contains("no broker can be reached");
    }
}
