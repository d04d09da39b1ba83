package dev.headgate.core.rollout;

import dev.headgate.core.judge.Condition;
import dev.headgate.core.judge.Judged;
import dev.headgate.core.judge.Line;
import dev.headgate.core.judge.Verdicts;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.UndecidedCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What judged lines mean for a rollout at one instant, in this order: a stop line that rolls back, one that steps back,
 * one that holds, one that notifies; the stage's failure at its maximum hold; an advance. Undecided never advances. While
 * a shift is under way only a rollback and notices are possible.
 */
public final class LineRules {

    private final Course course;
    private final List<Judged> lines;
    private final boolean canarySpeaks;

    /** @param canarySpeaks whether telemetry is complete and the canary's is among it */
    public LineRules(Course course, List<Judged> lines, boolean canarySpeaks) {
        this.course = course;
        this.lines = lines;
        this.canarySpeaks = canarySpeaks;
    }

    /** Acts upon the lines. */
    public void apply() {
        if (!course.rollout().judged()) {
            return;
        }
        course.clear(stillActing());
        Optional<Judged> rollback = firstFailed(Effect.ROLLBACK);
        if (rollback.isPresent()) {
            course.rollback(sentence(rollback.get()), Optional.of(rollback.get().line()));
            return;
        }
        boolean staying = course.rollout().phase() != Phase.SHIFTING;
        Optional<Judged> stepBack = staying ? firstFailed(Effect.STEP_BACK) : Optional.empty();
        stepBack.ifPresent(line -> course.stepBack(line.line().severity(), sentence(line), Optional.of(line.line())));
        if (staying) {
            failed(Effect.HOLD).forEach(line -> hold(line, sentence(line)));
            failed(Effect.UNKNOWN)
                    .forEach(line -> hold(line, sentence(line) + "; its effect is not known here, so it holds"));
        }
        failed(Effect.NOTIFY)
                .forEach(line -> course.notifyOnce(
                        line.line().id(), line.line().severity(), sentence(line), Optional.of(line.line())));
        silentAtFullWeight();
        if (staying && stepBack.isEmpty()) {
            failOrAdvance();
        }
    }

    private void failOrAdvance() {
        Rollout rollout = course.rollout();
        if (rollout.clock().isEmpty() || course.policy().isEmpty() || !rollout.judged()) {
            return;
        }
        Stage stage = course.policy().get().stages().get(rollout.stage());
        var startedAt = rollout.clock().get().startedAt();
        if (course.now().isBefore(startedAt.plus(stage.minimumHold()))) {
            return;
        }
        List<Judged> advance = advanceLines();
        boolean allPass = advance.stream().allMatch(line -> line.judgement() == Judgement.PASS);
        boolean deadline = stage.maximumHold()
                .map(hold -> !course.now().isBefore(startedAt.plus(hold)))
                .orElse(false);
        if (allPass && canarySpeaks && nothingBrewing()) {
            advance(rollout);
        } else if (deadline) {
            atDeadline(stage, advance);
        }
    }

    private void advance(Rollout rollout) {
        if (rollout.phase() == Phase.WATCHING) {
            course.complete("the canary has kept " + rollout.desiredWeight() + " and all lines pass");
        } else {
            course.promote(
                    rollout.stage() + 1,
                    "stage " + (rollout.stage() + 1) + " of "
                            + rollout.identity().stages() + " is over and all its lines pass");
        }
    }

    private void atDeadline(Stage stage, List<Judged> advance) {
        Optional<Judged> failing = advance.stream()
                .filter(line -> line.judgement() == Judgement.FAIL)
                .findFirst();
        if (failing.isEmpty()) {
            course.holdAtDeadline(
                    "the stage is at its maximum hold and not everything is decided: " + undecided(), Optional.empty());
            return;
        }
        String why = "the stage is at its maximum hold and " + sentence(failing.get());
        Optional<Line> line = Optional.of(failing.get().line());
        switch (stage.onFailure().effect()) {
            case ROLLBACK -> course.rollback(why, line);
            case STEP_BACK -> course.stepBack(Severity.WARNING, why, line);
            case HOLD, NOTIFY, MITIGATE, ASK, UNKNOWN -> course.holdAtDeadline(why, line);
        }
    }

    /** At full weight nothing but the canary itself could show that it should speak: people are told. */
    private void silentAtFullWeight() {
        if (course.rollout().desiredWeight().percent() < 100) {
            return;
        }
        lines.stream()
                .filter(line -> line.line().criterion().measure() instanceof Measure.NoSuccess)
                .filter(LineRules::producerSilent)
                .forEach(line -> course.notifyOnce(
                        silenceKey(line.line()),
                        Severity.CRITICAL,
                        "the canary has all the traffic and publishes nothing: "
                                + line.line().criterion().text() + " cannot be decided",
                        Optional.of(line.line())));
    }

    private boolean nothingBrewing() {
        return lines.stream()
                .filter(line -> line.line().mustBeClear())
                .noneMatch(line -> line.finding().condition() == Condition.TRUE || withheld(line));
    }

    /** A comparison that would be decided but for the telemetry or for us: to go on without it would be blind. */
    private static boolean withheld(Judged line) {
        return switch (line.cause()) {
            case LATE_TELEMETRY, SHARE_OFF_WEIGHT, EVIDENCE_FAILED -> true;
            default -> false;
        };
    }

    private String undecided() {
        return Stream.concat(
                        advanceLines().stream().filter(line -> line.judgement() == Judgement.UNDECIDED),
                        lines.stream().filter(line -> line.line().mustBeClear() && withheld(line)))
                .map(LineRules::sentence)
                .findFirst()
                .orElse(canarySpeaks ? "a stop line is close to failing" : "the canary's telemetry is missing");
    }

    /** What was said stays said until its line is decided to be clear. */
    private List<String> stillActing() {
        List<String> acting = new ArrayList<>(course.rollout().actedLines());
        for (Judged line : lines) {
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

    private Optional<Judged> firstFailed(Effect effect) {
        return failed(effect).stream().findFirst();
    }

    private List<Judged> failed(Effect effect) {
        return lines.stream()
                .filter(line -> line.line().list() == CriterionList.STOP)
                .filter(line -> line.line().effect() == effect && line.judgement() == Judgement.FAIL)
                .toList();
    }

    private List<Judged> advanceLines() {
        return lines.stream()
                .filter(line -> line.line().list() == CriterionList.ADVANCE)
                .toList();
    }

    private static boolean producerSilent(Judged line) {
        return line.cause() == UndecidedCause.PRODUCER_SILENT;
    }

    private static String silenceKey(Line line) {
        return line.id() + "/silent";
    }

    private static String sentence(Judged line) {
        return Verdicts.sentence(line);
    }
}
