package dev.headgate.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.GateSettings;
import dev.headgate.core.Policies;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Weight;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each execution of the pending shift means; the shift before it was confirmed with 5 %. */
class ExecutionRulesTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final Weight FIVE = new Weight(5);
    private static final Weight HALF = new Weight(50);
    private static final Policy POLICY = Policies.policy(
            List.of(),
            Policies.stage(5, 10, List.of()),
            Policies.stage(50, 10, List.of()),
            Policies.stage(100, 10, List.of()));

    private final List<Draft> drafts = new ArrayList<>();
    private Rollout rollout = Rollout.begun(identity());
    private Instant now = START;
    private String said = "why";

    @BeforeEach
    void isObservedInItsFirstStage() {
        act(course -> course.promote(0, "a test starts it"));
        execute(ExecutionStatus.SUCCEEDED, Optional.of(FIVE));
        assertThat(rollout.phase()).isEqualTo(Phase.OBSERVING);
        drafts.clear();
    }

    @Test
    void aRunbookThatFailsAfterTheWeightWasReadBackHasShiftedAndPeopleAreTold() {
        promote();

        execute(ExecutionStatus.FAILED, Optional.of(HALF));

        assertThat(rollout.phase()).isEqualTo(Phase.OBSERVING);
        assertThat(rollout.stage()).isEqualTo(1);
        assertThat(rollout.confirmedWeight()).contains(HALF);
        assertThat(kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.NOTIFY);
        assertThat(last().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(last().reason()).contains("is in force, but its runbook failed afterwards: why");
    }

    @Test
    void aRollbackWhoseRunbookFailsAfterTheWeightWasReadBackIsDoneAndPeopleAreTold() {
        act(course -> course.rollback("a test wants it", Optional.empty()));

        execute(ExecutionStatus.FAILED, Optional.of(Weight.NONE));

        assertThat(rollout.phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(rollout.reason()).isEqualTo("a test wants it");
        assertThat(kinds()).containsExactly(DecisionKind.ROLLBACK, DecisionKind.NOTIFY);
        assertThat(last().severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aShiftThatFailsWithAnotherWeightReadBackIsRolledBack() {
        promote();

        execute(ExecutionStatus.FAILED, Optional.of(FIVE));

        assertThat(rollout.phase()).isEqualTo(Phase.ROLLING_BACK);
        assertThat(kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK);
    }

    @Test
    void aRollbackThatFailsIsPagedOnceAndALaterSuccessOfTheSameDecisionEndsIt() {
        act(course -> course.rollback("a test wants it", Optional.empty()));

        execute(ExecutionStatus.FAILED, Optional.empty());
        execute(ExecutionStatus.FAILED, Optional.empty());
        assertThat(rollout.phase()).isEqualTo(Phase.ROLLBACK_FAILED);
        assertThat(kinds()).containsExactly(DecisionKind.ROLLBACK, DecisionKind.NOTIFY);

        execute(ExecutionStatus.STARTED, Optional.empty());
        execute(ExecutionStatus.SUCCEEDED, Optional.of(Weight.NONE));

        assertThat(rollout.phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(rollout.confirmedWeight()).contains(Weight.NONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "SUPERSEDED"})
    void aShiftThatIsRefusedOrOvertakenByAnotherIsRolledBack(ExecutionStatus status) {
        promote();

        execute(status, Optional.empty());

        assertThat(rollout.phase()).isEqualTo(Phase.ROLLING_BACK);
        assertThat(kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK);
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "SUPERSEDED", "EXPIRED"})
    void aRollbackThatIsNotCarriedOutIsPaged(ExecutionStatus status) {
        act(course -> course.rollback("a test wants it", Optional.empty()));

        execute(status, Optional.empty());

        assertThat(rollout.phase()).isEqualTo(Phase.ROLLBACK_FAILED);
    }

    @Test
    void anAdvanceThatExpiredLeavesTheReleaseWhereItStandsAndIsMadeAgain() {
        Rollout before = rollout;
        promote();

        execute(ExecutionStatus.EXPIRED, Optional.empty());

        assertThat(rollout.phase()).isEqualTo(Phase.OBSERVING);
        assertThat(rollout.stage()).isZero();
        assertThat(rollout.clock()).isEqualTo(before.clock());
        assertThat(rollout.desiredWeight()).isEqualTo(FIVE);
        assertThat(rollout.confirmedWeight()).contains(FIVE);
        assertThat(rollout.carriesTrafficSince()).isEqualTo(before.carriesTrafficSince());
        assertThat(rollout.pending()).isEmpty();
        assertThat(last().kind()).isEqualTo(DecisionKind.NOTIFY);
        assertThat(last().reason()).contains("not carried out in time").contains("stays in force");

        promote();
        execute(ExecutionStatus.SUCCEEDED, Optional.of(HALF));
        assertThat(rollout.confirmedWeight()).contains(HALF);
    }

    @Test
    void afterThreeAdvancesInARowThatExpiredItStaysAndSaysSoOnce() {
        for (int i = 0; i < GateSettings.DEFAULTS.maximumStepBacks(); i++) {
            promote();
            execute(ExecutionStatus.EXPIRED, Optional.empty());
        }
        drafts.clear();

        promote();
        promote();

        assertThat(rollout.phase()).isEqualTo(Phase.OBSERVING);
        assertThat(kinds()).containsExactly(DecisionKind.HOLD);
        assertThat(last().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(last().reason()).contains("3 shifts in a row");
    }

    @Test
    void aShiftThatIsConfirmedForgetsThoseThatExpiredBefore() {
        for (int i = 1; i < GateSettings.DEFAULTS.maximumStepBacks(); i++) {
            promote();
            execute(ExecutionStatus.EXPIRED, Optional.empty());
        }
        promote();
        execute(ExecutionStatus.SUCCEEDED, Optional.of(HALF));

        assertThat(rollout.actedLines()).isEmpty();
    }

    @Test
    void aFirstAdvanceThatExpiredEndsTheRolloutSinceNothingIsInForce() {
        rollout = Rollout.begun(identity());
        act(course -> course.promote(0, "a test starts it"));

        execute(ExecutionStatus.EXPIRED, Optional.empty());

        assertThat(rollout.phase()).isEqualTo(Phase.ROLLING_BACK);
    }

    private void promote() {
        act(course -> course.promote(1, "a test promotes it"));
    }

    @Test
    void aDirectRollbackThatHasSucceededEndsTheRolloutWhereverItStands() {
        List<Runnable> standings = List.of(
                () -> {},
                this::promote,
                () -> act(course -> course.rollback("a test wants it", Optional.empty())),
                () -> {
                    act(course -> course.rollback("a test wants it", Optional.empty()));
                    execute(ExecutionStatus.REFUSED, Optional.empty());
                });
        Rollout observed = rollout;
        for (Runnable standing : standings) {
            rollout = observed;
            standing.run();
            drafts.clear();

            execute("r1/direct-1", ExecutionStatus.SUCCEEDED, Optional.of(Weight.NONE));

            assertThat(rollout.phase()).isEqualTo(Phase.ROLLED_BACK);
            assertThat(rollout.confirmedWeight()).contains(Weight.NONE);
            assertThat(rollout.pending()).isEmpty();
            assertThat(rollout.reason()).contains("without the gate");
            assertThat(kinds()).containsExactly(DecisionKind.NOTIFY);
            assertThat(last().severity()).isEqualTo(Severity.CRITICAL);
        }
    }

    @Test
    void nothingElseOfADirectRollbackMeansAnything() {
        Rollout before = rollout;

        execute("r1/direct-1", ExecutionStatus.STARTED, Optional.empty());
        execute("r1/direct-1", ExecutionStatus.FAILED, Optional.of(Weight.NONE));
        execute("r1/direct-1", ExecutionStatus.SUCCEEDED, Optional.of(FIVE));
        execute("r1/direct-1", ExecutionStatus.SUCCEEDED, Optional.empty());
        execute("r2/direct-1", ExecutionStatus.SUCCEEDED, Optional.of(Weight.NONE));

        assertThat(rollout).isEqualTo(before);
        assertThat(drafts).isEmpty();
    }

    @Test
    void whatAnExecutorSaysAtGreatLengthIsCutInWhatIsDecidedNext() {
        said = "its output was 🙂" + "🙂".repeat(200_000);
        promote();

        execute(ExecutionStatus.FAILED, Optional.empty());

        assertThat(last().kind()).isEqualTo(DecisionKind.ROLLBACK);
        assertThat(last().reason()).contains(" failed: its output was 🙂").hasSizeLessThan(Decision.LONGEST_REASON);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(last().reason()))
                .isTrue();
        assertThat(rollout.reason()).isEqualTo(last().reason());
    }

    @Test
    void noReasonIsLongerThanADecisionsMayBeWhoeverGaveIt() {
        act(course -> course.rollback("x".repeat(Decision.LONGEST_REASON + 1), Optional.empty()));

        assertThat(last().reason()).hasSize(Decision.LONGEST_REASON).endsWith("x…");
    }

    @Test
    void aDirectRollbackOfWhatIsOverChangesNothing() {
        act(course -> course.rollback("a test wants it", Optional.empty()));
        execute(ExecutionStatus.SUCCEEDED, Optional.of(Weight.NONE));
        Rollout over = rollout;

        execute("r1/direct-1", ExecutionStatus.SUCCEEDED, Optional.of(Weight.NONE));

        assertThat(rollout).isEqualTo(over);
    }

    private void execute(ExecutionStatus status, Optional<Weight> found) {
        execute(rollout.pending().orElseThrow().decisionId(), status, found);
    }

    private void execute(String decision, ExecutionStatus status, Optional<Weight> found) {
        act(course -> ExecutionRules.apply(
                course,
                new Execution(
                        decision + "#1",
                        decision,
                        "r1",
                        "shop",
                        "correlation",
                        1,
                        status,
                        "shift-traffic",
                        List.of(),
                        found,
                        said,
                        now,
                        Optional.of(now),
                        "e1")));
    }

    private void act(Consumer<Course> move) {
        now = now.plusSeconds(1);
        Course course = new Course(rollout, Optional.of(POLICY), GateSettings.DEFAULTS, now);
        move.accept(course);
        rollout = course.rollout();
        drafts.addAll(course.drafts());
    }

    private List<DecisionKind> kinds() {
        return drafts.stream().map(Draft::kind).toList();
    }

    private Draft last() {
        return drafts.get(drafts.size() - 1);
    }

    private static RolloutIdentity identity() {
        return new RolloutIdentity(
                "r1",
                "shop",
                7,
                "correlation",
                "2.0.0",
                "1.0.0",
                "policy",
                new PolicyText("policy.yaml", "", "hash"),
                Mode.ENFORCE,
                "shift-traffic",
                "rollback",
                3,
                START,
                Optional.empty());
    }
}
