package dev.headgate.console.report;

import dev.headgate.console.report.Chart.Curve;
import dev.headgate.console.report.Chart.Limit;
import dev.headgate.console.report.Chart.Mark;
import dev.headgate.console.view.DrawnLimit;
import dev.headgate.console.view.FigureSeries;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/** The charts of a rollout: error rate, p95 and weight against time, with limits and decisions. */
final class FigureCharts {

    private static final double ROOM = 1.15;

    private final DeploymentReport report;
    private final FigureSeries figures;
    private final List<Mark> marks;

    private FigureCharts(DeploymentReport report) {
        this.report = report;
        figures = report.figures();
        marks = report.decisions().stream()
                .filter(decided -> DecisionWords.moves(decided.row()))
                .map(decided -> new Mark(
                        decided.row().evaluatedAt(),
                        String.valueOf(decided.row().sequence()),
                        DecisionWords.id(decided.row()),
                        DecisionWords.heading(decided.row()),
                        DecisionWords.tone(decided.row())))
                .toList();
    }

    static List<Chart> of(DeploymentReport report) {
        if (report.figures().at().size() < 2) {
            return List.of();
        }
        FigureCharts charts = new FigureCharts(report);
        return List.of(
                charts.chart("Error rate", "errorRate", "ratio", 1, 0.001, FigureSeries.Side::errorRate),
                charts.chart("p95", "p95", "us", 1_000, 1_000, FigureSeries.Side::p95),
                charts.weight());
    }

    private Chart chart(
            String title,
            String figure,
            String unit,
            double factor,
            double least,
            Function<FigureSeries.Side, List<OptionalDouble>> values) {
        List<OptionalDouble> canary = scaled(values.apply(figures.canary()), factor);
        List<OptionalDouble> baseline = scaled(values.apply(figures.baseline()), factor);
        List<DrawnLimit> limits = report.limits().stream()
                .filter(limit -> limit.figure().equals(figure) && limit.unit().equals(unit))
                .toList();
        double highest = Math.max(highest(canary), highest(baseline));
        double nearest = limits.stream()
                .mapToDouble(DrawnLimit::limit)
                .filter(limit -> limit <= 4 * highest)
                .max()
                .orElse(0);
        String sentence =
                "Canary " + report.canary() + " " + told(canary, unit) + "; baseline " + report.baseline() + " "
                        + told(baseline, unit)
                        + (limits.isEmpty()
                                ? ""
                                : "; limits: "
                                        + String.join(
                                                ", ",
                                                limits.stream()
                                                        .map(DrawnLimit::criterion)
                                                        .toList()))
                        + ".";
        return new Chart(
                title,
                sentence,
                from(),
                to(),
                List.of(
                        new Curve("baseline " + report.baseline(), "baseline", false, figures.at(), baseline),
                        new Curve("canary " + report.canary(), "canary", false, figures.at(), canary)),
                limits.stream()
                        .map(limit ->
                                new Limit(limit.limit(), limit.list() + ": " + Wording.value(limit.limit(), unit)))
                        .toList(),
                marks,
                unit,
                Math.max(least, ROOM * Math.max(highest, nearest)));
    }

    private Chart weight() {
        return new Chart(
                "Traffic on " + report.canary(),
                "In the end " + report.weight().map(Object::toString).orElse("nothing that was confirmed") + ".",
                from(),
                to(),
                List.of(new Curve("weight", "weight", true, figures.at(), scaled(figures.weight(), 0.01))),
                List.of(),
                marks,
                "ratio",
                1);
    }

    private static String told(List<OptionalDouble> values, String unit) {
        OptionalDouble last = values.stream()
                .filter(OptionalDouble::isPresent)
                .reduce((earlier, later) -> later)
                .orElse(OptionalDouble.empty());
        return last.isEmpty()
                ? "without figures"
                : "up to " + Wording.value(highest(values), unit) + ", in the end " + Wording.value(last, unit);
    }

    private static double highest(List<OptionalDouble> values) {
        return values.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .max()
                .orElse(0);
    }

    private static List<OptionalDouble> scaled(List<OptionalDouble> values, double factor) {
        return values.stream()
                .map(value -> value.isPresent() ? OptionalDouble.of(value.getAsDouble() * factor) : value)
                .toList();
    }

    /** From the first thing that is drawn. */
    private Instant from() {
        return Stream.concat(
                        marks.stream().map(Mark::at),
                        Stream.of(instant(figures.at().get(0))))
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private Instant to() {
        Instant last = instant(figures.at().get(figures.at().size() - 1));
        Instant marked = marks.isEmpty() ? last : marks.get(marks.size() - 1).at();
        Instant to = marked.isAfter(last) ? marked : last;
        return to.isAfter(from()) ? to : from().plusSeconds(1);
    }

    private static Instant instant(double seconds) {
        return Instant.ofEpochMilli(Math.round(seconds * 1_000));
    }
}
