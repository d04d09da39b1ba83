package dev.headgate.cli.direct;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A rollback without the gate. It stands behind everything that the gate has decided, and far enough ahead of it that
 * nothing which a gate has decided and not written yet stands behind it.
 *
 * @param state where the rollout stood when the gate last said so
 * @param decisions what was decided about it, as far as it is kept
 */
public record DirectRollback(RolloutState state, List<Decision> decisions) {
    private static final int AHEAD = 1_000;
    private static final int LONGEST_REASON = 500;
    private static final Duration ALIVE = Duration.ofSeconds(10);
    private static final String MARK = "/direct-";
    private static final String ALTHOUGH_UNKNOWN = "--although-unknown";

    /** Keeps what is about this rollout. */
    public DirectRollback {
        String rollout = state.rolloutId();
        decisions = decisions.stream()
                .filter(decision -> decision.rolloutId().equals(rollout))
                .toList();
    }

    /** Why there is nothing to roll back; empty if there is. */
    public Optional<String> objection() {
        if (state.mode() != Mode.ENFORCE) {
            return Optional.of("the rollout " + state.rolloutId() + " is in mode "
                    + state.mode().wireName() + ": nothing was shifted");
        }
        return state.phase() == Phase.ROLLED_BACK
                ? Optional.of("the rollout " + state.rolloutId() + " is rolled back already")
                : Optional.empty();
    }

    /** Whether a gate has lately said where the rollout stands. */
    public boolean gateIsAlive(Instant now) {
        return Duration.between(state.updatedAt(), now).compareTo(ALIVE) < 0;
    }

    /**
     * The decision.
     *
     * @param runbook what carries rollbacks out
     * @param issuer who decides
     * @param why why
     */
    public Decision decide(String runbook, String issuer, String why, Instant now) {
        String id = state.rolloutId() + MARK + (direct() + 1);
        String reason = "direct rollback by " + issuer + ": " + why;
        return new Decision(
                id,
                state.rolloutId(),
                state.service(),
                state.epoch(),
                (int) Math.min(Integer.MAX_VALUE, (long) lastSequence() + AHEAD),
                state.correlationId(),
                DecisionKind.ROLLBACK,
                Mode.ENFORCE,
                Severity.CRITICAL,
                state.canary(),
                state.baseline(),
                -1,
                state.confirmedWeight().orElse(state.desiredWeight()),
                Weight.NONE,
                reason,
                Optional.empty(),
                List.of(),
                state.policyHash(),
                now,
                List.of(),
                Optional.empty(),
                new RunbookCall(
                        runbook,
                        Labels.copy(Map.of(
                                "service", state.service(),
                                "canary", state.canary(),
                                "baseline", state.baseline(),
                                "weight", "0",
                                "rollout", state.rolloutId(),
                                "decision", id,
                                "reason", asParameter(reason)))));
    }

    /** The same, to be carried out although the executor's journal holds no shift of the rollout. */
    public static Decision althoughUnknown(Decision decision) {
        TreeMap<String, String> parameters = new TreeMap<>(decision.runbook().parameters());
        parameters.put(dev.headgate.executor.acceptance.DirectRollback.ALTHOUGH_UNKNOWN, "true");
        return decision.by(new RunbookCall(decision.runbook().name(), parameters));
    }

    /** What to type next after the executor's answer; empty if nothing more is known than the answer says. */
    public static Optional<String> next(Execution execution) {
        boolean unknown = execution.status() == ExecutionStatus.REFUSED
                && execution.reason().contains(ALTHOUGH_UNKNOWN);
        return unknown
                ? Optional.of(
                        "See which versions get traffic; if these are right: headgate rollback --direct --service "
                                + execution.service() + " " + ALTHOUGH_UNKNOWN + " --reason \"...\"")
                : Optional.empty();
    }

    private long direct() {
        return decisions.stream()
                .filter(decision -> decision.decisionId().startsWith(state.rolloutId() + MARK))
                .count();
    }

    private int lastSequence() {
        return Math.max(
                state.sequence(),
                decisions.stream().mapToInt(Decision::sequence).max().orElse(0));
    }

    private static String asParameter(String why) {
        String oneLine = why.replaceAll("\\p{Cntrl}+", " ");
        return oneLine.length() <= LONGEST_REASON ? oneLine : oneLine.substring(0, LONGEST_REASON - 1) + "…";
    }
}
