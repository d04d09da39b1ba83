package dev.headgate.documents;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.util.List;

/** Looks at a criterion that is well formed and asks whether it can mean anything where it stands. */
final class CriterionChecks {

    private static final Duration SLICE = Duration.ofSeconds(10);
    private static final Duration FINE_WINDOW = Duration.ofSeconds(60);

    private final Problems problems;

    CriterionChecks(Problems problems) {
        this.problems = problems;
    }

    void check(WrittenCriterion written, CriterionList list) {
        if (written.parts().isEmpty()) {
            checkClaim(written, list, false);
            new DoneChecks(problems).check(written, list);
        } else {
            written.parts().forEach(part -> checkClaim(part, list, true));
            new JoinChecks(problems).check(written.parts());
        }
        written.single().forEach(part -> checkWindow(part));
    }

    /** @param joined whether it is a part of several: then what it says may be a condition of another part's */
    private void checkClaim(WrittenCriterion written, CriterionList list, boolean joined) {
        Criterion criterion = written.criterion();
        if (criterion.measure() instanceof Measure.NoSuccess) {
            checkPlaceOfNoSuccess(written, list);
            return;
        }
        if (list != CriterionList.STOP && list != CriterionList.ADVANCE && isByEvidence(criterion)) {
            problems.add(Problem.error(written.operator(), "evidence is gathered for `advance` and `stop` only")
                    .found("`" + criterion.text() + "`")
                    .expected("it under `advance`, or a plain limit, as `errorRate < 0.5%`, here"));
        } else if (criterion.claim() instanceof Claim.AgainstBaseline comparison) {
            checkSide(written, comparison.worse(), list);
        } else if (criterion.claim() instanceof Claim.AgainstPast comparison) {
            checkSide(written, comparison.worse(), list);
        } else if (criterion.claim() instanceof Claim.BurnRate) {
            checkPlaceOfBurnRate(written, list);
        } else if (criterion.claim() instanceof Claim.Limit limit && !(criterion.measure() instanceof Measure.Alerts)) {
            boolean possible = checkLimit(written, limit);
            if (possible && !joined) {
                checkDirection(written, limit, list);
            }
        }
    }

    private static boolean isByEvidence(Criterion criterion) {
        return criterion.byEvidence() && !MeasurementClauses.isOfMeasurements(criterion.measure());
    }

