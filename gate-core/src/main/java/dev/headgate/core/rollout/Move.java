package dev.headgate.core.rollout;

import static dev.headgate.schemas.model.Phase.AWAITING;
import static dev.headgate.schemas.model.Phase.COMPLETED;
import static dev.headgate.schemas.model.Phase.OBSERVING;
import static dev.headgate.schemas.model.Phase.PAUSED;
import static dev.headgate.schemas.model.Phase.PREPARING;
import static dev.headgate.schemas.model.Phase.ROLLBACK_FAILED;
import static dev.headgate.schemas.model.Phase.ROLLED_BACK;
import static dev.headgate.schemas.model.Phase.ROLLING_BACK;
import static dev.headgate.schemas.model.Phase.SCHEDULED;
import static dev.headgate.schemas.model.Phase.SHIFTING;
import static dev.headgate.schemas.model.Phase.WATCHING;

import dev.headgate.schemas.model.Phase;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What leads a rollout from one phase to another: the state machine as a table. No phase changes but by one of these, and a
 * command that stands here is refused in every phase that does not. {@code docs/STATE-MACHINE.md} is made of it.
 */
public enum Move {
    /** The start command. */
    START("start", Cause.COMMAND, in(), into(SCHEDULED, PREPARING), "a rollout begins"),
    /** The time for which it is scheduled has come. */
    BEGIN("its time", Cause.TIME, in(SCHEDULED), into(PREPARING), "the time that it was scheduled for has come"),
    /** A start that was put off comes to nothing. */
    CANCEL(
            "cancelled",
            Cause.TIME,
            in(SCHEDULED),
            into(ROLLED_BACK),
            "its time has come and it does not fit into the hours any more, or another service of its train has rolled"
                    + " back: it ends before anything was shifted"),
    /** Forward. */
    ADVANCE(
            "all done",
            Cause.RULE,
            in(PREPARING, OBSERVING, AWAITING),
            into(SHIFTING),
            "what must be done is done and every line passes: forward to the first or the next stage"),
    /** A step within a stage. */
    RAMP(
            "ramp",
            Cause.TIME,
            in(OBSERVING, AWAITING, WATCHING),
            into(SHIFTING),
            "the next step of a ramp is due and nothing stops or holds; or the gate takes over again after a weight set by"
                    + " hand"),
    /** A shift is in force. */
    CONFIRM(
            "confirmed",
            Cause.EXECUTION,
            in(SHIFTING),
            into(OBSERVING, WATCHING, PAUSED),
            "the decided weight was read back; watching is the last stage, paused what was paused meanwhile"),
    /** An advance that was not begun in time. */
    EXPIRE(
            "expired",
            Cause.EXECUTION,
            in(SHIFTING),
            into(OBSERVING, WATCHING, PAUSED),
            "an advance grew too old before anything of it was begun: the weight in force stays"),
    /** All lines pass. */
    PASS(
            "passes",
            Cause.RULE,
            in(OBSERVING, WATCHING),
            into(AWAITING),
            "the minimum hold is over and all lines pass, but something else must be done first: exit, the next stage's"
                    + " enter, hours, a train"),
    /** Not all lines pass any more. */
    RELAPSE("relapses", Cause.RULE, in(AWAITING), into(OBSERVING, WATCHING), "a line does not pass any more"),
    /** The end. */
    COMPLETE("complete", Cause.RULE, in(WATCHING, AWAITING), into(COMPLETED), "the last stage is over, its lines pass"),
    /** A stop line. */
    STOP(
            "stop line",
            Cause.RULE,
            in(PREPARING, SHIFTING, OBSERVING, AWAITING, PAUSED, WATCHING),
            into(ROLLING_BACK),
            "a stop line that rolls back has failed, or nobody has answered what another one asked"),
    /** A stage has failed. */
    FAIL(
            "stage fails",
            Cause.RULE,
            in(PREPARING, OBSERVING, AWAITING, PAUSED, WATCHING),
            into(ROLLING_BACK),
            "a hook failed, an approval was rejected, a line fails at the maximum hold, or a deadline's effect"),
    /** Back a stage. */
    STEP_BACK_BY_LINE(
            "line steps back",
            Cause.RULE,
            in(OBSERVING, AWAITING, PAUSED, WATCHING),
            into(SHIFTING),
            "a stop line or a stage's failure steps back to the stage before"),
    /** A shift has failed. */
    SHIFT_FAILS(
            "shift fails",
            Cause.EXECUTION,
            in(SHIFTING),
            into(ROLLING_BACK),
            "a shift failed or was refused by executors"),
    /** A rollback is in force. */
    CONFIRM_ROLLBACK(
            "confirmed",
            Cause.EXECUTION,
            in(ROLLING_BACK, ROLLBACK_FAILED),
            into(ROLLED_BACK),
            "the baseline has all traffic again"),
    /** An operator's rollback is in force. */
    CONFIRM_DIRECT_ROLLBACK(
            "direct rollback",
            Cause.EXECUTION,
            in(PREPARING, SHIFTING, OBSERVING, AWAITING, PAUSED, WATCHING, ROLLING_BACK, ROLLBACK_FAILED),
            into(ROLLED_BACK),
            "an operator has rolled back while the gate was away, and the baseline has all traffic again"),
    /** A rollback has failed. */
    ROLLBACK_FAILS(
            "rollback fails",
            Cause.EXECUTION,
            in(ROLLING_BACK),
            into(ROLLBACK_FAILED),
            "the rollback could not be carried out: people are paged"),
    /** The pause command. */
    PAUSE(
            "pause",
            Cause.COMMAND,
            way(in(PREPARING, OBSERVING, AWAITING, WATCHING), into(PAUSED)).and(in(SHIFTING), into()),
            "nothing advances until it is resumed; a shift under way is ended first"),
    /** The resume command. */
    RESUME(
            "resume",
            Cause.COMMAND,
            way(in(PAUSED), into(PREPARING, OBSERVING, WATCHING))
                    .and(in(AWAITING), into(OBSERVING, WATCHING))
                    .and(in(SHIFTING, OBSERVING, WATCHING), into()),
            "ends a pause, and hands a weight set by hand back to the gate"),
    /** The advance command. */
    OVERRIDE(
            "advance",
            Cause.COMMAND,
            way(in(PREPARING, OBSERVING), into(SHIFTING))
                    .and(in(AWAITING, PAUSED), into(SHIFTING, COMPLETED))
                    .and(in(WATCHING), into(COMPLETED)),
            "a person advances whatever the lines say, but for a failing stop line that rolls back"),
    /** The step-back command. */
    STEP_BACK(
            "step-back",
            Cause.COMMAND,
            in(OBSERVING, AWAITING, PAUSED, WATCHING),
            into(SHIFTING),
            "a person steps back to the stage before"),
    /** The set-weight command. */
    SET_WEIGHT(
            "set-weight",
            Cause.COMMAND,
            in(OBSERVING, AWAITING, PAUSED, WATCHING),
            into(SHIFTING),
            "a person sets the weight within the stage"),
    /** The change-policy command. */
    CHANGE_POLICY(
            "change-policy",
            Cause.COMMAND,
            way(in(OBSERVING), into(WATCHING))
                    .and(in(WATCHING), into(OBSERVING))
                    .and(in(AWAITING), into(OBSERVING, WATCHING))
                    .and(in(PREPARING, PAUSED), into()),
            "the stage in force begins anew under another policy"),
    /** The approve command. */
    APPROVE(
            "approve",
            Cause.COMMAND,
            in(PREPARING, SHIFTING, OBSERVING, AWAITING, PAUSED, WATCHING),
            into(),
            "a role says yes"),
    /** The reject command. */
    REJECT(
            "reject",
            Cause.COMMAND,
            in(PREPARING, SHIFTING, OBSERVING, AWAITING, PAUSED, WATCHING),
            into(),
            "a role says no: the stage fails, or what stands behind `else` is done"),
    /** The tick command. */
    TICK(
            "tick",
            Cause.COMMAND,
            in(SCHEDULED, PREPARING, SHIFTING, OBSERVING, AWAITING, PAUSED, WATCHING),
            into(),
            "an item of a checklist is ticked"),
    /** The acknowledge command. */
    ACKNOWLEDGE(
            "acknowledge",
            Cause.COMMAND,
            in(
                    SCHEDULED,
                    PREPARING,
                    SHIFTING,
                    OBSERVING,
                    AWAITING,
                    PAUSED,
                    WATCHING,
                    COMPLETED,
                    ROLLING_BACK,
                    ROLLED_BACK,
                    ROLLBACK_FAILED),
            into(),
            "somebody takes care of what people were told"),
    /** The abort command. */
    ABORT(
            "abort",
            Cause.COMMAND,
            way(in(SCHEDULED), into(ROLLED_BACK))
                    .and(
                            in(PREPARING, SHIFTING, OBSERVING, AWAITING, PAUSED, WATCHING, ROLLBACK_FAILED),
                            into(ROLLING_BACK))
                    .and(in(ROLLING_BACK), into()),
            "a person rolls back; again when a rollback has failed or takes too long, at once when nothing was begun");

