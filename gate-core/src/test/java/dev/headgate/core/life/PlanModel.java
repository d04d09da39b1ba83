package dev.headgate.core.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Input;
import dev.headgate.core.Tick;
import dev.headgate.core.TickOutcome;
import dev.headgate.schemas.model.AdvanceRollout;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Ramp;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.Weight;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is allowed, much simpler than what decides: which decision may follow which, to which weight, and what must have been
 * decided for it. Knows nothing of the state machine but its decisions.
 */
final class PlanModel {

    private static final Pattern ESCALATED = Pattern.compile(
            "(?:please acknowledge|nobody has acknowledged for [^:]+:|nobody needs to acknowledge it [^:]+:)"
                    + " ?([^: ]+).*",
            Pattern.DOTALL);

    private final Map<String, Policy> policies;
    private final Map<String, Known> rollouts = new HashMap<>();
    private final Set<String> escalated = new HashSet<>();

    /** What is known of a rollout. */
    private static final class Known {
        private int sequence;
        private int stage = -1;
        private Weight weight = Weight.NONE;
        private boolean rollingBack;
        private boolean over;
    }

    PlanModel(Map<String, Policy> policies) {
        this.policies = policies;
    }

    void check(Tick tick, TickOutcome outcome) {
        for (Decision decision : outcome.decisions()) {
            check(tick, decision);
        }
        outcome.rollout().ifPresent(state -> {
            Known known = rollouts.computeIfAbsent(state.rolloutId(), absent -> new Known());
            assertThat(state.sequence()).isEqualTo(known.sequence);
            assertThat(state.desiredWeight()).as("%s", state).isEqualTo(known.weight);
            known.over = known.over || state.phase() == Phase.ROLLED_BACK || state.phase() == Phase.COMPLETED;
            assertThat(state.phase() == Phase.ROLLED_BACK || state.phase() == Phase.COMPLETED)
                    .isEqualTo(known.over);
        });
    }

    private void check(Tick tick, Decision decision) {
        if (decision.sequence() == 0) {
            assertThat(decision.kind()).isIn(DecisionKind.REFUSE, DecisionKind.RECORD);
            assertThat(decision.mode()).isEqualTo(Mode.OBSERVE);
            assertThat(decision.runbook().name()).isEmpty();
            return;
        }
        Known known = rollouts.computeIfAbsent(decision.rolloutId(), absent -> new Known());
        Policy policy = policies.get(decision.policyHash());
        assertThat(decision.sequence()).isEqualTo(++known.sequence);
        if (known.over || known.rollingBack) {
            assertThat(decision.kind())
                    .as("after the end: %s", decision.reason())
                    .isIn(
                            DecisionKind.NOTIFY,
                            DecisionKind.RUN,
                            DecisionKind.RECORD,
                            known.over ? DecisionKind.RUN : DecisionKind.ROLLBACK);
        }
        if (takesBack(decision)) {
            assertThat(decision.to()).isLessThan(known.weight);
            assertThat(decision.stage()).isIn(known.stage, known.stage - 1);
            known.weight = decision.to();
            known.stage = decision.stage();
        }
        if (decision.kind() != DecisionKind.RUN) {
            assertThat(decision.from()).as(decision.reason()).isEqualTo(known.weight);
        }
        switch (decision.kind()) {
            case PROMOTE -> promoted(tick, decision, policy, known);
            case STEP_BACK -> steppedBack(decision, policy, known);
            case ROLLBACK -> {
                assertThat(decision.to()).isEqualTo(Weight.NONE);
                assertThat(decision.validFor()).isEmpty();
                known.rollingBack = true;
            }
            case COMPLETE -> {
                stays(decision);
                assertThat(known.stage).isEqualTo(policy.stages().size() - 1);
                judged(tick, decision, policy);
                known.over = true;
            }
            case RUN -> {
                assertThat(decision.to()).isEqualTo(decision.from());
                assertThat(decision.runbook().name()).isNotEmpty();
                assertThat(decision.runbook().parameters()).doesNotContainKey("weight");
                if (known.over) {
                    assertThat(decision.validFor()).as(decision.reason()).isEmpty();
                }
            }
            case ASK -> {
                stays(decision);
                assertThat(decision.recipients()).isNotEmpty();
            }
            case HOLD, NOTIFY, RECORD -> {
                stays(decision);
                escalated(decision);
            }
            case REFUSE, UNKNOWN -> throw new AssertionError("within a rollout: " + decision);
        }
        if (decision.kind() != DecisionKind.RUN) {
            known.weight = decision.to();
        }
    }

