package dev.headgate.cli;

import static dev.headgate.cli.Run.headgate;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JudgeCommandTest {

    @TempDir
    Path directory;

    @Test
    void higherValuesAreWorseAndEachQuantileIsShown() throws IOException {
        Run run = judge(numbers(100, 300), numbers(160, 360));

        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).startsWith("worse: evidence ").contains(", 100 decide", "p50", "p99");
        assertThat(run.out().lines()).hasSize(7);
    }

    @Test
    void identicalDataIsNotCalledWorse() throws IOException {
        assertThat(judge(numbers(1, 300), numbers(1, 300)).out()).startsWith("undecided: evidence for worse 0.");
    }

    @Test
    void anEmptySampleIsUndecided() throws IOException {
        assertThat(judge("", numbers(1, 300)).out()).isEqualToIgnoringNewLines("undecided: a sample is empty");
        assertThat(judge("[]", "").out()).isEqualToIgnoringNewLines("undecided: a sample is empty");
    }

    @Test
    void pairsAreCountsOfEventsAndRequests() throws IOException {
        Run text = judge("# errors requests\n5 1000\n4, 1000\n", "60 1000\n55;1000\n");
        Run json = judge("[[5, 1000], [4, 1000]]", "[[60, 1000], [55, 1000]]");

        assertThat(text.out()).startsWith("worse: ").contains("errorRate");
        assertThat(json.out()).isEqualTo(text.out());
    }

    @Test
    void programsGetTheWholeWorking() throws IOException {
        Run run = headgate(
                "judge",
                "--control",
                file("control", "[[5, 1000]]"),
                "--canary",
                file("canary", "[[60, 1000]]"),
                "-o",
                "json");

        JsonNode answer = JsonMapper.shared().readTree(run.out());
        assertThat(answer.path("answer").asString()).isEqualTo("worse");
        assertThat(answer.path("evidenceForWorse").asDouble()).isGreaterThan(100);
        assertThat(answer.path("bar").asDouble()).isBetween(99.99, 100.01);
        assertThat(answer.path("levels")).hasSize(1);
    }

    @Test
    void temperingAndAlphaMakeItMoreCareful() throws IOException {
        String control = file("control", "[[5, 1000]]");
        String canary = file("canary", "[[23, 1000]]");

        assertThat(headgate("judge", "--control", control, "--canary", canary).out())
                .startsWith("worse");
        assertThat(headgate("judge", "--control", control, "--canary", canary, "--tempering", "3")
                        .out())
                .startsWith("undecided");
        assertThat(headgate("judge", "--control", control, "--canary", canary, "--alpha", "0.00001")
                        .out())
                .startsWith("undecided");
        assertThat(headgate("judge", "--control", control, "--canary", canary, "--alpha", "2")
                        .code())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void whatCannotBeASampleIsAnsweredWithItsPlace() throws IOException {
        assertThat(judge("1\ntwo\n", "1").err()).contains("control:2: \"two\" is no number");
        assertThat(judge("1\nNaN\n", "1").err()).contains("control:2: \"NaN\" is no finite number");
        assertThat(judge("1 2 3", "1").err()).contains("control:1 holds 3 numbers");
        assertThat(judge("1\n2 3", "1").err()).contains("entry 2 is not like the first");
        assertThat(judge("5 3", "1 3").err()).contains("5 events of 3 requests cannot be");
        assertThat(judge("1 3", "1").err()).contains("one file holds values, the other pairs");
        assertThat(judge("[1, \"a\"]", "1").err()).contains("entry 2 is neither a number nor a pair");
        assertThat(judge("[1,", "1").err()).contains("is no JSON");
        assertThat(headgate("judge", "--control", "nowhere.txt", "--canary", "nowhere.txt")
                        .err())
                .contains("cannot read nowhere.txt: there is no such file");
        assertThat(judge("1\ntwo\n", "1").code()).isEqualTo(ExitCode.FAILED);
    }

    private Run judge(String control, String canary) throws IOException {
        return headgate("judge", "--control", file("control", control), "--canary", file("canary", canary));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private static String numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
    }
}
