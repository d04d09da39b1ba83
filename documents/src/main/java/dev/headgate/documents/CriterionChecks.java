package dev.headgate.documents;

import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import java.time.Duration;

/** Looks at a criterion that is well formed and asks whether it can mean anything where it stands. */
final class CriterionChecks {

    private static final Duration SLICE = Duration.ofSeconds(10);
    private static final Duration FINE_WINDOW = Duration.ofSeconds(60);

    private final Problems problems;

    CriterionChecks(Problems problems) {
        this.problems = problems;
    }

    void check(WrittenCriterion written, CriterionList list) {
        Criterion criterion = written.criterion();
        if (criterion.measure() instanceof Measure.NoSuccess) {
            checkPlaceOfNoSuccess(written, list);
            return;
        }
        if (isNeverTrue(criterion)) {
            problems.add(Problem.error(written.limit(), "this can never be true")
                    .found("`" + criterion.text() + "`")
                    .expected(range(criterion.measure())));
        } else if (isAlwaysTrue(criterion)) {
            problems.add(Problem.error(written.limit(), "this is always true")
                    .found("`" + criterion.text() + "`")
                    .expected(range(criterion.measure())));
        } else {
            checkDirection(written, list);
        }
        written.over()
                .ifPresent(place -> criterion.over().ifPresent(over -> {
                    checkSlots(over, place);
                    if (criterion.measure() instanceof Measure.Uptime) {
                        checkUptime(over, place);
                    }
                }));
    }

    /** The window of a criterion on uptime, its own or the policy's. */
    void checkUptime(Duration window, Place place) {
        if (window.compareTo(SLICE) < 0) {
            problems.add(Problem.error(place, "uptime counts slices of 10 seconds and this window holds none")
                    .found("`" + Quantities.written(window) + "`")
                    .expected("a window of at least 10s"));
        }
    }

    void checkSlots(Duration window, Place place) {
        if (window.compareTo(FINE_WINDOW) > 0 && window.toSeconds() % SLICE.toSeconds() != 0) {
            long tens = (window.toSeconds() / 10 + 1) * 10;
            problems.add(Problem.warning(place, "a window over 60s is kept in slots of 10 seconds")
                    .found("`" + Quantities.written(window) + "`")
                    .expected("a multiple of 10s")
                    .suggest(tens + "s"));
        }
    }

    private void checkPlaceOfNoSuccess(WrittenCriterion written, CriterionList list) {
        if (list == CriterionList.ADVANCE) {
            problems.add(Problem.error(written.whole(), "`no success` cannot be a reason to go on")
                    .found("`" + written.criterion().text() + "`")
                    .expected("it under `stop`, or `uptime >= 99%` here"));
        }
    }

    private void checkDirection(WrittenCriterion written, CriterionList list) {
        Criterion criterion = written.criterion();
        boolean greater = criterion.operator() == Operator.GREATER || criterion.operator() == Operator.GREATER_OR_EQUAL;
        Measures.moreIsWorse(criterion.measure()).ifPresent(moreIsWorse -> {
            boolean trueWhenBad = greater == moreIsWorse;
            boolean shouldBeTrueWhenBad = list == CriterionList.STOP;
            if (trueWhenBad != shouldBeTrueWhenBad) {
                problems.add(Problem.warning(
                                written.operator(),
                                shouldBeTrueWhenBad
                                        ? "this line acts when all is well"
                                        : "this line lets the rollout go on when all is not well")
                        .found("`" + criterion.operator().wireName() + "`")
                        .expected("the comparison the other way round")
                        .suggest("`" + turned(criterion.operator()).wireName() + "`"));
            }
        });
    }

    private static Operator turned(Operator operator) {
        return switch (operator) {
            case LESS -> Operator.GREATER;
            case LESS_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
            case GREATER -> Operator.LESS;
            case GREATER_OR_EQUAL -> Operator.LESS_OR_EQUAL;
        };
    }

    private static boolean isNeverTrue(Criterion criterion) {
        double highest = Measures.highest(criterion.measure());
        return switch (criterion.operator()) {
            case LESS -> criterion.limit() <= 0;
            case LESS_OR_EQUAL -> criterion.limit() < 0;
            case GREATER -> criterion.limit() >= highest;
            case GREATER_OR_EQUAL -> criterion.limit() > highest;
        };
    }

    private static boolean isAlwaysTrue(Criterion criterion) {
        double highest = Measures.highest(criterion.measure());
        return switch (criterion.operator()) {
            case LESS -> criterion.limit() > highest;
            case LESS_OR_EQUAL -> criterion.limit() >= highest;
            case GREATER -> criterion.limit() < 0;
            case GREATER_OR_EQUAL -> criterion.limit() <= 0;
        };
    }

    private static String range(Measure measure) {
        return switch (Measures.unit(measure)) {
            case SHARE -> Measures.name(measure) + " lies between 0% and 100%";
            case RATE -> "throughput is 0/s or more";
            case LATENCY ->
                measure instanceof Measure.LatencyQuantile
                        ? "latency quantiles lie above 0us and are counted up to 60s"
                        : "latency lies above 0us";
        };
    }
}
