package dev.headgate.cli;

import dev.headgate.cli.kafka.MeasurementSender;
import dev.headgate.cli.scrape.Figure;
import dev.headgate.cli.scrape.MetricsPage;
import dev.headgate.cli.scrape.Scraper;
import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.Names;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headgate scrape}. */
@Command(
        name = "scrape",
        description = {
            "Publishes gauges and counters of a page in Prometheus' text format, or OpenMetrics, as measurements; stays"
                    + " until it is stopped.",
            "A page that does not come or cannot be read is told and counted, and the next one is tried. Nothing is"
                    + " published then: policies find the figure undecided, never good."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:published, with --once",
            "1:could not begin; with --once also if a figure could not be taken",
            "2:not understood",
            "130:stopped by Ctrl-C; 143 by SIGTERM"
        },
        footer = {
            "",
            "Examples:",
            "  headgate scrape --url http://127.0.0.1:9187/metrics --service shop \\",
            "      --gauge 'db.pool.active=max(hikaricp_connections_active{pool=\"main\"})'",
            "  headgate scrape --url http://127.0.0.1:8081/metrics --service shop \\",
            "      --every 5s --version 2.4.1 \\",
            "      --count 'log.error=log4j2_events_total{level=\"error\"}'"
        })
final class ScrapeCommand implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = "--url",
            paramLabel = "URL",
            required = true,
            converter = ProbeOptions.Http.class,
            description = "The page, as http://127.0.0.1:9100/metrics.")
    private URI url = URI.create("http://127.0.0.1");

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            defaultValue = "15s",
            converter = ProbeOptions.Every.class,
            description = "How often, at least 1s (default: ${DEFAULT-VALUE}).")
    private Duration every = Duration.ZERO;

    @Option(names = "--once", description = "Once only; counts need two pages and are not published then.")
    private boolean once;

    @Option(names = "--service", paramLabel = "NAME", required = true, description = "The service that it is about.")
    private String service = "";

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "The version, if it belongs to one (default: the service as a whole).")
    private @Nullable String version;

    @Option(names = "--version-label", paramLabel = "LABEL", description = "The label that tells the version instead.")
    private @Nullable String versionLabel;

    @Option(
            names = "--gauge",
            paramLabel = "NAME=METRIC",
            description =
                    "A level: NAME=METRIC, NAME=METRIC{label=\"value\",other!=\"value\"}, or NAME=max(METRIC{…}) of"
                            + " several, also sum, min and avg; /N or *N behind it changes the unit; may be given several times.")
    private List<String> gauges = List.of();

    @Option(
            names = "--count",
            paramLabel = "NAME=METRIC",
            description =
                    "A counter: its increase from page to page, summed over all that fit, a reset understood; may be"
                            + " given several times.")
    private List<String> counts = List.of();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it; the usual options would take --version for the release.
    private boolean help;

    private final Set<String> told = new HashSet<>();
    private long failed;

    @Override
    public Integer call() throws InterruptedException {
        requireNames();
        Scraper scraper =
                new Scraper(service, Optional.ofNullable(version), Optional.ofNullable(versionLabel), figures());
        MetricsPage page = new MetricsPage(url, every.compareTo(LONGEST) < 0 ? every : LONGEST);
        try (MeasurementSender sender = new MeasurementSender(connection.client(), connection.catalogue())) {
            if (once) {
                return scrape(page, scraper, sender) ? ExitCode.DONE : ExitCode.FAILED;
            }
            while (true) {
                long next = System.nanoTime() + every.toNanos();
                scrape(page, scraper, sender);
                Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
            }
        }
    }

    private boolean scrape(MetricsPage page, Scraper scraper, MeasurementSender sender) throws InterruptedException {
        long now = System.currentTimeMillis();
        List<String> problems = new ArrayList<>();
        try {
            MetricsPage.Page got = page.get();
            Scraper.Result result = scraper.read(got.text(), got.openMetrics(), now);
            problems.addAll(result.problems());
            sender.send(result.measurements());
            scraper.taken();
            tell(result.measurements());
        } catch (IOException unreachable) {
            problems.add(url + " cannot be read: " + Failures.message(unreachable));
        } catch (MeasurementSender.Unconfirmed unknown) {
            // Sent once more with the next page's increases it might count twice.
            scraper.taken();
            problems.add("may not have arrived, and is not sent again: " + Failures.message(unknown));
        } catch (KafkaException notTaken) {
            problems.add("not sent: " + Failures.message(notTaken));
        }
        complain(problems);
        return problems.isEmpty();
    }

    private void tell(List<Measurement> measurements) {
        PrintWriter out = spec.commandLine().getOut();
        if (once) {
            measurements.forEach(each -> out.println("sent " + each.kind().wireName() + " " + each.name() + " "
                    + each.value() + each.version().map(of -> " of " + of).orElse("")));
        } else if (!measurements.isEmpty() && told.add("")) {
            out.println("sent " + measurements.size() + (measurements.size() == 1 ? " measurement" : " measurements")
                    + " of " + url + ", and again every " + every.toSeconds() + " s");
        }
        out.flush();
    }

    /** Each problem once, and again when it has been away. */
    private void complain(List<String> problems) {
        failed += problems.isEmpty() ? 0 : 1;
        PrintWriter err = spec.commandLine().getErr();
        problems.stream()
                .filter(problem -> !told.contains(problem))
                .forEach(problem -> err.println(problem + (once ? "" : " (failure " + failed + "; goes on)")));
        boolean begun = told.contains("");
        told.clear();
        told.addAll(problems);
        if (begun) {
            told.add("");
        }
        err.flush();
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        try {
            gauges.forEach(text -> figures.add(Figure.read(Measurement.Kind.GAUGE, text)));
            counts.forEach(text -> figures.add(Figure.read(Measurement.Kind.COUNT, text)));
        } catch (IllegalArgumentException e) {
            throw misunderstood(String.valueOf(e.getMessage()));
        }
        if (figures.isEmpty()) {
            throw misunderstood("give at least one --gauge or --count");
        }
        return figures;
    }

    private void requireNames() {
        if (!Names.isName(service) || (version != null && !Names.isName(version))) {
            throw misunderstood(
                    "--service and --version must be 1 to 100 of A-Z a-z 0-9 . _ - and begin with a letter or"
                            + " digit");
        }
        if (version != null && versionLabel != null) {
            throw misunderstood("give either --version or --version-label");
        }
    }

    private ParameterException misunderstood(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
