package dev.headgate.cli.executions;

import static dev.headgate.cli.Golden.assertLooksLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.terminal.Palette;
import dev.headgate.executor.acceptance.ExecutorHold;
import dev.headgate.executor.acceptance.Received;
import dev.headgate.executor.acceptance.SignedBytes;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.StepResult;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExecutionTextTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private static final Execution PROMOTED = execution("shop-241/1", 1, ExecutionStatus.SUCCEEDED, 0, 1.2, "clean");
    private static final Execution FAILED = execution(
            "shop-241/2", 1, ExecutionStatus.FAILED, 60, 11, "step weight: time-out; tried again in 1 s\u001b[31m");
    private static final Execution BEGUN = execution("shop-241/2", 2, ExecutionStatus.STARTED, 72, -1, "errorRate");
    private static final Execution ROLLED_BACK =
            execution("shop-241/2", 3, ExecutionStatus.SUCCEEDED, 74, 0.25, "errorRate > 5% for 10s");
    private static final Execution RUNNING = execution("till-9/1", 1, ExecutionStatus.STARTED, 100, -1, "warm-up");

    @Test
    void theTableHasARowForEachAttempt() {
        assertLooksLike("executions.txt", ExecutionText.table(recorded(), NOW.plusSeconds(130), Palette.PLAIN));
    }

    @Test
    void showHasTheStepsOfEachAttemptWithTheirTimesAndBudgets() {
        List<Recorded> attempts = recorded().stream()
                .filter(one -> one.execution().decisionId().equals("shop-241/2"))
                .toList();

        assertLooksLike("execution.txt", ExecutionText.lines(attempts, NOW.plusSeconds(130), Palette.PLAIN));
    }

    @Test
    void anAttemptThatTheNextOneFollowedIsRetriedAndNotRunning() {
        assertThat(recorded())
                .extracting(Recorded::status)
                .containsExactly("succeeded", "failed", "retried", "succeeded", "started");
        assertThat(recorded().get(2).took(NOW)).isEmpty();
    }

    @Test
    void ofAnAttemptTheLatestRecordCounts() {
        Execution ended = execution("till-9/1", 1, ExecutionStatus.REFUSED, 100, 3, "refused");

        assertThat(Recorded.of(List.of(RUNNING, ended), List.of()))
                .singleElement()
                .satisfies(one -> assertThat(one.status()).isEqualTo("refused"));
    }

    @Test
    void programsAreToldOfTheDecisionToo() {
        JsonNode node = JsonMapper.shared().readTree(ExecutionJson.of(recorded().get(3), NOW));

        assertThat(node.get("executionId").asString()).isEqualTo("shop-241/2#3");
        assertThat(node.get("outcome").asString()).isEqualTo("succeeded");
        assertThat(node.get("kind").asString()).isEqualTo("rollback");
        assertThat(node.get("tookMillis").asLong()).isEqualTo(250);
        assertThat(node.get("steps").get(0).get("budget").asString()).isEqualTo("PT10S");
    }

    @Test
    void aHoldStandsInOneLine() {
        Decision hold = ExecutorHold.of(true, ExecutorHold.service(3), "jane", "a freeze", "c", NOW);
        JournalEntry entry =
                JournalEntry.noted(new Received(hold, new SignedBytes("", "", "key"), 0, 1, Optional.of(NOW)), NOW);

        assertThat(ExecutionText.hold(List.of(entry), Palette.PLAIN))
                .contains("HELD since 2026-11-22T10:00:00Z, held by jane: a freeze; in 1 partition;"
                        + " \"headgate executions release\" ends it");
        assertThat(ExecutionText.hold(List.of(), Palette.PLAIN)).isEmpty();
    }

    private static List<Recorded> recorded() {
        return Recorded.of(
                List.of(PROMOTED, FAILED, BEGUN, ROLLED_BACK, RUNNING),
                List.of(
                        decision("shop-241/1", DecisionKind.PROMOTE, 0, 5),
                        decision("shop-241/2", DecisionKind.ROLLBACK, 5, 0)));
    }

    private static Execution execution(
            String decision, int attempt, ExecutionStatus status, int at, double took, String reason) {
        Instant begun = NOW.plusSeconds(at);
        boolean over = took >= 0;
        Instant end = begun.plus(Duration.ofMillis((long) (Math.max(0, took) * 1_000)));
        boolean well = status == ExecutionStatus.SUCCEEDED;
        return new Execution(
                decision + "#" + attempt,
                decision,
                decision.substring(0, decision.indexOf('/')),
                decision.substring(0, decision.indexOf('-')),
                "c-1",
                attempt,
                status,
                "shift-traffic",
                over
                        ? List.of(
                                new StepResult(
                                        "weight",
                                        well ? ExecutionStatus.SUCCEEDED : ExecutionStatus.FAILED,
                                        begun,
                                        end,
                                        OptionalInt.empty(),
                                        well ? "canary 0 of 256\nbaseline 256 of 256" : "",
                                        Optional.of(Duration.ofSeconds(10))),
                                new StepResult("tell", ExecutionStatus.SUCCEEDED, end, end, OptionalInt.of(0), "told"))
                        : List.of(),
                well ? Optional.of(Weight.NONE) : Optional.empty(),
                reason,
                begun,
                over ? Optional.of(end) : Optional.empty(),
                "executor-1",
                well ? Labels.copy(Map.of("exitCode", "0")) : Labels.NONE);
    }

    private static Decision decision(String id, DecisionKind kind, double from, double to) {
        return new Decision(
                id,
                "shop-241",
                "shop",
                7,
                Integer.parseInt(id.substring(id.indexOf('/') + 1)),
                "c-1",
                kind,
                Mode.ENFORCE,
                Severity.INFO,
                "2.4.1",
                "2.4.0",
                0,
                new Weight(from),
                new Weight(to),
                "errorRate > 5% for 10s",
                Optional.empty(),
                List.of(),
                "hash",
                NOW,
                List.of(),
                Optional.empty(),
                new RunbookCall("shift-traffic", Labels.NONE));
    }
}