    /** An advance that was not begun in time is not made any more. */
    private static boolean takesBack(Decision decision) {
        return decision.kind() == DecisionKind.NOTIFY
                && decision.reason().startsWith("the shift to ")
                && decision.reason().endsWith("stays in force, and it is judged on");
    }

    private void promoted(Tick tick, Decision decision, Policy policy, Known known) {
        assertThat(decision.validFor()).isPresent();
        assertThat(decision.to().compareTo(decision.from()))
                .as(decision.reason())
                .isPositive();
        Stage stage = policy.stages().get(decision.stage());
        if (decision.stage() == known.stage) {
            assertThat(decision.to().compareTo(stage.weight()))
                    .as(decision.reason())
                    .isNotPositive();
            return;
        }
        assertThat(decision.stage()).as(decision.reason()).isEqualTo(known.stage + 1);
        assertThat(decision.to())
                .isEqualTo(stage.procedure().ramp().map(Ramp::from).orElse(stage.weight()));
        judged(tick, decision, policy);
        known.stage = decision.stage();
    }

    private static void steppedBack(Decision decision, Policy policy, Known known) {
        assertThat(decision.validFor()).isEmpty();
        boolean within = decision.stage() == known.stage;
        assertThat(decision.to().compareTo(decision.from()))
                .as(decision.reason())
                .isLessThan(within ? 0 : 1);
        if (!within) {
            Weight its = policy.stages().get(decision.stage()).weight();
            assertThat(decision.stage()).isEqualTo(known.stage - 1);
            assertThat(decision.to()).isIn(its, decision.from());
            known.stage = decision.stage();
        }
    }

    /** Undecided never promotes, unless a person says so in spite of it. */
    private static void judged(Tick tick, Decision decision, Policy policy) {
        boolean byHand = tick.inputs().stream()
                .anyMatch(input ->
                        input instanceof Input.CommandInput command && command.command() instanceof AdvanceRollout);
        if (byHand) {
            return;
        }
        int left = decision.kind() == DecisionKind.COMPLETE ? decision.stage() : decision.stage() - 1;
        boolean weighed =
                left >= 0 && policy.stages().get(left).procedure().score().isPresent();
        List<Verdict> verdicts = decision.verdicts();
        assertThat(verdicts.stream().filter(verdict -> counts(verdict, left)))
                .as("%s of %s", decision.reason(), decision.decisionId())
                .allSatisfy(verdict -> {
                    boolean may = verdict.judgement() == Judgement.PASS
                            || (weighed
                                    && verdict.list() == CriterionList.ADVANCE
                                    && verdict.judgement() == Judgement.FAIL)
                            || (decision.mode() == Mode.OBSERVE
                                    && verdict.cause() == UndecidedCause.WAITING_FOR_RUNBOOK);
                    assertThat(may)
                            .as("%s %s %s", verdict.judgement(), verdict.cause(), verdict.sentence())
                            .isTrue();
                });
        if (left >= 0 && !policy.stages().get(left).advance().isEmpty()) {
            assertThat(verdicts)
                    .as("%s", decision.reason())
                    .anyMatch(verdict -> verdict.list() == CriterionList.ADVANCE);
        }
    }

    private static boolean counts(Verdict verdict, int left) {
        return switch (verdict.list()) {
            case ENTER -> true;
            case ADVANCE, EXIT -> left >= 0;
            case STOP, DURING, AFTER_ROLLBACK, UNKNOWN -> false;
        };
    }

    private static void stays(Decision decision) {
        assertThat(decision.to()).as(decision.reason()).isEqualTo(decision.from());
        assertThat(decision.runbook().name()).isEmpty();
        assertThat(decision.validFor()).isEmpty();
    }

    /** Each level of a notice is told once. */
    private void escalated(Decision decision) {
        Matcher matcher = ESCALATED.matcher(decision.reason());
        if (decision.kind() == DecisionKind.NOTIFY && matcher.matches()) {
            assertThat(escalated.add(matcher.group(1) + " to " + decision.recipients()))
                    .as("told twice: %s", decision.reason())
                    .isTrue();
        }
    }
}
