package dev.headgate.benchmarks.scaling;

import dev.headgate.benchmarks.TextTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Prints what many services need, step by step: {@code benchmarks/run scaling [NAME=VALUE ...]}; with {@code --into FILE} it
 * is put into a document in the place of what stood there.
 */
public final class ScalingTables {

    static final String BEGIN = "<!-- printed by benchmarks/run scaling -->";
    static final String END = "<!-- end of what is printed -->";

    private static final Pattern PLACE = Pattern.compile("(?s)(" + BEGIN + "\n).*?(" + END + ")");

    private final Figures figures;
    private final List<Needs> needs;
    private final List<List<String>> rows = new ArrayList<>();

    private ScalingTables(Figures figures) {
        this.figures = figures;
        needs = Stream.of(Way.values()).map(way -> new Needs(figures, way)).toList();
    }

    /** Prints, or puts into a file. */
    public static void main(String[] arguments) throws IOException {
        List<String> words = Arrays.asList(arguments);
        if (words.contains("--help")) {
            System.out.println("benchmarks/run scaling [--into FILE] [NAME=VALUE ...], with any of the names in\n"
                    + "benchmarks/src/main/resources/dev/headgate/benchmarks/scaling/figures.properties");
            return;
        }
        boolean into = !words.isEmpty() && words.get(0).equals("--into") && words.size() > 1;
        Figures figures;
        try {
            figures = Figures.documentedBut(into ? words.subList(2, words.size()) : words);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        if (into) {
            Path file = Path.of(words.get(1));
            Files.writeString(file, put(Files.readString(file), figures));
        } else {
            print(System.out, figures);
        }
    }

    /** The document with the figures in their place. */
    static String put(String document, Figures figures) {
        Matcher place = PLACE.matcher(document);
        if (!place.find()) {
            throw new IllegalStateException("expected the lines\n" + BEGIN + "\n" + END + "\nin the document");
        }
        return place.replaceFirst(match -> Matcher.quoteReplacement(
                match.group(1) + "\n" + String.join("\n", lines(figures)) + "\n\n" + match.group(2)));
    }

    static List<String> lines(Figures figures) {
        return new ScalingTables(figures).table().markdown();
    }

    private static void print(PrintStream out, Figures figures) {
        lines(figures).forEach(out::println);
    }

    private TextTable table() {
        List<String> names = new ArrayList<>(List.of(say(
                "{requests} requests/s of {services} services, {versions} versions of {operations} operations")));
        Stream.of(Way.values()).map(Way::words).forEach(names::add);
        rows.add(names);
        comesIn();
        gate();
        judge();
        brokers();
        money();
        return new TextTable(rows, Set.of(0));
    }

    private void comesIn() {
        title("comes in");
        row("records/s: each request, every 20, or one each second of {applications} applications a service", it -> it.records);
        row("MB/s packed: × {log.events.bytes} B, × {log.batches.bytes} B, or × {operations} parts × "
                + "{measured.part.requests} × {log.summaries.bytes} B", it -> it.inMegabytes);
    }

    private void gate() {
        title("the gate");
        row("cores busy with it: M/s × {gate.events.cpu} s, × {gate.batches.cpu} s, or M parts/s × "
                + "{measured.part.requests} × {gate.summaries.cpu} s", it -> it.combineCores);
        row("deltas/s, records keyed by service: services × {commits} commits", it -> it.deltas);
        row("… without keys: each of its applications may be elsewhere", it -> it.deltasWithoutKeys);
        row("cores that judge: {rollouts} rollouts × {judge.service.second.micros} µs + deltas × {versions} × "
                + "{operations} parts × {judge.part.micros} µs", it -> it.judgeCores);
        row("cores to have: both, {core.used} of them busy", it -> it.cores);
        row("partitions of telemetry: a core or {partition.megabytes} MB/s each, the next power of 2",
                it -> it.telemetryPartitions);
        row("instances of {gate.cores} cores and {gate.heap.gigabytes} GB of heap", it -> it.gates);
    }

    private void judge() {
        title("the judge's state");
        row("series of services with a rollout: {rollouts} × {versions} × {operations}", it -> it.series);
        row("GB of heap: × {judge.series.heap} kB", it -> it.heapGigabytes);
        row("GB of changelog once compacted: × {judge.series.changelog} kB", it -> it.stateGigabytes);
        row("MB/s written: series × {judge.changelog.written} kB + rollouts × {judge.published} kB",
                it -> it.judgeWritesMegabytes);
        row("partitions of the gate: a core or {partition.state.megabytes} MB of state each, the next power of 2",
                it -> it.gatePartitions);
        row("progress messages/s: partitions of telemetry × of the gate × {progress}", it -> it.progressMessages);
        row("s to restore what a killed instance held, at {restore.megabytes} MB/s, after {recovery.tuned} s until others begin",
                it -> it.restoreSeconds);
    }

    private void brokers() {
        title("brokers");
        row("MB/s into them: (telemetry + judge) × {replication}", it -> it.brokerInMegabytes);
        row("MB/s out of them: the same × one less, + telemetry to the gate", it -> it.brokerOutMegabytes);
        row("TB kept: telemetry × {retention.days} day × {replication}", it -> it.storedTerabytes);
        row("brokers by network, {broker.network.megabytes} MB/s each way", it -> it.brokersByNetwork);
        row("brokers by disk, {broker.disk.megabytes} MB/s", it -> it.brokersByDisk);
        row("brokers by room, {broker.storage.terabytes} TB", it -> it.brokersByStorage);
        row("brokers: the most of these, and one that may be away", it -> it.brokers);
    }

    private void money() {
        title("a month");
        row("cores: (instances × {gate.cores} + brokers × {broker.cores}) × 730 h × {price.core.hour}", it -> it.coresPrice);
        row("storage: GB kept × {price.gigabyte.month}", it -> it.storagePrice);
        row("GB between 3 zones: copies, and 2 of 3 records on their way in", it -> it.zonesGigabytes);
        row("… × {price.gigabyte.zone}; the gate reads in its own zone", it -> it.zonesPrice);
        row("**in all**", it -> it.coresPrice + it.storagePrice + it.zonesPrice);
    }

    private void title(String what) {
        List<String> cells = new ArrayList<>(List.of("**" + what + "**"));
        needs.forEach(each -> cells.add(""));
        rows.add(cells);
    }

    private void row(String what, ToDoubleFunction<Needs> figure) {
        List<String> cells = new ArrayList<>(List.of(say(what)));
        needs.forEach(each -> cells.add(number(figure.applyAsDouble(each))));
        rows.add(cells);
    }

    /** The words with the figures in the places of their names. */
    private String say(String words) {
        return Pattern.compile("\\{([a-z.]+)}")
                .matcher(words)
                .replaceAll(name -> plain(figures.of(name.group(1))));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? grouped(value) : Double.toString(value);
    }

    private static String number(double value) {
        return value >= 100 || value == Math.rint(value)
                ? grouped(value)
                : String.format(Locale.ROOT, value >= 10 ? "%.0f" : value >= 1 ? "%.1f" : "%.2f", value);
    }

    private static String grouped(double value) {
        return String.format(Locale.ROOT, "%,.0f", value).replace(',', ' ');
    }
}
