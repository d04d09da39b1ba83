package dev.headgate.core.rollout;

import dev.headgate.core.judge.Deeds;
import dev.headgate.core.judge.Deeds.HookRun;
import dev.headgate.schemas.model.CommandHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Which deeds count for which stage. */
final class Stages {

    /** The line of a run that no line waits for any more; its figures may still be read by the runbook's name. */
    private static final String NO_LINE = "";

    private Stages() {}

    /**
     * Why a command that is meant in one stage does not fit, for people; empty if that is in force, or it names none.
     *
     * @param meant the stage, counted from 0, −1 before the first
     */
    static Optional<String> unfit(OptionalInt meant, Rollout rollout) {
        int inForce = rollout.stageInForce();
        return meant.isEmpty() || meant.getAsInt() == inForce
                ? Optional.empty()
                : Optional.of("it is meant while the rollout is " + where(meant.getAsInt()) + ", and it is "
                        + where(inForce)
                        + " by now; look at it again, and if it is still meant, give it anew with `--stage "
                        + (inForce + 1) + "`");
    }

    /**
     * Why a command that lets a rollout go on does not fit, for people: it was issued before the stage in force began, so that
     * it meant another one, or an earlier visit of the same. Empty if it was not.
     */
    static Optional<String> unfit(CommandHeader header, Rollout rollout) {
        return lateBy(header, rollout)
                .map(since -> "it was issued at " + header.issuedAt() + ", and " + since
                        + ": it cannot have meant that; look at it again, and if it is still meant, give it anew");
    }

    /** Since when the stage in force is, in words, where that began after a command was issued. */
    static Optional<String> lateBy(CommandHeader header, Rollout rollout) {
        return rollout.clock()
                .filter(clock -> header.issuedAt().isBefore(clock.startedAt()))
                .map(clock -> "stage " + (clock.stage() + 1) + " is in force only since " + clock.startedAt());
    }

    private static String where(int stage) {
        return stage < 0 ? "before its first stage" : "in stage " + (stage + 1);
    }

    /** Id of the list of a stage, to be followed by the place in it. */
    static String list(int stage, String list) {
        return "stage/" + stage + "/" + list + "/";
    }

    /** Answers were given for the stage before, and hooks are run again by the lines of the one that begins. */
    static Deeds begun(Deeds deeds, int stage) {
        List<HookRun> hooks = new ArrayList<>();
        for (HookRun run : deeds.hooks()) {
            add(hooks, isRunAgain(run.line(), stage) ? without(run) : run);
        }
        return new Deeds(List.of(), deeds.ticked(), hooks);
    }

    /** A run takes the place of the one before it for the same line. */
    static Deeds ran(Deeds deeds, HookRun run) {
        List<HookRun> hooks = new ArrayList<>(deeds.hooks());
        add(hooks, run);
        return new Deeds(deeds.answers(), deeds.ticked(), hooks);
    }

    /** A line's run does not count for it any more. */
    static Deeds forgetting(Deeds deeds, String line) {
        List<HookRun> hooks = new ArrayList<>();
        for (HookRun run : deeds.hooks()) {
            add(hooks, run.line().equals(line) ? without(run) : run);
        }
        return new Deeds(deeds.answers(), deeds.ticked(), hooks);
    }

    private static void add(List<HookRun> hooks, HookRun run) {
        hooks.removeIf(before -> before.line().equals(run.line())
                && (!run.line().equals(NO_LINE) || before.runbook().equals(run.runbook())));
        hooks.add(run);
    }

    private static boolean isRunAgain(String line, int stage) {
        return line.startsWith(list(stage, "during"))
                || line.startsWith(list(stage, "advance"))
                || line.startsWith(list(stage, "exit"))
                || line.startsWith(list(stage + 1, "enter"));
    }

    private static HookRun without(HookRun run) {
        return new HookRun(run.runbook(), NO_LINE, run.decisionId(), run.status(), run.results(), run.at());
    }
}