    private void checkWindow(WrittenCriterion written) {
        Criterion criterion = written.criterion();
        if (MeasurementClauses.isOfMeasurements(criterion.measure())) {
            return;
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
        if (list != CriterionList.STOP) {
            problems.add(Problem.error(written.whole(), "`no success` cannot be a reason to go on")
                    .found("`" + written.criterion().text() + "`")
                    .expected("it under `stop`, or `uptime >= 99%` here"));
        }
    }

    private void checkPlaceOfBurnRate(WrittenCriterion written, CriterionList list) {
        if (list != CriterionList.STOP) {
            problems.add(Problem.error(written.whole(), "a burn rate cannot be a reason to go on")
                    .found("`" + written.criterion().text() + "`")
                    .expected("it under `stop`, or a limit, as `errorRate < 0.1%`, here"));
        }
    }

    /** Whether the limit can be passed and kept; noted if it cannot. */
    private boolean checkLimit(WrittenCriterion written, Claim.Limit limit) {
        Criterion criterion = written.criterion();
        Measure measure = criterion.measure();
        Problem problem = Problem.error(written.limit(), "this can never be true")
                .found("`" + criterion.text() + "`")
                .expected(range(measure));
        if (isNeverTrue(measure, limit)) {
            problems.add(problem);
        } else if (isAlwaysTrue(measure, limit)) {
            problems.add(Problem.error(written.limit(), "this is always true")
                    .found(problem.found())
                    .expected(problem.expected()));
        } else if (limit.confidence().isPresent() && isEdge(measure, limit)) {
            problems.add(Problem.error(
                            written.limit(),
                            "no number of requests makes one confident of a limit that cannot be passed")
                    .found(problem.found())
                    .expected(
                            measure instanceof Measure.ErrorRate
                                    ? "a limit above 0% and below 100%"
                                    : "a limit above 0us and below 60s"));
        } else {
            return true;
        }
        return false;
    }

    /** The other way round it would be taken for a judgement, and a bad canary for a good one. */
    private void checkSide(WrittenCriterion written, boolean worse, CriterionList list) {
        boolean stops = list == CriterionList.STOP;
        if (worse != stops) {
            problems.add(Problem.error(
                            written.operator(),
                            stops
                                    ? "this line would act when the canary is well"
                                    : "this line would let the rollout go on when the canary is bad")
                    .found(worse ? "`worse` under `advance`" : "`not worse` under `stop`")
                    .expected("`worse` under `stop`, `not worse` under `advance`")
                    .suggest("`" + turned(written.criterion().text(), worse) + "`"));
        }
    }

    /** Behind its claim a comparison has no word of its own: the last `worse` is the claim's. */
    private static String turned(String text, boolean worse) {
        int at = text.lastIndexOf("worse");
        String before = text.substring(0, at);
        return (worse ? before + "not " : before.replaceFirst("not\\s+$", "")) + text.substring(at);
    }

    /** Comparisons where the baseline has no traffic. */
    void checkComparable(Weight weight, List<WrittenCriterion> advance, List<WrittenStopLine> stop) {
        if (weight.compareTo(Weight.ALL) < 0) {
            return;
        }
        advance.stream()
                .flatMap(WrittenCriterion::single)
                .filter(CriterionChecks::isComparison)
                .forEach(line -> problems.add(
                        Problem.error(line.operator(), "this can never be decided: at 100% the baseline has no traffic")
                                .found("`" + line.criterion().text() + "`")
                                .expected("a limit, as `"
                                        + (line.criterion().measure() instanceof Measure.ErrorRate
                                                ? "errorRate < 0.5%"
                                                : "p95 <= 250ms")
                                        + "`")));
        stop.stream()
                .map(WrittenStopLine::criterion)
                .flatMap(WrittenCriterion::single)
                .filter(CriterionChecks::isComparison)
                .forEach(line -> problems.add(
                        Problem.warning(line.operator(), "this line never speaks: at 100% the baseline has no traffic")
                                .found("`" + line.criterion().text() + "`")
                                .expected("a limit here, or the line in an earlier stage or the policy's `stop`")));
    }

    private static boolean isComparison(WrittenCriterion line) {
        return line.criterion().claim() instanceof Claim.AgainstBaseline;
    }

    private void checkDirection(WrittenCriterion written, Claim.Limit limit, CriterionList list) {
        Criterion criterion = written.criterion();
        boolean greater = limit.operator() == Operator.GREATER || limit.operator() == Operator.GREATER_OR_EQUAL;
        Measures.moreIsWorse(criterion.measure()).ifPresent(moreIsWorse -> {
            boolean trueWhenBad = greater == moreIsWorse;
            boolean shouldBeTrueWhenBad = list == CriterionList.STOP;
            if (trueWhenBad != shouldBeTrueWhenBad) {
                problems.add(Problem.warning(
                                written.operator(),
                                shouldBeTrueWhenBad
                                        ? "this line acts when all is well"
                                        : "this line lets the rollout go on when all is not well")
                        .found("`" + limit.operator().wireName() + "`")
                        .expected("the comparison the other way round")
                        .suggest("`" + turned(limit.operator()).wireName() + "`"));
            }
        });
    }

    private static Operator turned(Operator operator) {
        return switch (operator) {
            case LESS -> Operator.GREATER;
            case LESS_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
            case GREATER -> Operator.LESS;
            case GREATER_OR_EQUAL -> Operator.LESS_OR_EQUAL;
            case EQUAL -> Operator.EQUAL;
        };
    }

    private static boolean isNeverTrue(Measure measure, Claim.Limit limit) {
        double highest = Measures.highest(measure);
        double lowest = Measures.lowest(measure);
        return switch (limit.operator()) {
            case LESS -> limit.limit() <= lowest;
            case LESS_OR_EQUAL -> limit.limit() < lowest;
            case GREATER -> limit.limit() >= highest;
            case GREATER_OR_EQUAL -> limit.limit() > highest;
            case EQUAL -> limit.limit() < lowest || limit.limit() > highest;
        };
    }

    private static boolean isAlwaysTrue(Measure measure, Claim.Limit limit) {
        double highest = Measures.highest(measure);
        double lowest = Measures.lowest(measure);
        return switch (limit.operator()) {
            case LESS -> limit.limit() > highest;
            case LESS_OR_EQUAL -> limit.limit() >= highest;
            case GREATER -> limit.limit() < lowest;
            case GREATER_OR_EQUAL -> limit.limit() <= lowest;
            case EQUAL -> false;
        };
    }

    private static boolean isEdge(Measure measure, Claim.Limit limit) {
        return limit.limit() <= 0 || limit.limit() >= Measures.highest(measure);
    }

    private static String range(Measure measure) {
        if (MeasurementClauses.isOfMeasurements(measure)) {
            return Measures.name(measure)
                    + (Measures.highest(measure) == 1 ? " lies between 0% and 100%" : " is 0 or more");
        }
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
