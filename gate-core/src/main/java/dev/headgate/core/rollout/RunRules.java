package dev.headgate.core.rollout;

import dev.headgate.core.judge.Deeds;
import dev.headgate.core.judge.Deeds.HookRun;
import dev.headgate.core.judge.Line;
import dev.headgate.core.rollout.PendingRun.Purpose;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Runbooks that move no traffic, from their decision to their end. How a hook ends is for the lines that read it; that
 * another one comes to nothing is told. In a mode in which nobody carries them out they are decided and never end.
 */
public final class RunRules {

    /** Names the parameter that says what a mitigation is to do. */
    static final String ACTION = "action";

    /** Characters of the figures of one run. */
    private static final int MOST_REMEMBERED = 4_000;

    private RunRules() {}

    /** Takes an execution in; false if it is none of a run. */
    static boolean apply(Course course, Execution execution) {
        Optional<PendingRun> pending = course.rollout().affairs().runs().stream()
                .filter(run -> run.decisionId().equals(execution.decisionId()))
                .findFirst();
        pending.ifPresent(run -> apply(course, run, execution));
        return pending.isPresent();
    }

    /** A run whose end nobody has told for too long has failed. */
    public static void checkOverdue(Course course) {
        Duration limit = course.settings().runTimeout();
        for (PendingRun run : course.rollout().affairs().runs()) {
            if (!course.now().isBefore(run.decidedAt().plus(limit))) {
                String why = "nobody has said how it ended for " + Times.text(limit) + "; check the executor";
                end(course, run, ExecutionStatus.EXPIRED, Labels.NONE, why);
            }
        }
    }

    /** Runs one. What a hook of {@code during} said before stands until it says something else. */
    static void run(Course course, Purpose purpose, String place, String runbook, String why, Optional<Line> line) {
        Map<String, String> more = switch (purpose) {
            case APPLY -> Map.of(ACTION, "apply");
            case UNDO -> Map.of(ACTION, "undo");
            case START, ENTER, DURING, EXIT, ROLLED_BACK, COMPLETED -> Map.of();
        };
        Severity severity = line.map(Line::severity).orElse(Severity.INFO);
        Optional<Duration> validFor =
                purpose.growsOld() ? Optional.of(course.settings().runTimeout()) : Optional.empty();
        String decision = course.run(runbook, severity, why, line, validFor, more);
        PendingRun pending = new PendingRun(decision, purpose, place, runbook, course.now());
        boolean again = course.rollout().affairs().deeds().latestFor(place).isPresent();
        if (purpose.isHook() && !again) {
            hears(course, pending, ExecutionStatus.STARTED, Labels.NONE);
        }
        if (course.enforced()) {
            List<PendingRun> runs = new ArrayList<>(course.rollout().affairs().runs());
            runs.add(pending);
            course.affairs(affairs -> affairs.running(runs));
        }
    }

    private static void apply(Course course, PendingRun run, Execution execution) {
        switch (execution.status()) {
            case SUCCEEDED, FAILED, REFUSED, EXPIRED, SUPERSEDED ->
                end(course, run, execution.status(), execution.results(), Reasons.said(execution.reason()));
            case STARTED, UNKNOWN -> {
                // Not over, or in a word that nobody here can act upon: the time-out ends it if it stays so.
            }
        }
    }

    private static void end(
            Course course, PendingRun run, ExecutionStatus status, SortedMap<String, String> results, String why) {
        course.affairs(affairs -> affairs.running(
                affairs.runs().stream().filter(other -> !other.equals(run)).toList()));
        if (run.purpose().isHook() && !overtakenByAnother(course, run)) {
            hears(course, run, status, bounded(results));
        }
        if (run.purpose() == Purpose.UNDO && overtaken(course, status)) {
            // It still lasts: once the rollback is confirmed it is undone with whatever else does.
            List<Mitigation> lasting =
                    new ArrayList<>(course.rollout().affairs().mitigations());
            lasting.add(new Mitigation(run.line(), run.runbook(), run.decidedAt(), Optional.empty()));
            course.affairs(affairs -> affairs.mitigating(lasting));
        }
        if (!run.purpose().isHook() && status != ExecutionStatus.SUCCEEDED && !overtaken(course, status)) {
            String reason = course.rollout().reason();
            course.tell(
                    Severity.CRITICAL,
                    "the runbook `" + run.runbook() + "`, run " + run.purpose().words() + ", came to nothing: " + why);
            course.because(reason);
        }
    }

    /**
     * What is remembered of a run's figures: all of them, or the shortest. All hooks of a rollout stand in one record of the
     * gate's state, which no broker takes if it grows without bounds.
     */
    private static SortedMap<String, String> bounded(SortedMap<String, String> results) {
        TreeMap<String, String> kept = new TreeMap<>();
        int length = 0;
        List<Map.Entry<String, String>> shortestFirst = results.entrySet().stream()
                .sorted(Comparator.comparingInt(RunRules::length).thenComparing(Map.Entry.comparingByKey()))
                .toList();
        for (Map.Entry<String, String> figure : shortestFirst) {
            length += length(figure);
            if (length > MOST_REMEMBERED) {
                break;
            }
            kept.put(figure.getKey(), figure.getValue());
        }
        return kept;
    }

    private static int length(Map.Entry<String, String> figure) {
        return figure.getKey().length() + figure.getValue().length();
    }

    /** How a run ended that is not its line's latest any more concerns nobody. */
    private static boolean overtakenByAnother(Course course, PendingRun run) {
        return course.rollout()
                .affairs()
                .deeds()
                .latestFor(run.line())
                .map(latest -> sequence(latest.decisionId()) > sequence(run.decisionId()))
                .orElse(false);
    }

    private static int sequence(String decisionId) {
        return Integer.parseInt(decisionId.substring(decisionId.lastIndexOf('/') + 1));
    }

    /** A rollback stops what is under way. */
    private static boolean overtaken(Course course, ExecutionStatus status) {
        return status == ExecutionStatus.SUPERSEDED && course.rollout().phase() == Phase.ROLLING_BACK;
    }

    private static void hears(
            Course course, PendingRun run, ExecutionStatus status, SortedMap<String, String> results) {
        Deeds heard = Stages.ran(
                course.rollout().affairs().deeds(),
                new HookRun(run.runbook(), run.line(), run.decisionId(), status, results, course.now()));
        course.affairs(affairs -> affairs.with(heard));
    }
}
