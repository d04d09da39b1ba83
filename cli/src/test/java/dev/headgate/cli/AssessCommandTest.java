package dev.headgate.cli;

import static dev.headgate.cli.Run.headgate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.backtest.RecordedEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AssessCommandTest {
    private static final String DEMO = "../examples/policies/demo.yaml";

    @TempDir
    Path directory;

    @Test
    void itPrintsATableAndWritesAPage() throws IOException {
        Path page = directory.resolve("page.html");

        Run run = headgate(
                "assess",
                DEMO,
                "--runs",
                "2",
                "--latency-p50",
                "35ms",
                "--latency-p99",
                "80ms",
                "--html",
                page.toString());

        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .startsWith("policy demo: 200 requests/s, 0.5 % errors, p50 35 ms, p99 80 ms; 2 runs of each case")
                .contains("A healthy version is rolled back in 0 of 2 runs", "total failure", "are left out");
        assertThat(run.err()).startsWith("simulated 18 of 18 rollouts, ").contains(" a second");
        assertThat(Files.readString(page)).startsWith("<!doctype html>").contains("Policy demo, assessed");
    }

    @Test
    void programsGetOneDocument() {
        Run run = headgate("assess", DEMO, "--runs", "1", "--within", "20s", "--rate", "50/s", "-o", "json");

        JsonNode node = JsonMapper.shared().readTree(run.out());
        assertThat(node.path("policy").asString()).isEqualTo("demo");
        assertThat(node.path("withinSeconds").asLong()).isEqualTo(20);
        assertThat(node.path("traffic").path("rate").asDouble()).isEqualTo(50);
        assertThat(node.path("cases")).hasSize(9);
        assertThat(node.path("notes").toString()).contains("--within is shorter than the fastest rollout");
    }

    @Test
    void trafficIsTakenFromARecording() throws IOException {
        Path recording = directory.resolve("events.jsonl");
        new RecordedEvents(3, 30_000, 20, 600).writeTo(recording);

        Run run = headgate(
                "assess", DEMO, "--recorded", recording.toString(), "--runs", "1", "--within", "5s", "-o", "json");
        Run faster = headgate(
                "assess",
                DEMO,
                "--recorded",
                recording.toString(),
                "--rate",
                "70",
                "--operations",
                "all:1",
                "--runs",
                "1",
                "--within",
                "5s",
                "-o",
                "json");

        JsonNode node = JsonMapper.shared().readTree(run.out());
        JsonNode traffic = node.path("traffic");
        assertThat(traffic.path("rate").asDouble()).isBetween(19.9, 20.1);
        assertThat(traffic.path("errorRate").asDouble()).isBetween(0.001, 0.003);
        assertThat(traffic.path("p50Micros").asDouble()).isBetween(29_000.0, 31_000.0);
        assertThat(traffic.path("operations").path("POST /orders").asDouble()).isBetween(0.23, 0.27);
        assertThat(node.path("notes").toString())
                .contains("Traffic as recorded of shop 1.0: ", "too few minutes", "Of 2 versions in the recording, 1.0")
                .doesNotContain("equal share");
        JsonNode changed = JsonMapper.shared().readTree(faster.out()).path("traffic");
        assertThat(changed.path("rate").asDouble()).isEqualTo(70);
        assertThat(changed.path("operations").propertyNames()).containsExactly("all");
    }

    @Test
    void clustersAreSeenInAnAccessLog() throws IOException {
        Path log = directory.resolve("access.csv");
        var rows = new StringBuilder("time,status,seconds\n");
        var random = new Random(11);
        long time = 1_795_000_000L;
        for (int second = 0; second < 7_200; second++) {
            boolean failing = random.nextInt(40) == 0;
            for (int i = 0; i < 8; i++) {
                rows.append(time + second)
                        .append(',')
                        .append(failing ? 500 : 200)
                        .append(",0.02\n");
            }
        }
        Files.writeString(log, rows);

        Run run = headgate(
                "assess",
                DEMO,
                "--recorded",
                log.toString(),
                "--time",
                "time",
                "--latency",
                "seconds",
                "--latency-unit",
                "s",
                "--error-when",
                "status>=500",
                "--runs",
                "1",
                "--within",
                "5s",
                "-o",
                "json");

        JsonNode traffic = JsonMapper.shared().readTree(run.out()).path("traffic");
        assertThat(traffic.path("cluster").asInt()).isBetween(5, 11);
        assertThat(traffic.path("errorRate").asDouble()).isBetween(0.02, 0.03);
    }

    @Test
    void aRecordingThatIsOfNoUseIsAnsweredInWords() throws IOException {
        Path few = directory.resolve("few.jsonl");
        new RecordedEvents(3, 900, 20, 600).writeTo(few);
        Path csv = Files.writeString(directory.resolve("log.csv"), "time,status\n");

        Run tooFew = headgate("assess", DEMO, "--recorded", few.toString());
        Run both = headgate("assess", DEMO, "--recorded", few.toString(), "--latency-p50", "80ms");
        Run unmapped = headgate("assess", DEMO, "--recorded", csv.toString());
        Run missing = headgate("assess", DEMO, "--recorded", "nowhere.jsonl");

        assertThat(tooFew.code()).isEqualTo(ExitCode.FAILED);
        assertThat(tooFew.err()).contains("there are 900 requests in the recording", "Give at least 1 000");
        assertThat(both.code()).isEqualTo(ExitCode.USAGE);
        assertThat(both.err()).contains("latencies are taken from --recorded");
        assertThat(unmapped.code()).isEqualTo(ExitCode.USAGE);
        assertThat(unmapped.err()).contains("a CSV file needs --time COLUMN and --latency COLUMN");
        assertThat(missing.code()).isEqualTo(ExitCode.FAILED);
        assertThat(missing.err()).contains("cannot read nowhere.jsonl");
    }

    @Test
    void mistakesAreAnsweredInWords() {
        Map<List<String>, String> mistakes = Map.of(
                List.of("--rate", "0"), "--rate takes requests a second above 0",
                List.of("--runs", "0"), "--runs must be 1 to 100000, found 0",
                List.of("--cluster", "0"), "--cluster must be 1 to 1000",
                List.of("--error-rate", "2"), "--error-rate takes a percentage",
                List.of("--error-rate", "100%"), "nothing could become worse",
                List.of("--latency-p50", "400ms"), "--latency-p99 must be longer",
                List.of("--within", "0s"), "--within is too short",
                List.of("--within", "90d"), "--within is too long",
                List.of("--operations", "a:2"), "--operations takes each operation once");

        mistakes.forEach((options, answer) -> {
            List<String> words = new java.util.ArrayList<>(List.of("assess", DEMO));
            words.addAll(options);
            Run run = headgate(words.toArray(String[]::new));
            assertThat(run.code()).as("%s", options).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains(answer);
        });
        assertThat(headgate("assess").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aPolicyThatMayNotBeUsedIsAProblemAndAMissingOneAFailure() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.yaml"), "policy: x\nstages: []\n");

        Run invalid = headgate("assess", broken.toString());
        Run missing = headgate("assess", "nowhere.yaml");
        Run unwritable = headgate(
                "assess",
                DEMO,
                "--runs",
                "1",
                "--within",
                "5s",
                "--html",
                directory.resolve("no/page.html").toString());

        assertThat(invalid.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(invalid.err()).contains("broken.yaml");
        assertThat(missing.code()).isEqualTo(ExitCode.FAILED);
        assertThat(missing.err()).contains("cannot read nowhere.yaml: there is no such file");
        assertThat(unwritable.code()).isEqualTo(ExitCode.FAILED);
        assertThat(unwritable.err()).contains("cannot write ");
    }
}
