package dev.headgate.cli.executions;

import static dev.headgate.cli.Golden.assertLooksLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.terminal.Palette;
import dev.headgate.client.Answerable;
import dev.headgate.executor.acceptance.Received;
import dev.headgate.executor.acceptance.SignedBytes;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutionWord.Says;
import dev.headgate.schemas.model.ExecutorHold;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Question;
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
    void oneThatAsksAPersonIsWaitingAndSaysHowItIsAnswered() {
        Recorded waiting = Recorded.of(
                        List.of(asking(Question.About.CONFIRMATION)),
                        List.of(decision("shop-241/1", DecisionKind.PROMOTE, 0, 5)))
                .get(0);

        assertThat(waiting.status()).isEqualTo("waiting");
        assertThat(ExecutionText.table(List.of(waiting), NOW, Palette.PLAIN).get(1))
                .contains("waiting", "Is the replica caught up?");
        assertThat(ExecutionText.lines(List.of(waiting), NOW, Palette.PLAIN))
                .containsSequence(
                        "  asks     Is the replica caught up?",
                        "  in       step replica, until 2026-11-22T10:30:00Z, 30 min 00 s left",
                        "  answer   headgate executions confirm shop-241/1 --yes --reason TEXT",
                        "           headgate executions confirm shop-241/1 --no --reason TEXT");
        assertThat(ExecutionText.line(waiting, Palette.PLAIN))
                .isEqualTo("2026-11-22T10:00:00Z  shop  shop-241/1#1  promote  waiting  Is the replica caught up?");
        JsonNode node = JsonMapper.shared().readTree(ExecutionJson.of(waiting, NOW));
        assertThat(node.get("outcome").asString()).isEqualTo("waiting");
        assertThat(node.get("question").get("step").asString()).isEqualTo("replica");
    }

    @Test
    void aStepWhoseOutcomeIsNotKnownIsToBeLookedAtFirst() {
        Recorded waiting =
                Recorded.of(List.of(asking(Question.About.OUTCOME)), List.of()).get(0);

        assertThat(ExecutionText.lines(List.of(waiting), NOW.plusSeconds(1_800), Palette.PLAIN))
                .containsSequence(
                        "  in       step replica, until 2026-11-22T10:30:00Z, which is over",
                        "  first    look: what the executor had started may still run",
                        "  answer   headgate executions resolve shop-241/1 --step replica --done --reason TEXT",
                        "           headgate executions resolve shop-241/1 --step replica --failed --reason TEXT",
                        "           headgate executions retry shop-241/1 --reason TEXT");
    }

    @Test
    void belowAListStandsHowThoseAreAnsweredThatWait() {
        Recorded waiting = Recorded.of(List.of(asking(Question.About.CONFIRMATION)), List.of())
                .get(0);

        assertThat(ExecutionText.answers(List.of(recorded().get(0), waiting), Palette.PLAIN))
                .containsExactly(
                        "ANSWER until 2026-11-22T10:30:00Z",
                        "  headgate executions confirm shop-241/1 --yes --reason TEXT",
                        "  headgate executions confirm shop-241/1 --no --reason TEXT");
        assertThat(ExecutionText.answers(recorded(), Palette.PLAIN)).isEmpty();
    }

    @Test
    void anAnswerAboutAnotherStepIsNotSent() {
        Recorded asked = new Recorded(asking(Question.About.OUTCOME), Optional.empty(), false);
        Decision promote = decision("shop-241/1", DecisionKind.PROMOTE, 0, 5);

        assertThat(Answerable.answer(asked.execution(), promote.kind(), Says.DONE, Optional.of("replica")))
                .isInstanceOf(Answerable.Answer.Fitting.class);
        assertThat(Answerable.answer(asked.execution(), promote.kind(), Says.DONE, Optional.of("migrat")))
                .isInstanceOfSatisfying(
                        Answerable.Answer.None.class,
                        none -> assertThat(none.why())
                                .isEqualTo("shop-241/1 asks about step replica, found --step migrat"));
    }

    @Test
    void onlyAnAnswerThatFitsTheQuestionIsSent() {
        Decision promote = decision("shop-241/1", DecisionKind.PROMOTE, 0, 5);

        assertThat(answer(asking(Question.About.CONFIRMATION), promote, Says.YES))
                .isEqualTo(new Answerable.Answer.Fitting(1, Optional.of("replica"), Optional.of(NOW)));
        assertThat(answer(asking(Question.About.OUTCOME), promote, Says.RETRY))
                .isEqualTo(new Answerable.Answer.Fitting(1, Optional.of("replica"), Optional.of(NOW)));
        assertThat(none(asking(Question.About.OUTCOME), promote, Says.YES).instead())
                .contains("executions resolve shop-241/1 --step replica", "executions retry shop-241/1");
        assertThat(none(asking(Question.About.CONFIRMATION), promote, Says.DONE).instead())
                .contains("executions confirm shop-241/1");
        assertThat(none(RUNNING, promote, Says.YES).why()).contains("asks nothing at this moment");
        assertThat(none(PROMOTED, promote, Says.NO).why()).startsWith("shop-241/1 is over: succeeded at ");
        assertThat(none(PROMOTED, promote, Says.NO).instead()).contains("rollout abort");
    }

    @Test
    void aRollbackThatFailedMayBeTriedNowAndAnAdvanceMayNot() {
        Decision rollback = decision("shop-241/2", DecisionKind.ROLLBACK, 5, 0);
        Decision promote = decision("shop-241/2", DecisionKind.PROMOTE, 0, 5);

        assertThat(answer(FAILED, rollback, Says.RETRY))
                .isEqualTo(new Answerable.Answer.Fitting(2, Optional.empty(), Optional.empty()));
        assertThat(none(FAILED, promote, Says.RETRY).why()).contains("is over: failed");
        assertThat(none(FAILED, rollback, Says.YES).why()).contains("is over: failed");
    }

    private static Answerable.Answer answer(Execution execution, Decision decision, Says says) {
        return Answerable.answer(execution, decision.kind(), says, Optional.empty());
    }

    private static Answerable.Answer.None none(Execution execution, Decision decision, Says says) {
        return (Answerable.Answer.None) answer(execution, decision, says);
    }

    private static Execution asking(Question.About about) {
        Execution begun = execution("shop-241/1", 1, ExecutionStatus.STARTED, 0, -1, "clean");
        return new Execution(
                begun.executionId(),
                begun.decisionId(),
                begun.rolloutId(),
                begun.service(),
                begun.correlationId(),
                begun.attempt(),
                begun.status(),
                begun.runbook(),
                begun.steps(),
                begun.confirmedWeight(),
                begun.reason(),
                begun.startedAt(),
                begun.finishedAt(),
                begun.executor(),
                begun.results(),
                Optional.of(new Question("replica", about, "Is the replica caught up?", NOW, NOW.plusSeconds(1_800))));
    }

    @Test
    void aHoldStandsInOneLine() {
        Decision hold = ExecutorHold.of(true, ExecutorHold.service(3), "jane", "a freeze", "c", NOW);
        JournalEntry entry =
                JournalEntry.noted(new Received(hold, new SignedBytes("", "", "key"), 0, 1, Optional.of(NOW)), NOW);

        assertThat(ExecutionText.hold(List.of(entry), Palette.PLAIN))
                .contains("HELD since 2026-11-22T10:00:00Z, held by jane: a freeze; in 1 partition;"
                        + " \"headgate executions release --reason TEXT\" ends it");
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
