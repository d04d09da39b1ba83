package dev.headgate.cli;

import static dev.headgate.cli.Run.headgate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.backtest.RecordedEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BacktestCommandTest {

    private static final String POLICY = """
            policy: tried
            window: 10s
            minRequests: 20
            stop:
              - errorRate > 10%                   -> rollback critical
              - errorRate worse than baseline     -> rollback critical
              - no success for 1m                 -> rollback critical
            stages:
              - weight: 10%
                hold: 30s
                advance: [ errorRate < 5% ]
              - weight: 100%
                watch: 1h
            """;

    @TempDir
    Path directory;

    private String policy = "";

    @BeforeEach
    void writePolicy() throws IOException {
        policy = file("tried.yaml", POLICY);
    }

    @Test
    void aTableTellsWhatWouldHaveBeenDecidedAndWhen() throws IOException {
        Run run = headgate("backtest", failing(), "--policy", policy);

        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().toList())
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo("canary 1.1, baseline 1.0: the version that came later is"
                                + " taken for the canary; --canary and --baseline tell otherwise"))
                .anySatisfy(
                        line -> assertThat(line).matches(" +\\+0:00:01 +promote +0% → 10% +.*started by backtest.*"))
                .anySatisfy(line -> assertThat(line).matches(" +\\+0:00:\\d\\d +rollback +10% → 0% .*errorRate.*"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("hypothetical after +0:00:").contains("rollback to 0%"))
                .last()
                .isEqualTo("At the end of the recording: rolled-back, stage 1 of 2, weight 0%.");
    }

    @Test
    void whatFollowsADecisionThatDiffersFromTheRecordingIsMarkedHypothetical() throws IOException {
        Run run = headgate("backtest", healthy(), "--policy", policy, "-o", "json");

        List<JsonNode> documents = documents(run);
        assertThat(documents).extracting(each -> each.path("kind").asString()).endsWith("policy");
        assertThat(documents.get(0).path("hypothetical").asBoolean()).isFalse();
        assertThat(documents.get(1).path("decision").path("to").toString()).contains("100");
        JsonNode end = documents.get(documents.size() - 1);
        assertThat(end.path("hypothetical").path("why").asString()).contains("promote to 100%", "canary had");
        assertThat(end.path("canary").asString()).isEqualTo(RecordedEvents.CANARY);
    }

    @Test
    void policiesAreComparedOnTheSameRecording() throws IOException {
        String other =
                file("patient.yaml", POLICY.replace("tried", "patient").replaceAll("(?m)^  - errorRate .*\n", ""));

        Run run = headgate("backtest", failing(), "--policy", policy, "--policy", other);

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("policy tried", "policy patient", "rolled-back");
    }

    @Test
    void oneVersionIsDividedByTime() throws IOException {
        Path events = directory.resolve("one.jsonl");
        new RecordedEvents(1, 3_000, 60, 60).writeTo(events);

        Run alone = headgate("backtest", events.toString(), "--policy", policy);
        Run divided = headgate(
                "backtest",
                events.toString(),
                "--policy",
                policy,
                "--canary-from",
                Instant.ofEpochMilli(RecordedEvents.BEGINNING_MILLIS + 20_000).toString());

        assertThat(alone.code()).isEqualTo(ExitCode.FAILED);
        assertThat(alone.err()).contains("there is only one version", "--canary-from");
        assertThat(divided.code()).isEqualTo(ExitCode.DONE);
        assertThat(divided.out())
                .contains("canary after, baseline before: divided by time", "comparisons lapse", "hypothetical after");
    }

    @Test
    void inputWithNothingToUseFailsAndTellsTheFirstReasons() throws IOException {
        Run run = headgate("backtest", file("bad.jsonl", "1\n2\n"), "--policy", policy);

        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("none of 2 lines can be used", "bad.jsonl:1: expected a JSON object");
    }

    @Test
    void badLinesAmongGoodOnesAreToldAndStopNothing() throws IOException {
        String events = failing();
        Files.writeString(Path.of(events), "what?\n" + Files.readString(Path.of(events)));

        Run run = headgate("backtest", events, "--policy", policy);

        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("1 lines or events could not be used: " + events + ":1: not JSON");
    }

    @Test
    void whatIsNotUnderstoodIsAnsweredWithWhatIsMissing() throws IOException {
        String csv = file("a.csv", "t,l\n");

        assertThat(headgate("backtest", csv, "--policy", policy).err()).contains("CSV file needs --time COLUMN");
        assertThat(headgate("backtest", csv, "--policy", policy, "--time", "t", "--latency", "l")
                        .err())
                .contains("CSV file needs --outcome COLUMN");
        assertThat(headgate("backtest", csv, "--policy", policy, "--start", "soon")
                        .code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(headgate("backtest", csv).code()).isEqualTo(ExitCode.USAGE);
        assertThat(headgate("backtest", "nowhere.jsonl", "--policy", policy).err())
                .contains("cannot read nowhere.jsonl: there is no such file");
    }

    @Test
    void theReportNeedsNothingElseAndShowsForeignTextAsText() throws IOException {
        String hostile = "</script><script>alert(1)</script>";
        StringBuilder rows = new StringBuilder("time,took,status,release,path\n");
        for (int i = 0; i < 6_000; i++) {
            String version = i > 1_000 && i % 10 == 0 ? hostile : "<b>v1";
            rows.append(1_795_340_000_000L + i * 20L).append(",5,").append(i % 20 == 0 ? 500 : 200);
            rows.append(',').append(version).append(",<i>/a\n");
        }
        Path report = directory.resolve("out.html");

        Run run = headgate(
                "backtest",
                file("<img src=x>.csv", rows.toString()),
                "--policy",
                file("<svg onload=alert(1)>.yaml", POLICY),
                "--time=time",
                "--latency=took",
                "--error-when=status>=500",
                "--version-column=release",
                "--operation-column=path",
                "--report",
                report.toString());

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
        String page = Files.readString(report);
        assertThat(page).contains("rollback", "Content-Security-Policy", "hypothetical", "uPlot", "&lt;svg onload");
        assertThat(page).doesNotContain("alert(1)</script>", "<svg onload", "<img src=x", "<i>/a", "<b>v1");
        assertThat(page.replaceAll("xmlns=\"[^\"]*\"", ""))
                .doesNotContain("src=\"", "href=\"", "@import", "url(", "fetch(", "XMLHttpRequest");
    }

    private static List<JsonNode> documents(Run run) {
        Stream<String> lines = run.out().lines();
        return lines.map(JsonMapper.shared()::readTree).toList();
    }

    private String failing() throws IOException {
        Path events = directory.resolve("failing.jsonl");
        new RecordedEvents(1, 40_000, 200, 75).writeTo(events);
        return events.toString();
    }

    private String healthy() throws IOException {
        Path events = directory.resolve("healthy.jsonl");
        new RecordedEvents(1, 40_000, 200, 10_000).writeTo(events);
        return events.toString();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }
}
