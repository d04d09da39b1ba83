package dev.headgate.documents;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Past;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Since;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether the parts of one stage contradict each other, and whether each of its lines can be decided. */
final class StageChecks {

    private final Problems problems;
    private final Fields fields;
    private final StageReader.WrittenStage stage;

    StageChecks(Problems problems, Fields fields, StageReader.WrittenStage stage) {
        this.problems = problems;
        this.fields = fields;
        this.stage = stage;
    }

    void check(boolean first) {
        stage.hold().ifPresent(hold -> {
            checkRamp(hold);
            checkSettle(hold);
            checkDecideBy(hold);
            checkDeadline(hold);
            stage.advance().forEach(line -> checkCanPass(line, hold));
        });
        checkScore();
        stage.procedure().enter().stream().flatMap(WrittenCriterion::single).forEach(line -> checkEnter(line, first));
        if (first) {
            checkFirst();
        }
    }

    private void checkRamp(StageReader.Hold hold) {
        stage.ramp().ifPresent(ramp -> {
            Duration over = ramp.value().over();
            if (hold.minimum().compareTo(over) < 0) {
                problems.add(Problem.error(fields.keyPlace("hold"), "the stage could be left before its ramp is over")
                        .found("hold " + Quantities.written(hold.minimum()) + ", ramp over " + Quantities.written(over))
                        .expected("a minimum hold of at least " + Quantities.written(over)));
            }
        });
    }

    private void checkSettle(StageReader.Hold hold) {
        Duration least = hold.minimum();
        if (!stage.settle().isZero() && stage.settle().compareTo(least) >= 0) {
            problems.add(Problem.error(
                            fields.keyPlace("settle"), "the stage settles as long as it lasts: nothing would be judged")
                    .found("settle " + Quantities.written(stage.settle()) + ", minimum hold "
                            + Quantities.written(least))
                    .expected("`settle` shorter than the minimum hold"));
        }
    }

    private void checkDecideBy(StageReader.Hold hold) {
        stage.procedure().decideBy().ifPresent(decideBy -> {
            Duration time = decideBy.value();
            if (time.compareTo(stage.settle()) <= 0) {
                problems.add(Problem.error(decideBy.place(), "nothing is judged yet when this is decided")
                        .found("decideBy " + Quantities.written(time) + ", settle "
                                + Quantities.written(stage.settle()))
                        .expected("more than `settle`"));
            } else if (hold.maximum()
                    .filter(maximum -> time.compareTo(maximum) > 0)
                    .isPresent()) {
                problems.add(Problem.error(decideBy.place(), "the stage is decided before this")
                        .found("decideBy " + Quantities.written(time) + ", maximum hold "
                                + Quantities.written(hold.maximum().orElseThrow()))
                        .expected("at most the maximum hold"));
            }
        });
    }

    private void checkDeadline(StageReader.Hold hold) {
        if (fields.has("onDeadline") && hold.maximum().isEmpty()) {
            problems.add(Problem.warning(fields.keyPlace("onDeadline"), "this stage has no deadline")
                    .found("no maximum hold")
                    .expected("`hold: 30m .. 2h`, minimum and maximum"));
        }
    }

    /** A line that must hold longer than the stage may last, or speaks of more time than it lasts, never passes. */
    private void checkCanPass(WrittenCriterion line, StageReader.Hold hold) {
        Duration needed = line.criterion().holdFor();
        Optional<Duration> judged = hold.maximum().map(maximum -> maximum.minus(stage.settle()));
        if (judged.isEmpty()) {
            return;
        }
        Duration longest = judged.orElseThrow();
        if (needed.compareTo(longest) > 0) {
            problems.add(
                    Problem.error(line.whole(), "this line can never pass: the stage ends before its `for` is over")
                            .found("for " + Quantities.written(needed))
                            .expected("at most " + Quantities.written(longest) + ", the maximum hold less `settle`"));
        }
        line.single().forEach(part -> checkWindow(part, longest));
    }

    private void checkWindow(WrittenCriterion line, Duration longest) {
        Criterion criterion = line.criterion();
        Duration over = criterion.over().orElse(Duration.ZERO);
        Place place = line.over().orElse(line.whole());
        if (over.compareTo(longest) <= 0 || criterion.claim() instanceof Claim.BurnRate) {
            return;
        }
        boolean never = criterion.measure() instanceof Measure.Growth
                && over.dividedBy(2).compareTo(longest) > 0;
        Problem problem = never
                ? Problem.error(
                        place,
                        "this can never be decided: a growth needs half of its window, and the stage ends before")
                : Problem.warning(place, "the stage ends before this window is full: it is judged over less");
        problems.add(problem.found("over " + Quantities.written(over))
                .expected("at most " + Quantities.written(longest) + ", the maximum hold less `settle`"));
    }

