package dev.headgate.console.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.view.MonthFigures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PeriodReportTest {

    private static ReportedFleet fleet;

    @BeforeAll
    static void begin() {
        fleet = new ReportedFleet();
    }

    @AfterAll
    static void end() {
        fleet.close();
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void looksLikeTheGoldenOne(ReportFormat format) {
        PeriodReport report = fleet.reports.period(Optional.empty(), month("2026-09"));

        Golden.assertIs(
                "month." + format.word(),
                fleet.reports.written(report, format, Optional.of("https://headgate.example.com")));
    }

    @Test
    void countsAsTheFiguresOfMonthsDo() {
        for (String service : fleet.model.services()) {
            for (int month = 6; month <= 11; month++) {
                YearMonth of = YearMonth.of(2026, month);
                PeriodReport report = fleet.reports.period(Optional.of(service), Period.month(of));

                Optional<MonthFigures> expected = fleet.model.months(Optional.of(service), of, of).stream()
                        .findFirst();

                PeriodReport.Figures figures = report.figures();
                assertThat(figures.rollouts())
                        .isEqualTo(expected.map(MonthFigures::rollouts).orElse(0));
                assertThat(figures.rolledBack())
                        .isEqualTo(expected.map(MonthFigures::rolledBack).orElse(0));
                assertThat(figures.aborted())
                        .isEqualTo(expected.map(MonthFigures::aborted).orElse(0));
                assertThat(millis(figures.detect().mean()))
                        .isEqualTo(millis(expected.flatMap(MonthFigures::meanTimeToDetect)));
                assertThat(millis(figures.recover().mean()))
                        .isEqualTo(millis(expected.flatMap(MonthFigures::meanTimeToRecover)));
                assertThat(millis(figures.acknowledge().mean()))
                        .isEqualTo(millis(expected.flatMap(MonthFigures::meanTimeToAcknowledge)));
                expected.ifPresent(it -> assertThat(figures.successRate()).isEqualTo(it.successRate()));
            }
        }
    }

    @Test
    void namesACauseForEachRollback() {
        PeriodReport report = fleet.reports.period(Optional.empty(), month("2026-09"));

        assertThat(report.rollbacks().stream()
                        .mapToInt(PeriodReport.Cause::rollouts)
                        .sum())
                .isEqualTo(report.figures().rolledBack() + report.figures().aborted())
                .isPositive();
        assertThat(report.failingLines()).isNotEmpty();
        assertThat(report.slowestStages()).hasSizeBetween(1, 10);
        assertThat(report.rollouts()).hasSize(report.figures().rollouts());
        assertThat(report.before().period()).isEqualTo("2026-08");
    }

    @Test
    void saysThatThereWasNone() {
        PeriodReport report = fleet.reports.period(Optional.of("nobody"), month("2026-09"));

        assertThat(new String(
                        fleet.reports.written(report, ReportFormat.MARKDOWN, Optional.empty()), StandardCharsets.UTF_8))
                .contains("No rollout was started.")
                .doesNotContain("What went wrong");
    }

    @Test
    void leadsNowhereWhereNoConsoleIsNamed() {
        PeriodReport report = fleet.reports.period(Optional.empty(), month("2026-09"));

        assertThat(new String(
                        fleet.reports.written(report, ReportFormat.HTML, Optional.empty()), StandardCharsets.UTF_8))
                .doesNotContain("href=\"http", "href=\"/");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-W48, 2026-11-23T00:00:00Z, 2026-11-30T00:00:00Z, 2026-W47",
        "2027-W01, 2027-01-04T00:00:00Z, 2027-01-11T00:00:00Z, 2026-W53",
        "2026-01, 2026-01-01T00:00:00Z, 2026-02-01T00:00:00Z, 2025-12"
    })
    void knowsWhereWeeksAndMonthsBegin(String word, Instant from, Instant to, String before) {
        Period period = Period.of(word).orElseThrow();

        assertThat(period).isEqualTo(new Period(word, from, to));
        assertThat(period.before().word()).isEqualTo(before);
        assertThat(period.before().to()).isEqualTo(from);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-W53", "2026-13", "2026-W00", "2026", "November", "", "2026-W48-1"})
    void refusesWhatIsNoWeekOrMonth(String word) {
        assertThat(Period.of(word)).isEmpty();
    }

    private static Period month(String word) {
        return Period.month(word).orElseThrow();
    }

    private static Optional<Long> millis(Optional<Duration> time) {
        return time.map(Duration::toMillis);
    }
}
