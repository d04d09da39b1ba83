package dev.headgate.core.rollout;

import dev.headgate.core.GateSettings;
import dev.headgate.core.judge.Line;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Weight;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The moves that a rollout can make at one instant, and the decisions that record them. Rules decide which moves are
 * made; here it is only said what each does. Lives for one instant; not thread-safe.
 */
public final class Course {

    /** Longest text parameter that a runbook takes. */
    private static final int LONGEST_REASON = 500;

    /** Kept among the acted lines, which a confirmed shift clears: no line has such an id. */
    static final String TAKEN_BACK = "shift-expired/";

    private static final String TAKEN_BACK_TOO_OFTEN = "shifts-expired";

    private final Optional<Policy> policy;
    private final GateSettings settings;
    private final Instant now;
    private final List<Draft> drafts = new ArrayList<>();
    private Rollout rollout;

    /**
     * @param rollout where it stands
     * @param policy what it is judged by; empty if that was lost, and then nothing but a way back is left
     */
    public Course(Rollout rollout, Optional<Policy> policy, GateSettings settings, Instant now) {
        this.rollout = rollout;
        this.policy = policy;
        this.settings = settings;
        this.now = now;
    }

    /** Where it stands now. */
    public Rollout rollout() {
        return rollout;
    }

    /** What was decided, in order. */
    public List<Draft> drafts() {
        return List.copyOf(drafts);
    }

    /** Says why it is not judged at present. */
    public void notJudged(String why) {
        because(why);
    }

    Instant now() {
        return now;
    }

    GateSettings settings() {
        return settings;
    }

    Optional<Policy> policy() {
        return policy;
    }

    /** Forward to a stage; but if that came to nothing too often, nowhere. */
    void promote(int stage, String why) {
        long takenBack = takenBack();
        if (takenBack > 0 && takenBack >= settings.maximumStepBacks()) {
            holdOnce(
                    TAKEN_BACK_TOO_OFTEN,
                    Severity.CRITICAL,
                    why + "; but " + takenBack + " shifts in a row were not carried out in time, so it stays: check the"
                            + " executor and its clock, then abort and start again",
                    Optional.empty());
            return;
        }
        policy.ifPresent(plan -> shift(
                DecisionKind.PROMOTE,
                Severity.INFO,
                stage,
                plan.stages().get(stage).weight(),
                why + Lapse.from(plan, stage),
                Optional.empty(),
                Optional.of(plan.decisionValidity())));
    }

    /**
     * The shift under way is not made, since nothing of it was begun: back to the stage and the weight in force, whose
     * clock went on. People are told.
     */
    void takeBack(String why) {
        rollout.clock().flatMap(clock -> rollout.confirmedWeight()).ifPresent(inForce -> {
            List<String> acting = new ArrayList<>(rollout.actedLines());
            acting.add(TAKEN_BACK + (takenBack() + 1));
            rollout = rollout.takenBack(inForce, acting);
            tell(Severity.WARNING, why + "; " + inForce + " stays in force, and it is judged on");
        });
    }

    /** How often in a row, since a shift was last confirmed. */
    private long takenBack() {
        return rollout.actedLines().stream()
                .filter(key -> key.startsWith(TAKEN_BACK))
                .count();
    }

    /** Back to an earlier stage; without one all the way; and if that was done too often, nowhere. */
    void stepBack(Severity severity, String why, Optional<Line> line) {
        int before = rollout.stage() - 1;
        if (before < 0 || policy.isEmpty()) {
            rollback(why + "; there is no earlier stage to step back to", line);
        } else if (rollout.stepBacks() >= settings.maximumStepBacks()) {
            holdOnce(
                    line.map(Line::id).orElse("step-back"),
                    severity,
                    why + "; it has stepped back " + rollout.stepBacks() + " times already and stays",
                    line);
        } else {
            rollout = rollout.steppedBack();
            Weight to = policy.get().stages().get(before).weight();
            shift(DecisionKind.STEP_BACK, severity, before, to, why, line, Optional.empty());
        }
    }

    /** All the way back, from wherever it stands. */
    void rollback(String why, Optional<Line> line) {
        shift(DecisionKind.ROLLBACK, Severity.CRITICAL, -1, Weight.NONE, why, line, Optional.empty());
    }

    /** Says once, until the line is clear again, that it stays. */
    void holdOnce(String key, Severity severity, String why, Optional<Line> line) {
        tellOnce(DecisionKind.HOLD, key, severity, why, line);
    }

