package dev.headgate.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.fleet.FleetFeed;
import dev.headgate.console.fleet.FleetLog;
import dev.headgate.console.fleet.FleetSettings;
import dev.headgate.console.model.Page;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.model.RolloutFilter;
import dev.headgate.console.report.DeploymentReport;
import dev.headgate.console.report.Period;
import dev.headgate.console.report.ReportFormat;
import dev.headgate.console.report.Reports;
import dev.headgate.it.harness.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reports of every outcome in a real browser: on a desk's screen and a phone's, in light and dark, and on paper. */
class ReportPageIT {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Look DESK = new Look(1_280, Look.Colours.LIGHT);
    private static final Look PHONE = new Look(360, Look.Colours.LIGHT);
    private static final Look NIGHT = new Look(1_280, Look.Colours.DARK);

    /** Those that differ in what there is to tell. */
    private static final Set<String> SHOWN = Set.of(
            "rolled-back rolled-back",
            "completed completed",
            "rollback-failed rollback-failed",
            "under-way awaiting",
            "under-way scheduled");

    private static final Map<String, Path> pages = new TreeMap<>();
    private static Browser browser;

    @BeforeAll
    static void write() throws Exception {
        browser = Browser.start();
        Path directory = Files.createDirectories(
                Project.file("integration-tests").resolve("target/reports").toAbsolutePath());
        try (ReadModel model = ReadModel.inMemory()) {
            FleetLog fleet = new FleetLog(FleetSettings.of(7, 12, 3, NOW).points(60));
            FleetFeed feed = new FleetFeed(4);
            feed.feed(model, fleet.past(), 500);
            String service = fleet.services().get(0);
            fleet.worsen(service, 60, 4);
            for (int second = 1; second <= 30; second++) {
                feed.feed(model, fleet.second(NOW.plusSeconds(second)), 500);
            }
            feed.feed(model, fleet.rollBack(service, NOW.plusSeconds(31)), 500);
            Reports reports = new Reports(model);
            Stream.concat(
                            reports.last(service).stream(),
                            model.rollouts(RolloutFilter.ALL, Page.first(1_000)).items().stream())
                    .map(row -> reports.deployment(row.rolloutId()).orElseThrow())
                    .filter(report -> SHOWN.contains(name(report)))
                    .forEach(report ->
                            pages.computeIfAbsent(name(report), name -> written(directory, name, reports, report)));
            Path month = directory.resolve("month.html");
            Files.write(
                    month,
                    reports.written(
                            reports.period(
                                    Optional.empty(), Period.month("2026-09").orElseThrow()),
                            ReportFormat.HTML,
                            Optional.of("https://headgate.example.com")));
            pages.put("month", month);
        }
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void everyReportIsAccessibleAndFitsItsWindowInLightAndDark() {
        List<String> wrong = new ArrayList<>();

        pages.forEach((name, page) -> {
            browser.look(DESK);
            browser.open(page.toUri());
            Accessibility.violations(browser).forEach(found -> wrong.add(name + ": " + found));
            browser.look(PHONE);
            if (browser.overflow() > 0) {
                wrong.add(name + " scrolls sideways by " + browser.overflow() + " px on a phone");
            }
        });
        // In other colours all else is the same: the one that has most to show stands for all.
        browser.look(NIGHT);
        browser.open(pages.get("rolled-back rolled-back").toUri());
        Accessibility.contrasts(browser).forEach(found -> wrong.add("in the dark: " + found));
        browser.complaints().forEach(wrong::add);

        assertThat(wrong).isEmpty();
        assertThat(pages).hasSize(SHOWN.size() + 1);
    }

    @Test
    void onPaperItIsLightAndNoChartNorRowIsCut() {
        browser.look(NIGHT);
        browser.open(pages.get("rolled-back rolled-back").toUri());
        browser.onPaper();

        assertThat(style("body", "background-color")).isEqualTo("rgb(255, 255, 255)");
        assertThat(style("body", "color")).isEqualTo("rgb(26, 31, 37)");
        for (String part : List.of("figure", "tbody tr", "dl > div")) {
            assertThat(style(part, "break-inside")).as(part).isEqualTo("avoid");
        }
        assertThat(browser.overflow()).isZero();
        assertThat(style("h2", "break-after")).isEqualTo("avoid");
        assertThat(style("thead", "display")).isEqualTo("table-header-group");
        assertThat(style("thead", "position")).as("not folded as on a phone").isEqualTo("static");
    }

    private static String style(String selector, String property) {
        return String.valueOf(browser.driver()
                .executeScript(
                        "return getComputedStyle(document.querySelector(arguments[0])).getPropertyValue(arguments[1])",
                        selector,
                        property));
    }

    private static String name(DeploymentReport report) {
        return report.outcome().word() + " " + report.phase();
    }

    private static Path written(Path directory, String name, Reports reports, DeploymentReport report) {
        try {
            return Files.write(
                    directory.resolve(name.replace(' ', '-') + ".html"), reports.written(report, ReportFormat.HTML));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
