package dev.headgate.core.rollout;

import dev.headgate.core.judge.Judged;
import dev.headgate.core.judge.Line;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.WaitingFor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What judged lines mean for a rollout at one instant, in this order: a stop line that rolls back; questions that nobody has
 * answered in time; a stop line that steps back, one that holds, notifies, mitigates, asks; then what they mean for the
 * stage. Undecided never advances. While a shift is under way only a rollback, notices, mitigations and questions are
 * possible.
 */
public final class LineRules {

    private final Course course;
    private final JudgedLines lines;

    /** @param canarySpeaks whether telemetry is complete and the canary's is among it */
    public LineRules(Course course, List<Judged> lines, boolean canarySpeaks) {
        this.course = course;
        this.lines =
                new JudgedLines(lines, canarySpeaks, course.rollout().identity().mode());
    }

    /** Acts upon the lines. */
    public void apply() {
        if (!course.rollout().judged()) {
            return;
        }
        course.clear(stillActing());
        QuestionRules.settle(course, lines);
        Optional<Judged> rollback = lines.failed(Effect.ROLLBACK).stream().findFirst();
        if (rollback.isPresent()) {
            rollBack(rollback.get());
            return;
        }
        QuestionRules.due(course, lines);
        if (course.rollout().judged()) {
            stopLines();
        }
        CalendarRules.close(course);
        if (course.rollout().staying() && lines.failed(Effect.STEP_BACK).isEmpty()) {
            new StageRules(course, lines).apply();
        }
        List<WaitingFor> waits = Waits.of(course, lines);
        course.affairs(affairs -> affairs.waiting(waits));
    }

    private void rollBack(Judged failed) {
        Line line = failed.line();
        course.rollback(
                Move.STOP,
                JudgedLines.sentence(failed),
                Optional.of(line),
                line.response().runbook());
    }

    private void stopLines() {
        boolean staying = course.rollout().staying();
        if (staying) {
            lines.failed(Effect.STEP_BACK).stream().findFirst().ifPresent(this::stepBack);
            lines.failed(Effect.HOLD).forEach(line -> hold(line, JudgedLines.sentence(line)));
            lines.failed(Effect.UNKNOWN)
                    .forEach(line ->
                            hold(line, JudgedLines.sentence(line) + "; its effect is not known here, so it holds"));
        }
        lines.failed(Effect.NOTIFY)
                .forEach(line -> course.notifyOnce(
                        line.line().id(),
                        line.line().severity(),
                        JudgedLines.sentence(line),
                        Optional.of(line.line())));
        silentAtFullWeight();
        if (course.rollout().judged()) {
            MitigationRules.apply(course, lines);
            lines.failed(Effect.ASK).forEach(this::ask);
        }
    }

    private void stepBack(Judged line) {
        course.stepBack(line.line().severity(), JudgedLines.sentence(line), Optional.of(line.line()));
    }

    private void ask(Judged failed) {
        Line line = failed.line();
        QuestionRules.ask(
                course, line.id(), line.response(), line.severity(), JudgedLines.sentence(failed), Optional.of(line));
    }

    /** At full weight nothing but the canary itself could show that it should speak: people are told. */
    private void silentAtFullWeight() {
        if (course.rollout().desiredWeight().percent() < 100) {
            return;
        }
        lines.all().stream()
                .filter(line -> line.line().criterion().measure() instanceof Measure.NoSuccess)
                .filter(JudgedLines::producerSilent)
                .forEach(line -> course.notifyOnce(
                        silenceKey(line.line()),
                        Severity.CRITICAL,
                        "the canary has all the traffic and publishes nothing: "
                                + line.line().criterion().text() + " cannot be decided",
                        Optional.of(line.line())));
    }

    /** What was said stays said until its line is decided to be clear. */
    private List<String> stillActing() {
        List<String> acting = new ArrayList<>(course.rollout().actedLines());
        for (Judged line : lines.all()) {
            if (line.judgement() == Judgement.PASS) {
                acting.remove(line.line().id());
                acting.remove(silenceKey(line.line()));
            }
        }
        return acting;
    }

    private void hold(Judged line, String why) {
        course.holdOnce(line.line().id(), line.line().severity(), why, Optional.of(line.line()));
    }

    private static String silenceKey(Line line) {
        return line.id() + "/silent";
    }
}
