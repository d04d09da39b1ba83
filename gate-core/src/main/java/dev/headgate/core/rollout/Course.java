package dev.headgate.core.rollout;

import dev.headgate.core.GateSettings;
import dev.headgate.core.judge.Line;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.TrainSignal;
import dev.headgate.schemas.model.WaitingFor;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * The moves that a rollout can make at one instant, and the decisions that record them. Rules decide which moves are
 * made; here it is only said what each does. Lives for one instant; not thread-safe.
 */
public final class Course {

    /** Kept among the acted lines, which a confirmed shift clears: no line has such an id. */
    static final String TAKEN_BACK = "shift-expired/";

    private static final String TAKEN_BACK_TOO_OFTEN = "shifts-expired";

    private Optional<Policy> policy;
    private final GateSettings settings;
    private final Instant now;
    private final List<Draft> drafts = new ArrayList<>();
    private Optional<String> regards = Optional.empty();
    private Optional<String> command = Optional.empty();
    private final List<TrainSignal> signals = new ArrayList<>();
    private Rollout rollout;
    private OptionalInt readyToLeave = OptionalInt.empty();
    private boolean quiet;
    private Optional<WaitingFor> heldBack = Optional.empty();

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

    /** All that is decided from now on comes of a command. */
    void becauseOf(Command asked) {
        command = Optional.of(asked.header().commandId());
    }

    /** Where it stands now. */
    public Rollout rollout() {
        return rollout;
    }

    /** What was decided, in order. */
    public List<Draft> drafts() {
        return List.copyOf(drafts);
    }

