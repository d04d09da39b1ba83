package dev.headgate.console.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.report.Chart.Curve;
import dev.headgate.console.report.Chart.Limit;
import dev.headgate.console.report.Chart.Mark;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In the last half a minute before its rollback the canary's requests fail and are slow. */
final class FigureChartsTest {

    private static ReportedFleet fleet;
    private static DeploymentReport report;
    private static List<Chart> charts;

    @BeforeAll
    static void begin() {
        fleet = new ReportedFleet();
        report = fleet.rolledBack();
        charts = FigureCharts.of(report);
    }

    @AfterAll
    static void end() {
        fleet.close();
    }

    @Test
    void showsTheWholeAndACloserLookAtWhatLedToTheRollback() {
        assertThat(charts)
                .extracting(Chart::title)
                .containsExactly(
                        "Error rate",
                        "Error rate around decision 3",
                        "p95",
                        "p95 around decision 3",
                        "Traffic on " + report.canary());
        assertThat(length(charts.get(1))).isLessThan(length(charts.get(0)).dividedBy(3));
    }

    @Test
    void theJumpOfErrorsAndLatencyIsDrawnWithItsLimitAndTheDecision() {
        for (Chart chart : List.of(charts.get(1), charts.get(3))) {
            List<Double> canary = values(chart, "canary");
            int middle = canary.size() / 2;
            double before = canary.subList(0, middle).stream()
                    .mapToDouble(value -> value)
                    .max()
                    .orElseThrow();
            double last = canary.get(canary.size() - 1);

            assertThat(last).as(chart.title()).isGreaterThan(3 * before).isLessThanOrEqualTo(chart.top());
            assertThat(chart.limits()).extracting(Limit::value).anyMatch(limit -> limit > before && limit < last);
            assertThat(chart.marks()).extracting(Mark::label).containsExactly("3");
            assertThat(chart.marks().get(0).at()).isBetween(chart.from(), chart.to());
        }
    }

    @Test
    void everyDecisionThatMovedTrafficIsMarkedInTheWhole() {
        assertThat(charts.get(0).marks()).extracting(Mark::label).containsExactly("1", "2", "3");
    }

    @Test
    void theWeightIsThatWhichWasReadBack() {
        assertThat(values(charts.get(4), "weight")).containsExactly(0.0, 0.05, 0.25, 0.0, 0.0);
    }

    @Test
    void scalesEndAtShortNumbers() {
        assertThat(charts)
                .allSatisfy(chart -> assertThat(Wording.value(chart.top() / 2, chart.unit()))
                        .matches("[0-9]{1,3}(\\.[0-9])? (%|ms|s)"));
    }

    @Test
    void limitsThatLieTooCloseShareTheirWords() {
        Markup out = new Markup();

        ChartDrawing.draw(charts.get(0), out);

        assertThat(out.toString()).contains(">stop: 10 %</text>", ">stop: 2 %, advance: 0.5 %</text>");
    }

    @Test
    void timesSayTheirZone() {
        Markup out = new Markup();

        ChartDrawing.draw(charts.get(0), out);

        assertThat(out.toString())
                .containsPattern(">2026-11-20 09:27:01 UTC</text>")
                .containsPattern(">10:\\d\\d:\\d\\d UTC</text>");
    }

    @Test
    void thereAreNoneWhereNothingWasMeasured() {
        assertThat(FigureCharts.of(fleet.inPhase("scheduled"))).isEmpty();
    }

    private static Duration length(Chart chart) {
        return Duration.between(chart.from(), chart.to());
    }

    private static List<Double> values(Chart chart, String style) {
        return chart.curves().stream()
                .filter(curve -> curve.style().equals(style))
                .map(Curve::values)
                .flatMap(List::stream)
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
    }
}
