package dev.headgate.benchmarks.throughput;

import dev.headgate.benchmarks.throughput.contender.ContenderMain;
import dev.headgate.benchmarks.throughput.contender.ContenderSettings;
import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A contender's process: all have the same heap and collector. */
final class ContenderProcess implements AutoCloseable {

    /** The system property with the class path of the Flink job, which brings other versions than ours. */
    static final String FLINK_CLASS_PATH = "headgate.flink.class.path";

    private static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC");
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final String FLINK_JOB = "dev.headgate.benchmarks.flink.FlinkJob";
    private static final Pattern AFTER_COLLECTION = Pattern.compile("->(\\d+)M\\(");
    private static final Pattern COUNTED = Pattern.compile("^counted (\\d+)$");

    private final ChildProcess process;
    private final Path collections;
    private final String group;
    private final Optional<String> judgeGroup;
    private final String changelogs;

    private ContenderProcess(
            ChildProcess process, Path collections, String group, Optional<String> judgeGroup, String changelogs) {
        this.process = process;
        this.collections = collections;
        this.group = group;
        this.judgeGroup = judgeGroup;
        this.changelogs = changelogs;
    }

    /** Starts it; the whole gate has its rollouts when this returns. */
    static ContenderProcess start(Site site, Cell cell, TopicCatalogue topics) throws InterruptedException {
        String name = topics.prefix() + cell.contender().word();
        Path collections = site.run().path().resolve(name + ".gc");
        List<String> options = new ArrayList<>(HEAP);
        options.add("-Dheadgate.exitWithParent=true");
        options.add("-Xlog:gc:file=" + collections);
        options.addAll(moreOptions());
        if (cell.contender().isGate()) {
            GateSetup gate = new GateSetup(site, cell, topics);
            ChildProcess process = gate.start(name, options);
            boolean judging = cell.contender() == Contender.GATE;
            return new ContenderProcess(
                    process,
                    collections,
                    gate.applicationId("combine"),
                    judging ? Optional.of(gate.applicationId("judge")) : Optional.empty(),
                    judging ? gate.applicationId("judge") : "");
        }
        if (cell.contender().isFlink()) {
            options.addAll(List.of(
                    "--add-opens=java.base/java.util=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED"));
        }
        String group = name;
        ContenderSettings settings = new ContenderSettings(
                site.bootstrapServers(),
                topics.name(cell.input().topic()),
                topics.name(TopicCatalogue.GATE_SKETCHES),
                group,
                cell.input(),
                cell.threads(),
                cell.contender().commitMillis(),
                site.run().directory(name + ".state"));
        ChildCommand command = cell.contender().isFlink()
                ? ChildCommand.java(name, flinkClassPath(), FLINK_JOB, options, settings.arguments())
                : ChildCommand.java(
                        name,
                        System.getProperty("java.class.path"),
                        ContenderMain.class.getName(),
                        options,
                        Stream.concat(Stream.of(cell.contender().word()), settings.arguments().stream())
                                .toList());
        return new ContenderProcess(site.run().start(command), collections, group, Optional.empty(), "");
    }

    /** The group whose offsets tell how much of the telemetry has been counted. */
    String group() {
        return group;
    }

    /** The group whose offsets tell how much of that has been judged. */
    Optional<String> judgeGroup() {
        return judgeGroup;
    }

    /** What the names of its changelogs begin with; empty if it is not asked for its state. */
    String changelogs() {
        return changelogs;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** User and system time of the process so far. */
    long cpuNanos() {
        return ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElseThrow(() -> new IllegalStateException(
                        "the CPU time of " + process + " is not known. " + process.lastWords()));
    }

    /** What a contender without output has counted, by its own words; -1 if it said nothing yet. */
    long told() {
        return process.log().tail(5).stream()
                .map(COUNTED::matcher)
                .filter(Matcher::matches)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .reduce((earlier, later) -> later)
                .orElse(-1);
    }

    /** The largest heap in use right after a collection, megabytes; 0 if there was none. */
    long heapMegabytes() {
        try (Stream<String> lines = Files.lines(collections)) {
            return lines.map(AFTER_COLLECTION::matcher)
                    .filter(Matcher::find)
                    .mapToLong(found -> Long.parseLong(found.group(1)))
                    .max()
                    .orElse(0);
        } catch (IOException unreadable) {
            return 0;
        }
    }

    /** The end of its log, for messages. */
    String lastWords() {
        return process.lastWords();
    }

    /** Ends it in order. */
    void stop() {
        process.stop(GRACE);
    }

    @Override
    public void close() {
        process.kill();
    }

    private static String flinkClassPath() {
        String classPath = System.getProperty(FLINK_CLASS_PATH);
        if (classPath == null) {
            throw new IllegalStateException("the Flink job was not built: run this with benchmarks/run throughput");
        }
        return classPath;
    }

    /** Options for every contender from the environment, for example to profile them. */
    private static List<String> moreOptions() {
        String options = System.getProperty("headgate.contender.options", "");
        return options.isBlank() ? List.of() : List.of(options.strip().split("\\s+"));
    }
}