    /** What sets a move off. */
    public enum Cause {
        /** A person or a pipeline. */
        COMMAND("command"),
        /** What an executor says. */
        EXECUTION("execution"),
        /** What was judged. */
        RULE("lines"),
        /** An instant. */
        TIME("time");

        private final String words;

        Cause(String words) {
            this.words = words;
        }

        /** As people say it. */
        String words() {
            return words;
        }
    }

    private final String label;
    private final Cause cause;

    /** Copied when it is made: nobody can change it. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Ways ways;

    private final String meaning;

    Move(String label, Cause cause, List<Phase> from, List<Phase> to, String meaning) {
        this(label, cause, way(from, to), meaning);
    }

    Move(String label, Cause cause, Ways ways, String meaning) {
        this.label = label;
        this.cause = cause;
        this.ways = ways;
        this.meaning = meaning;
    }

    /** From where it may lead where; a rollout that does not exist yet is in no phase. */
    private record Ways(List<Phase> from, Map<Phase, List<Phase>> to, List<Phase> first) {

        private Ways {
            to = Collections.unmodifiableMap(new LinkedHashMap<>(to));
        }

        private Ways and(List<Phase> more, List<Phase> theirs) {
            Map<Phase, List<Phase>> all = new LinkedHashMap<>(to);
            more.forEach(phase -> all.put(phase, theirs));
            return new Ways(List.copyOf(all.keySet()), all, first);
        }
    }

