package dev.headgate.console.report;

import dev.headgate.console.report.Chart.Curve;
import dev.headgate.console.report.Chart.Limit;
import dev.headgate.console.report.Chart.Mark;
import dev.headgate.console.view.DrawnLimit;
import dev.headgate.console.view.FigureSeries;
import dev.headgate.schemas.model.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The charts of a rollout: error rate and p95 against time, and the figure that decided, with limits and decisions; a closer look
 * at each around a rollback that would be a hair's breadth of the whole; and the weights that were read back.
 */
final class FigureCharts {

    private static final double ROOM = 1.08;

    /** What a scale may end at, but for powers of ten: half of each is a short number too. */
    private static final double[] ENDS = {1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10};

    private final DeploymentReport report;
    private final FigureSeries figures;
    private final List<Mark> marks;
    private final Stretch whole;

    private FigureCharts(DeploymentReport report) {
        this.report = report;
        figures = report.figures();
        marks = report.decisions().stream()
                .filter(decided -> decided.believed() && DecisionWords.moves(decided.row()))
                .map(decided -> new Mark(
                        decided.row().evaluatedAt(),
                        String.valueOf(decided.row().sequence()),
                        DecisionWords.id(decided.row()),
                        DecisionWords.heading(decided.row()),
                        DecisionWords.tone(decided.row())))
                .toList();
        whole = Stretch.of(figures.at(), marks);
    }

    /** A figure that is drawn. */
    private record Figure(
            String title,
            String name,
            String unit,
            double factor,
            double least,
            Function<FigureSeries.Side, List<OptionalDouble>> values) {

        static Figure latency(String name, Function<FigureSeries.Side, List<OptionalDouble>> values) {
            return new Figure(name, name, "us", 1_000, 1_000, values);
        }
    }

    private static final Figure ERROR_RATE =
            new Figure("Error rate", "errorRate", "ratio", 1, 0.001, FigureSeries.Side::errorRate);
    private static final Figure P95 = Figure.latency("p95", FigureSeries.Side::p95);
    private static final List<Figure> IF_IT_DECIDED =
            List.of(Figure.latency("p50", FigureSeries.Side::p50), Figure.latency("p99", FigureSeries.Side::p99));

    static List<Chart> of(DeploymentReport report) {
        return report.figures().at().size() < 2 ? List.of() : new FigureCharts(report).charts();
    }

    private List<Chart> charts() {
        Optional<Stretch> closer = whole.closerAround(report);
        List<Chart> charts = new ArrayList<>();
        Stream.concat(Stream.of(ERROR_RATE, P95), IF_IT_DECIDED.stream().filter(this::decided))
                .forEach(figure -> {
                    charts.add(chart(figure, figure.title(), whole));
                    closer.ifPresent(near -> charts.add(chart(figure, figure.title() + near.words(), near)));
                });
        charts.add(WeightChart.of(report, whole, marks));
        return charts.stream().filter(FigureCharts::hasPoints).toList();
    }

    private boolean decided(Figure figure) {
        Optional<String> line =
                report.deciding().flatMap(DeploymentReport.Deciding::verdict).map(Verdict::criterion);
        return report.limits().stream()
                .anyMatch(limit -> limit.figure().equals(figure.name())
                        && line.filter(limit.criterion()::equals).isPresent());
    }

    private static boolean hasPoints(Chart chart) {
        return chart.curves().stream().flatMap(curve -> curve.values().stream()).anyMatch(OptionalDouble::isPresent);
    }

    private Chart chart(Figure figure, String title, Stretch stretch) {
        Curve canary = curve("canary " + report.canary(), "canary", figure, figures.canary(), stretch);
        Curve baseline = curve("baseline " + report.baseline(), "baseline", figure, figures.baseline(), stretch);
        List<DrawnLimit> limits = report.limits().stream()
                .filter(limit ->
                        limit.figure().equals(figure.name()) && limit.unit().equals(figure.unit()))
                .toList();
        double highest = Math.max(highest(canary.values()), highest(baseline.values()));
        double nearest = limits.stream()
                .mapToDouble(DrawnLimit::limit)
                .filter(limit -> limit <= 4 * highest)
                .max()
                .orElse(0);
        return new Chart(
                title,
                sentence(figure, canary, baseline, limits),
                stretch.from(),
                stretch.to(),
                List.of(baseline, canary),
                limits.stream()
                        .map(limit -> new Limit(
                                limit.limit(), limit.list() + ": " + Wording.value(limit.limit(), figure.unit())))
                        .toList(),
                stretch.within(marks),
                figure.unit(),
                round(Math.max(figure.least(), ROOM * Math.max(highest, nearest))));
    }

    private Curve curve(String name, String style, Figure figure, FigureSeries.Side side, Stretch stretch) {
        List<OptionalDouble> values = figure.values().apply(side);
        int[] shown = IntStream.range(0, figures.at().size())
                .filter(i -> stretch.holds(figures.at().get(i)))
                .toArray();
        return new Curve(
                name,
                style,
                false,
                IntStream.of(shown).mapToObj(figures.at()::get).toList(),
                IntStream.of(shown)
                        .mapToObj(values::get)
                        .map(value ->
                                value.isPresent() ? OptionalDouble.of(value.getAsDouble() * figure.factor()) : value)
                        .toList());
    }

    private static String sentence(Figure figure, Curve canary, Curve baseline, List<DrawnLimit> limits) {
        String drawn = limits.isEmpty()
                ? ""
                : "; limits: "
                        + String.join(
                                ", ", limits.stream().map(DrawnLimit::criterion).toList());
        return "Canary " + canary.name().replaceFirst("canary ", "") + " " + told(canary.values(), figure.unit()) + "; "
                + baseline.name() + " " + told(baseline.values(), figure.unit()) + drawn + ".";
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

    /** The least short number that is not less. */
    private static double round(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        return DoubleStream.of(ENDS)
                .map(end -> end * power)
                .filter(end -> end >= value)
                .findFirst()
                .orElse(value);
    }

    private static double highest(List<OptionalDouble> values) {
        return values.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .max()
                .orElse(0);
    }

    static Instant instant(double seconds) {
        return Instant.ofEpochMilli(Math.round(seconds * 1_000));
    }
}
