package dev.headgate.cli;

import static dev.headgate.cli.Run.headgate;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasureCommandTest {

    @TempDir
    Path directory;

    @Test
    void aMistakeIsNotUnderstoodAndNothingIsSent() {
        Run run = headgate("measure", "probe", "health", "up", "--service", "shop");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("the VALUE must be a number", "found 'up'");
    }

    @Test
    void itNeedsAServiceOrAFileAndNotBoth() {
        assertThat(headgate("measure", "gauge", "queue", "1").err()).contains("give KIND, NAME, VALUE and --service");
        assertThat(headgate("measure", "--file", "m.jsonl", "--service", "shop").err())
                .contains("--file stands alone");
    }

    @Test
    void aNegativeFigureStandsBehindTwoDashes() {
        Run run = headgate(
                "measure", "gauge", "--service", "shop", "--bootstrap-servers", "127.0.0.1:1", "--", "heat", "-12.5");

        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("no broker can be reached");
    }

    @Test
    void aFileWithMistakesIsNotSentAtAll() throws IOException {
        Path file = Files.writeString(directory.resolve("m.jsonl"), "{\"schema\":1}\n");

        Run run = headgate("measure", "--file", file.toString());

        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("m.jsonl:1: ", "1 of the measurements cannot be used; nothing was sent");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(headgate("measure", "--file", directory.resolve("none").toString())
                        .err())
                .contains("cannot read", "none");
    }

    @Test
    void onlyAProbeAsksAnAddress() {
        String[] address = {"--url", "http://127.0.0.1:1/health", "--service", "shop"};

        assertThat(headgate("measure", "gauge", "queue", address[0], address[1], address[2], address[3])
                        .err())
                .contains("--url goes with \"probe NAME\"");
        assertThat(headgate("measure", "probe", "health", "1", "--every", "30s", "--service", "shop")
                        .err())
                .contains("--every goes with --url");
        assertThat(headgate("measure", "probe", "health", "--url", "shop:8080", "--service", "shop")
                        .err())
                .contains("expected http://… or https://…, found 'shop:8080'");
        assertThat(headgate("measure", "probe", "health", "--every", "1ms", "--service", "shop")
                        .err())
                .contains("expected at least 1s, found '1ms'");
    }

    @Test
    void aReceiverNeedsATokenThatCannotBeGuessed() throws IOException {
        Path weak = Files.writeString(directory.resolve("token.txt"), "secret");

        Run none = headgate("receive", "alertmanager", "--port", "0");
        Run port = headgate("receive", "alertmanager", "--port", "70000", "--token-file", weak.toString());
        Run service = headgate(
                "receive", "alertmanager", "--port", "0", "--token-file", weak.toString(), "--service", "no name");
        Run url = headgate(
                "receive",
                "alertmanager",
                "--port",
                "0",
                "--token-file",
                weak.toString(),
                "--heartbeat-url",
                "ftp://x");

        assertThat(none.err()).contains("--token-file");
        assertThat(port.err()).contains("--port must be from 0 to 65535, found 70000");
        assertThat(service.err()).contains("--service must be 1 to 100", "found 'no name'");
        assertThat(url.err()).contains("--heartbeat-url must begin with http:// or https://, found 'ftp://x'");
    }
}