    /** The move that a command asks for; empty for one that asks for none. */
    public static Optional<Move> ofCommand(String kind) {
        return Arrays.stream(values())
                .filter(move -> move.cause == Cause.COMMAND && move.label.equals(kind))
                .findFirst();
    }

    /** Its name, for commands the command's word. */
    public String label() {
        return label;
    }

    /** What sets it off. */
    public Cause cause() {
        return cause;
    }

    /** In which phases it may come; none for a rollout that does not exist yet. */
    public List<Phase> from() {
        return ways.from();
    }

    /** Where it may lead a rollout that does not exist yet; none but for a start. */
    public List<Phase> first() {
        return ways.first();
    }

    /** Where it may lead from a phase beside staying in it. */
    public List<Phase> to(Phase from) {
        return ways.to().getOrDefault(from, List.of());
    }

    /** What it is, in a sentence without its full stop. */
    public String meaning() {
        return meaning;
    }

    /** Whether it may come in a phase. */
    public boolean fits(Phase phase) {
        return ways.from().contains(phase);
    }

    /**
     * Where it leads, which must be where it may.
     *
     * @throws IllegalStateException if it may not lead there: a fault of ours
     */
    Phase lead(Phase before, Phase after) {
        boolean begins = ways.first().contains(after);
        boolean allowed =
                begins || (fits(before) && (before == after || to(before).contains(after)));
        if (!allowed) {
            throw new IllegalStateException(
                    "no " + this + " leads from " + before.wireName() + " to " + after.wireName());
        }
        return after;
    }

    private static Ways way(List<Phase> from, List<Phase> to) {
        return new Ways(List.of(), Map.of(), from.isEmpty() ? to : List.of()).and(from, to);
    }

    private static List<Phase> in(Phase... phases) {
        return List.of(phases);
    }

    private static List<Phase> into(Phase... phases) {
        return List.of(phases);
    }
}