    private void checkScore() {
        boolean score = fields.has("score");
        stage.advance().stream()
                .filter(line -> !score && line.weight().isPresent())
                .forEach(line -> problems.add(Problem.error(
                                line.weight().orElseThrow().place(), "all lines must pass in a stage without a score")
                        .found("`weight` or `required`")
                        .expected("`score: { pass: 90, marginal: 75 }` beside `advance`, or the line alone")));
        if (score && stage.advance().isEmpty()) {
            problems.add(Problem.error(fields.keyPlace("score"), "there is nothing to score")
                    .found("no line under `advance`")
                    .expected("lines under `advance`"));
        }
    }

    /** Before the first stage the canary has no traffic, and no stage has begun. */
    private void checkEnter(WrittenCriterion line, boolean first) {
        Measure measure = line.criterion().measure();
        if (first && isOfRequests(measure)) {
            problems.add(Problem.error(
                            line.whole(), "this can never be decided: before the first stage the canary has no traffic")
                    .found("`" + line.criterion().text() + "`")
                    .expected("it under `advance`, or what can be known before, as `gauge db.pool.utilisation < 80%`"));
        }
        if (isWithPreviousStage(line)) {
            problems.add(Problem.error(line.operator(), "the stage before is still under way when this is asked")
                    .found("`" + line.criterion().text() + "`")
                    .expected("it under `advance` or `exit`, or `own past` here"));
        }
        boolean sinceStage = (measure instanceof Measure.Count count && count.since() == Since.STAGE)
                || (measure instanceof Measure.Alerts alerts && alerts.since() == Since.STAGE);
        if (sinceStage) {
            problems.add(Problem.error(line.whole(), "the stage has not begun when this is asked")
                    .found("since stage")
                    .expected("`since start`, or no `since`"));
        }
    }

    private static boolean isOfRequests(Measure measure) {
        return measure instanceof Measure.ErrorRate
                || measure instanceof Measure.Uptime
                || measure instanceof Measure.Throughput
                || measure instanceof Measure.MeanLatency
                || measure instanceof Measure.LatencyQuantile
                || measure instanceof Measure.Latency;
    }

    private void checkFirst() {
        checkStepBack(stage.onFailure(), fields.keyPlace("onFailure"));
        checkStepBack(stage.procedure().onDeadline(), fields.keyPlace("onDeadline"));
        stage.stop()
                .forEach(line -> checkStepBack(line.response(), line.criterion().whole()));
        stage.advance().stream()
                .flatMap(WrittenCriterion::single)
                .filter(StageChecks::isWithPreviousStage)
                .forEach(line -> problems.add(
                        Problem.error(line.operator(), "this can never be decided: no stage is before the first")
                                .found("`" + line.criterion().text() + "`")
                                .expected("`baseline` or `own past` here")));
        stage.stop().stream()
                .flatMap(line -> line.criterion().single())
                .filter(StageChecks::isWithPreviousStage)
                .forEach(line -> problems.add(
                        Problem.warning(line.operator(), "this line never speaks: no stage is before the first")
                                .found("`" + line.criterion().text() + "`")
                                .expected("`baseline` or `own past` here")));
    }

    private static boolean isWithPreviousStage(WrittenCriterion line) {
        return line.criterion().claim() instanceof Claim.AgainstPast past && past.past() == Past.PREVIOUS_STAGE;
    }

    private void checkStepBack(Response response, Place place) {
        if (response.effect() == Effect.STEP_BACK || response.otherwise() == Effect.STEP_BACK) {
            problems.add(Problem.error(place, "the first stage has no stage to step back to")
                    .found("step back")
                    .expected("rollback or hold"));
        }
    }

    /** Whether the list of stages goes on rising here. */
    static void checkRises(List<StageReader.WrittenStage> stages, Problems problems) {
        Optional<StageReader.WrittenStage> before = Optional.empty();
        for (StageReader.WrittenStage stage : stages) {
            before.ifPresent(earlier -> checkRises(earlier, stage, problems));
            before = stage.weight().isPresent() ? Optional.of(stage) : before;
        }
    }

    private static void checkRises(
            StageReader.WrittenStage earlier, StageReader.WrittenStage stage, Problems problems) {
        if (earlier.weight().isEmpty() || stage.weight().isEmpty()) {
            return;
        }
        var before = earlier.weight().orElseThrow().value();
        var weight = stage.weight().orElseThrow();
        if (weight.value().compareTo(before) <= 0) {
            problems.add(Problem.error(weight.place(), "weights must rise from stage to stage")
                    .found(before + ", then " + weight.value())
                    .expected("more than " + before));
        } else if (stage.ramp()
                .filter(ramp -> ramp.value().from().compareTo(before) < 0)
                .isPresent()) {
            problems.add(Problem.error(stage.ramp().orElseThrow().place(), "the ramp begins below the stage before it")
                    .found(before + ", then from "
                            + stage.ramp().orElseThrow().value().from())
                    .expected("from " + before + " or more"));
        }
    }
}
