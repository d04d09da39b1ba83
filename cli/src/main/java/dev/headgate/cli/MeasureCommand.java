package dev.headgate.cli;

import dev.headgate.cli.kafka.MeasurementSender;
import dev.headgate.cli.measure.HttpProbe;
import dev.headgate.cli.measure.MeasurementFile;
import dev.headgate.cli.measure.Typed;
import dev.headgate.schemas.model.Measurement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate measure}. */
@Command(
        name = "measure",
        description = {
            "Publishes a figure that is no request, for lines of policies that speak of it; returns when "
                    + "Kafka has it.",
            "KIND is gauge, ratio, count, value, probe, alert or heartbeat. Times are in seconds, sizes "
                    + "in bytes, shares from 0 to 1. A probe's VALUE is success or failure (1 or 0), an alert's "
                    + "firing or resolved."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Kafka has it",
            "1:not sent, or some lines of the file cannot be used",
            "2:not understood",
            "130:stopped by Ctrl-C, with --every; 143 by SIGTERM"
        },
        footer = {
            "",
            "Examples:",
            "  headgate measure gauge db.pool.utilisation 0.42 --service shop",
            "  headgate measure ratio messages.delivered 995 --total 1000 --service shop \\",
            "      --version 2.4.1",
            "  headgate measure count log.critical 0 --service shop",
            "  headgate measure value web.lcp 1.9 --service shop --label region=eu",
            "  headgate measure probe health success --service shop",
            "  headgate measure probe health --url http://127.0.0.1:8080/health \\",
            "      --every 30s --expect-field status=ok --service shop",
            "  headgate measure alert HighErrorRate firing --service shop \\",
            "      --label severity=critical",
            "  headgate measure heartbeat alerts --service shop",
            "  headgate measure gauge --service shop -- temperature -12.5",
            "  headgate measure --file measurements.jsonl"
        })
final class MeasureCommand implements Callable<Integer> {
    private static final int PROBLEMS_SHOWN = 20;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private ProbeOptions probing;

    @Parameters(index = "0", arity = "0..1", paramLabel = "KIND", description = "What sort of figure.")
    private @Nullable String kind;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Its name, as policies say it.")
    private @Nullable String name;

    @Parameters(index = "2", arity = "0..1", paramLabel = "VALUE", description = "The figure.")
    private @Nullable String value;

    @Option(names = "--service", paramLabel = "NAME", description = "The service that it is about.")
    private @Nullable String service;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "The version, if it belongs to one (default: the service as a whole).")
    private @Nullable String version;

    @Option(names = "--total", paramLabel = "N", description = "Of a ratio: all events, good and bad.")
    private @Nullable String total;

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "A label; may be given several times.")
    private Map<String, String> labels = new TreeMap<>();

    @Option(names = "--at", paramLabel = "INSTANT", description = "When it was measured, ISO 8601 (default: now).")
    private @Nullable String at;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "JSON documents, one measurement or one batch a line; - for standard input.")
    private @Nullable String file;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it; the usual options would take --version for the release.
    private boolean help;

    @Override
    public Integer call() throws InterruptedException {
        Optional<HttpProbe> probe = probing.probe();
        if (probe.isPresent()) {
            return ask(probe.get());
        }
        if (probing.every().isPresent()) {
            throw misunderstood("--every goes with --url");
        }
        List<Measurement> measurements = file == null ? List.of(typed(Optional.ofNullable(value))) : fromFile(file);
        try (MeasurementSender sender = new MeasurementSender(connection.client(), connection.catalogue())) {
            sender.send(measurements);
        }
        spec.commandLine()
                .getOut()
                .println("sent " + measurements.size() + (measurements.size() == 1 ? " measurement" : " measurements"));
        return ExitCode.DONE;
    }

    private int ask(HttpProbe probe) throws InterruptedException {
        if (!"probe".equals(kind) || value != null || file != null) {
            throw misunderstood("--url goes with \"probe NAME\", without VALUE and --file");
        }
        typed(Optional.of("success")); // what is wrong with the words is told before anybody is asked
        try (MeasurementSender sender = new MeasurementSender(connection.client(), connection.catalogue())) {
            askAndSend(probe, sender);
            while (probing.every().isPresent()) {
                Thread.sleep(probing.every().get().toMillis());
                try {
                    askAndSend(probe, sender);
                } catch (KafkaException notTaken) {
                    spec.commandLine().getErr().println("not sent, goes on: " + Failures.message(notTaken));
                }
            }
        }
        return ExitCode.DONE;
    }

    private void askAndSend(HttpProbe probe, MeasurementSender sender) throws InterruptedException {
        HttpProbe.Result result = probe.ask();
        sender.send(List.of(typed(Optional.of(result.success() ? "success" : "failure"))));
        PrintWriter out = spec.commandLine().getOut();
        out.println((result.success() ? "sent success: " : "sent failure: ") + result.sentence());
        out.flush();
    }

    private Measurement typed(Optional<String> figure) {
        if (kind == null || name == null || service == null) {
            throw misunderstood("give KIND, NAME, VALUE and --service, or --file");
        }
        Typed typed = new Typed(
                kind,
                name,
                figure,
                service,
                Optional.ofNullable(version),
                Optional.ofNullable(total),
                labels,
                Optional.ofNullable(at));
        try {
            return typed.measurement(Instant.now());
        } catch (Typed.Mistake mistake) {
            throw misunderstood(String.valueOf(mistake.getMessage()));
        }
    }

    private List<Measurement> fromFile(String source) {
        boolean besides = kind != null || service != null || version != null || total != null || at != null;
        if (besides || !labels.isEmpty()) {
            throw misunderstood("--file stands alone: each line of it says everything");
        }
        MeasurementFile read;
        try (BufferedReader lines = open(source)) {
            read = MeasurementFile.read(source, lines);
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    "cannot read " + source + ": " + Documents.why(unreadable),
                    "Give the path of a file of measurements, or - for standard input.",
                    unreadable);
        }
        if (!read.problems().isEmpty()) {
            read.problems().stream()
                    .limit(PROBLEMS_SHOWN)
                    .forEach(spec.commandLine().getErr()::println);
            throw new CommandFailure(
                    read.problems().size() + " of the measurements cannot be used; nothing was sent",
                    "Each line is a JSON document as schemas/measurement.schema.json or measurement-batch.schema.json"
                            + " says.");
        }
        return read.measurements();
    }

    private static BufferedReader open(String source) throws IOException {
        return source.equals("-")
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(source), StandardCharsets.UTF_8);
    }

    private ParameterException misunderstood(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