    /** Tells people once, until the line is clear again. */
    void notifyOnce(String key, Severity severity, String why, Optional<Line> line) {
        tellOnce(DecisionKind.NOTIFY, key, severity, why, line);
    }

    void holdAtDeadline(String why, Optional<Line> line) {
        if (!rollout.deadlineTold()) {
            rollout = rollout.toldDeadline();
            record(DecisionKind.HOLD, Severity.WARNING, rollout.stage(), weight(), weight(), why, line);
        }
    }

    /** Tells people. */
    void tell(Severity severity, String why) {
        record(DecisionKind.NOTIFY, severity, rollout.stage(), weight(), weight(), why, Optional.empty());
    }

    /** The canary keeps the traffic. */
    void complete(String why) {
        record(DecisionKind.COMPLETE, Severity.INFO, rollout.stage(), weight(), weight(), why, Optional.empty());
        rollout = rollout.in(Phase.COMPLETED);
    }

    /** Takes note that the decided weight is in force. */
    void confirm(Weight found, Instant startedAt) {
        rollout = rollout.confirmed(found, startedAt);
    }

    void failRollback(String why) {
        rollout = rollout.in(Phase.ROLLBACK_FAILED);
        tell(Severity.CRITICAL, why);
    }

    void toldOverdue() {
        rollout = rollout.withPending(rollout.pending().map(PendingShift::told));
    }

    void clear(List<String> stillActing) {
        rollout = rollout.acting(stillActing);
    }

    void because(String why) {
        rollout = rollout.because(why);
    }

    private void tellOnce(DecisionKind kind, String key, Severity severity, String why, Optional<Line> line) {
        if (!rollout.actedLines().contains(key)) {
            List<String> acting = new ArrayList<>(rollout.actedLines());
            acting.add(key);
            rollout = rollout.acting(acting);
            record(kind, severity, rollout.stage(), weight(), weight(), why, line);
        }
    }

    private void shift(
            DecisionKind kind,
            Severity severity,
            int stage,
            Weight to,
            String why,
            Optional<Line> line,
            Optional<Duration> validFor) {
        Weight from = rollout.desiredWeight();
        rollout = rollout.decided(why);
        Draft draft = new Draft(
                decisionId(),
                rollout.sequence(),
                kind,
                severity,
                stage,
                from,
                to,
                why,
                line.map(each -> each.criterion().text()),
                validFor,
                runbook(kind, to, why));
        drafts.add(draft);
        Phase next = kind == DecisionKind.ROLLBACK ? Phase.ROLLING_BACK : Phase.SHIFTING;
        PendingShift pending = new PendingShift(draft.decisionId(), to, now, false);
        rollout = rollout.shifting(next, Math.max(stage, kind == DecisionKind.ROLLBACK ? rollout.stage() : 0), pending);
        if (!rollout.identity().mode().followsTraffic()) {
            confirm(to, now);
        }
    }

    private void record(
            DecisionKind kind, Severity severity, int stage, Weight from, Weight to, String why, Optional<Line> line) {
        rollout = rollout.decided(why);
        drafts.add(new Draft(
                decisionId(),
                rollout.sequence(),
                kind,
                severity,
                stage,
                from,
                to,
                why,
                line.map(each -> each.criterion().text()),
                Optional.empty(),
                RunbookCall.NONE));
    }

    private String decisionId() {
        return rollout.identity().rolloutId() + "/" + rollout.sequence();
    }

    private Weight weight() {
        return rollout.desiredWeight();
    }

    private RunbookCall runbook(DecisionKind kind, Weight to, String why) {
        RolloutIdentity identity = rollout.identity();
        return new RunbookCall(
                kind == DecisionKind.ROLLBACK ? identity.rollbackRunbook() : identity.shiftRunbook(),
                Labels.copy(Map.of(
                        "service", identity.service(),
                        "canary", identity.canary(),
                        "baseline", identity.baseline(),
                        "weight",
                                BigDecimal.valueOf(to.percent())
                                        .stripTrailingZeros()
                                        .toPlainString(),
                        "rollout", identity.rolloutId(),
                        "decision", decisionId(),
                        "reason", asParameter(why))));
    }

    private static String asParameter(String why) {
        String oneLine = why.replaceAll("\\p{Cntrl}+", " ");
        return oneLine.length() <= LONGEST_REASON ? oneLine : oneLine.substring(0, LONGEST_REASON - 1) + "…";
    }
}