    /** What other services of its train are told. */
    public List<TrainSignal> signals() {
        return List.copyOf(signals);
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

    /** What it is judged by; empty if that was lost. */
    public Optional<Policy> policy() {
        return policy;
    }

    /** Whether runbooks are really run. */
    boolean enforced() {
        return rollout.identity().mode() == Mode.ENFORCE;
    }

    /** Forward to a stage; but if that came to nothing too often, nowhere. */
    void promote(int stage, String why) {
        promote(stage, why, Move.ADVANCE);
    }

    /** Forward to a stage, by a rule or a person. */
    void promote(int stage, String why, Move move) {
        if (takenBackTooOften(why)) {
            return;
        }
        policy.ifPresent(plan -> shift(
                DecisionKind.PROMOTE,
                move,
                Severity.INFO,
                stage,
                RampRules.first(plan.stages().get(stage)),
                why + Lapse.from(plan, stage),
                Optional.empty(),
                Optional.of(plan.decisionValidity())));
    }

    /** To another weight within the stage in force. */
    void within(Weight to, String why, Move move) {
        boolean up = to.compareTo(rollout.desiredWeight()) > 0;
        if (up && takenBackTooOften(why)) {
            return;
        }
        policy.ifPresent(plan -> shift(
                up ? DecisionKind.PROMOTE : DecisionKind.STEP_BACK,
                move,
                Severity.INFO,
                rollout.stage(),
                to,
                why,
                Optional.empty(),
                up ? Optional.of(plan.decisionValidity()) : Optional.empty()));
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

    /** Whether shifts came to nothing so often that no other is made; says so once. */
    private boolean takenBackTooOften(String why) {
        long takenBack = takenBack();
        if (takenBack == 0 || takenBack < settings.maximumStepBacks()) {
            return false;
        }
        holdOnce(
                TAKEN_BACK_TOO_OFTEN,
                Severity.CRITICAL,
                why + "; but " + takenBack + " shifts in a row were not carried out in time, so it stays: check the"
                        + " executor and its clock, then abort and start again",
                Optional.empty());
        return true;
    }

    /** How often in a row, since a shift was last confirmed. */
    private long takenBack() {
        return rollout.actedLines().stream()
                .filter(key -> key.startsWith(TAKEN_BACK))
                .count();
    }

    /** Back to an earlier stage; without one all the way; and if that was done too often, nowhere. */
    void stepBack(Severity severity, String why, Optional<Line> line) {
        if (rollout.stage() < 1 || policy.isEmpty()) {
            rollback(Move.FAIL, why + "; there is no earlier stage to step back to", line, Optional.empty());
        } else if (rollout.stepBacks() >= settings.maximumStepBacks()) {
            holdOnce(
                    line.map(Line::id).orElse("step-back"),
                    severity,
                    why + "; it has stepped back " + rollout.stepBacks() + " times already and stays",
                    line);
        } else {
            rollout = rollout.steppedBack();
            stepBack(Move.STEP_BACK_BY_LINE, severity, why, line);
        }
    }

    /** Back to the stage before, which there must be: to the weight that it ends with, unless less is in force. */
    void stepBack(Move move, Severity severity, String why, Optional<Line> line) {
        int before = rollout.stage() - 1;
        policy.ifPresent(plan -> {
            Weight its = plan.stages().get(before).weight();
            Weight to = its.compareTo(rollout.desiredWeight()) < 0 ? its : rollout.desiredWeight();
            shift(DecisionKind.STEP_BACK, move, severity, before, to, why, line, Optional.empty());
        });
    }

    /** All the way back, from wherever it stands, by the policy's runbook. */
    void rollback(String why, Optional<Line> line) {
        rollback(Move.STOP, why, line, Optional.empty());
    }

    /**
     * All the way back, from wherever it stands.
     *
     * @param runbook the runbook that its cause names; empty for the policy's
     */
    void rollback(Move move, String why, Optional<Line> line, Optional<String> runbook) {
        rollout = rollout.with(rollout.affairs().rollingBackWith(runbook).waiting(List.of()));
        shift(DecisionKind.ROLLBACK, move, Severity.CRITICAL, -1, Weight.NONE, why, line, Optional.empty());
    }

    /** Says once, until the line is clear again, that it stays. */
    void holdOnce(String key, Severity severity, String why, Optional<Line> line) {
        tellOnce(DecisionKind.HOLD, key, severity, why, line, List.of());
    }

    /** Tells people once, until the line is clear again. */
    void notifyOnce(String key, Severity severity, String why, Optional<Line> line) {
        tellOnce(
                DecisionKind.NOTIFY,
                key,
                severity,
                why,
                line,
                line.map(Course::told).orElse(List.of()));
    }

    void holdAtDeadline(String why, Optional<Line> line) {
        if (!rollout.deadlineTold()) {
            rollout = rollout.toldDeadline();
            record(DecisionKind.HOLD, Severity.WARNING, why, line, List.of());
        }
    }

    /** Tells people. */
    void tell(Severity severity, String why) {
        tell(severity, why, List.of());
    }

    /** Tells certain people. */
    void tell(Severity severity, String why, List<String> whom) {
        record(DecisionKind.NOTIFY, severity, why, Optional.empty(), whom);
    }

    /** Says that it stays. */
    void hold(Severity severity, String why, Optional<Line> line) {
        record(DecisionKind.HOLD, severity, why, line, List.of());
    }

    /** Asks a role. */
    String ask(String role, Severity severity, String why, Optional<Line> line) {
        record(DecisionKind.ASK, severity, why, line, List.of(role));
        return lastDecision();
    }

    /** Puts a command that was taken on record which ends what a decision had asked of people. */
    void record(String what, String decisionId) {
        regards = Optional.of(decisionId);
        record(what);
        regards = Optional.empty();
    }

    /** Puts a command that was taken on record. */
    void record(String what) {
        String reason = rollout.reason();
        record(DecisionKind.RECORD, Severity.INFO, what, Optional.empty(), List.of());
        rollout = rollout.because(reason);
    }

    /**
     * Runs a runbook that moves no traffic; why it stands where it stands stays what it was.
     *
     * @param validFor how long it may wait to be begun; empty for what is of use however late
     * @param more what it is given for its purpose
     * @return the decision's id
     */
    String run(
            String runbook,
            Severity severity,
            String why,
            Optional<Line> line,
            Optional<Duration> validFor,
            Map<String, String> more) {
        String reason = rollout.reason();
        Weight inForce = rollout.confirmedWeight().orElse(Weight.NONE);
        rollout = rollout.decided(why);
        RunbookCall call = Calls.run(runbook, rollout, lastDecision(), why, more);
        draft(DecisionKind.RUN, severity, rollout.stage(), inForce, inForce, line, validFor, call, List.of());
        rollout = rollout.because(reason);
        return lastDecision();
    }

    /** The canary keeps the traffic. */
    void complete(Move move, String why) {
        record(DecisionKind.COMPLETE, Severity.INFO, why, Optional.empty(), List.of());
        rollout = rollout.with(rollout.affairs().waiting(List.of())).by(move, Phase.COMPLETED);
        AfterwardsRules.completed(this);
    }

    /**
     * Takes note that the decided weight is in force. Less than its stage begins with, which only a weight set by hand can
     * lead to, is not taken up again by itself.
     */
    void confirm(Weight found, Instant startedAt) {
        rollout = rollout.confirmed(found, startedAt);
        boolean less = rollout.open()
                && policy.flatMap(plan ->
                                rollout.clock().map(clock -> plan.stages().get(clock.stage())))
                        .map(stage -> found.compareTo(RampRules.first(stage)) < 0)
                        .orElse(false);
        if (less) {
            affairs(affairs -> affairs.byHand(true));
        }
    }

    /** Takes note that an operator has rolled back without the gate. */
    void rolledBackDirectly(String why) {
        rollout = rollout.rolledBackDirectly(now);
        tell(Severity.CRITICAL, why);
        AfterwardsRules.rolledBack(this);
        because(why);
    }

    void failRollback(String why) {
        rollout = rollout.by(Move.ROLLBACK_FAILS, Phase.ROLLBACK_FAILED);
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

    /** Goes to a phase in which no traffic moves. */
    void go(Move move, Phase next) {
        rollout = rollout.by(move, next);
    }

    /** Changes what people and runbooks have to do with it. */
    void affairs(UnaryOperator<Affairs> change) {
        rollout = rollout.with(change.apply(rollout.affairs()));
    }

    /** Goes on under another policy. */
    void replaced(Rollout other, Policy by) {
        rollout = other;
        policy = Optional.of(by);
    }

    /** Changes what surrounds it. */
    void surroundings(UnaryOperator<Surroundings> change) {
        affairs(affairs -> affairs.with(change.apply(affairs.surroundings())));
    }

    /** Tells another service of its train. */
    void signal(TrainSignal signal) {
        signals.add(signal);
    }

    /** Everything of the stage in force is done at this instant, but for what others keep back. */
    void ready() {
        readyToLeave = OptionalInt.of(rollout.stage());
    }

    /** Whether it stays in a stage of which everything is done. */
    boolean isReady() {
        return rollout.staying() && readyToLeave.equals(OptionalInt.of(rollout.stage()));
    }

    /** Something keeps it back although everything else is done. */
    void heldBack(Optional<WaitingFor> by) {
        heldBack = by;
    }

    Optional<WaitingFor> heldBack() {
        return heldBack;
    }

    /** Tells people what nobody has to acknowledge; why it stands where it stands stays what it was. */
    void inform(Severity severity, String why, List<String> whom) {
        String reason = rollout.reason();
        quiet = true;
        tell(severity, why, whom);
        quiet = false;
        rollout = rollout.because(reason);
    }

    /** Tells people that nobody has acknowledged yet what a decision told. */
    void remind(String decisionId, Severity severity, String why, List<String> whom) {
        regards = Optional.of(decisionId);
        inform(severity, why, whom);
        regards = Optional.empty();
    }

    /** Tells people what somebody has to acknowledge although the rollout is over. */
    void tellAfterwards(String key, String why, List<String> whom) {
        String reason = rollout.reason();
        quiet = true;
        tell(Severity.CRITICAL, why, whom);
        quiet = false;
        rollout = rollout.because(reason);
        notice(drafts.get(drafts.size() - 1), key);
    }

    private void notice(Draft draft, String line) {
        policy.ifPresent(plan -> {
            List<Notice> before = rollout.affairs().surroundings().notices();
            List<Notice> after = NoticeRules.opened(plan, rollout.identity().mode(), before, draft, line, now);
            if (after.size() > before.size()) {
                surroundings(around -> around.noticing(after));
            }
        });
    }

    private static List<String> told(Line line) {
        return line.response().whom().stream().toList();
    }

    private void tellOnce(
            DecisionKind kind, String key, Severity severity, String why, Optional<Line> line, List<String> whom) {
        if (!rollout.actedLines().contains(key)) {
            acted(key);
            record(kind, severity, why, line, whom);
        }
    }

    /** Remembers until the line is clear that it has been acted upon; whether it had not been. */
    boolean acted(String key) {
        if (rollout.actedLines().contains(key)) {
            return false;
        }
        List<String> acting = new ArrayList<>(rollout.actedLines());
        acting.add(key);
        rollout = rollout.acting(acting);
        return true;
    }

    private void shift(
            DecisionKind kind,
            Move move,
            Severity severity,
            int stage,
            Weight to,
            String why,
            Optional<Line> line,
            Optional<Duration> validFor) {
        Weight from = rollout.desiredWeight();
        boolean back = kind == DecisionKind.ROLLBACK;
        rollout = rollout.decided(why);
        RunbookCall call = Calls.shift(runbook(kind), rollout, lastDecision(), to, why, parameters(stage));
        draft(kind, severity, stage, from, to, line, validFor, call, List.of());
        PendingShift pending = new PendingShift(lastDecision(), to, now, false);
        rollout = rollout.shifting(
                move, back ? Phase.ROLLING_BACK : Phase.SHIFTING, back ? rollout.stage() : stage, pending);
        if (!rollout.identity().mode().followsTraffic()) {
            confirm(to, now);
            if (back) {
                AfterwardsRules.rolledBack(this);
            }
        }
    }

    private void record(
            DecisionKind kind, Severity severity, String why, Optional<Line> line, List<String> recipients) {
        Weight weight = rollout.desiredWeight();
        rollout = rollout.decided(why);
        draft(kind, severity, rollout.stage(), weight, weight, line, Optional.empty(), RunbookCall.NONE, recipients);
    }

    /** What is decided for a reason makes that the reason why the rollout stands where it stands. */
    private void draft(
            DecisionKind kind,
            Severity severity,
            int stage,
            Weight from,
            Weight to,
            Optional<Line> line,
            Optional<Duration> validFor,
            RunbookCall call,
            List<String> recipients) {
        drafts.add(new Draft(
                lastDecision(),
                rollout.sequence(),
                kind,
                severity,
                stage,
                from,
                to,
                rollout.reason(),
                line.map(each -> each.criterion().text()),
                validFor,
                call,
                recipients,
                regards,
                command));
        if (!quiet) {
            notice(drafts.get(drafts.size() - 1), line.map(Line::id).orElse(""));
        }
    }

    private String lastDecision() {
        return rollout.identity().rolloutId() + "/" + rollout.sequence();
    }

    private String runbook(DecisionKind kind) {
        RolloutIdentity identity = rollout.identity();
        return kind == DecisionKind.ROLLBACK
                ? rollout.affairs().rollbackRunbook().orElse(identity.rollbackRunbook())
                : identity.shiftRunbook();
    }

    private Map<String, String> parameters(int stage) {
        return policy.filter(plan -> stage >= 0)
                .map(Policy::stages)
                .map(stages -> stages.get(stage))
                .map(Stage::procedure)
                .<Map<String, String>>map(procedure -> procedure.parameters())
                .orElse(Map.of());
    }

    /** What a stage's failure does; where the policy was lost, nothing but a hold. */
    Response onFailure(int stage) {
        return policy.map(plan -> plan.stages().get(stage).onFailure()).orElse(Response.HOLD);
    }
}
