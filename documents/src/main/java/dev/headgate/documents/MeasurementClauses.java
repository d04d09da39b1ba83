package dev.headgate.documents;

import dev.headgate.schemas.model.GaugeReading;
import dev.headgate.schemas.model.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which clauses can follow a limit on a measurement, and why others cannot. */
final class MeasurementClauses {

    private static final Map<String, String> EXAMPLES = Map.of(
            "over", "`over 10m`", "for", "`for 5m`", "min", "`min 20`", "since", "`since start`", "by", "`by 50%`");

    private MeasurementClauses() {}

    /** The clauses that can follow a limit, or what is done. */
    static List<String> of(Measure measure) {
        if (measure instanceof Measure.Gauge gauge) {
            return gauge.reading() == GaugeReading.LAST ? List.of("for") : List.of("over", "for");
        }
        if (measure instanceof Measure.Count) {
            return List.of("since", "over", "for");
        }
        if (measure instanceof Measure.Growth) {
            return List.of("over", "for");
        }
        if (measure instanceof Measure.Alerts) {
            return List.of("for");
        }
        return isOfMeasurements(measure) ? List.of("over", "for", "min") : List.of();
    }

    /** The clauses that can follow a comparison with the past. */
    static List<String> ofPast(Measure measure) {
        List<String> clauses = new ArrayList<>(List.of("by"));
        clauses.addAll(of(measure));
        return List.copyOf(clauses);
    }

    /** Whether figures are measured that are no requests. */
    static boolean isOfMeasurements(Measure measure) {
        return measure instanceof Measure.Gauge
                || measure instanceof Measure.ValueQuantile
                || measure instanceof Measure.ValueMean
                || measure instanceof Measure.Ratio
                || measure instanceof Measure.Count
                || measure instanceof Measure.Growth
                || measure instanceof Measure.Probe;
    }

    static String written(List<String> allowed) {
        return allowed.isEmpty()
                ? "nothing more here"
                : allowed.stream().map(EXAMPLES::get).collect(Collectors.joining(", "))
                        + ", each at most once, or `-> effect`";
    }

    /** Why a clause cannot stand behind this measure. */
    static Problem misplaced(String clause, Measure measure, Place place, List<String> allowed) {
        if (clause.equals("since")) {
            return noSince(place);
        }
        if (clause.equals("by")) {
            return ClaimParts.noMargin(place);
        }
        Problem problem = Problem.error(place, "`" + clause + "` does not fit: " + reason(clause, measure))
                .found(clause);
        return clause.equals("over") && measure instanceof Measure.Gauge
                ? problem.expected("`gauge mean of`, `gauge min of` or `gauge max of` with a window")
                : problem.expected(written(allowed));
    }

    private static String reason(String clause, Measure measure) {
        if (measure instanceof Measure.Gauge && clause.equals("over")) {
            return "a gauge's last value has no window";
        }
        if (measure instanceof Measure.Alerts && clause.equals("over")) {
            return "an alert is active now, or was raised `since stage` or `since start`";
        }
        return isOfMeasurements(measure) || measure instanceof Measure.Alerts
                ? Measures.name(measure) + " has no such clause"
                : "what people and runbooks have done is done or not";
    }

    /** Why something is not counted since the start or the stage. */
    static Problem noSince(Place place) {
        return Problem.error(place, "`since` means nothing here: only counts and alerts are counted since something")
                .found("since")
                .expected("`over 1h`; or `count log.critical = 0 since start`, `no alert critical since stage`");
    }

    /** @param place where the window is missing */
    static void checkWindow(Measure measure, boolean over, boolean since, Place place) throws Refusal {
        if (over && since) {
            throw new Refusal(Problem.error(place, "a count is over a time, or since something")
                    .found("both `over` and `since`")
                    .expected("one of them"));
        }
        if (measure instanceof Measure.Growth && !over) {
            throw new Refusal(Problem.error(place, "growth needs to know over what time")
                    .found("no `over`")
                    .expected("`growth of memory.used < 2%/h over 30m`"));
        }
    }
}
