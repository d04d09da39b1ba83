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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A contender's process, or processes that share its work: all have the same heap and collector. */
final class ContenderProcess implements AutoCloseable {

    /** The system property with the class path of the Flink job, which brings other versions than ours. */
    static final String FLINK_CLASS_PATH = "headgate.flink.class.path";

    private static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC");
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final String FLINK_JOB = "dev.headgate.benchmarks.flink.FlinkJob";
    private static final Pattern AFTER_COLLECTION = Pattern.compile("->(\\d+)M\\(");
    private static final Pattern COUNTED = Pattern.compile("^counted (\\d+)$");

    private final List<ChildProcess> processes;
    private final List<Path> collections;
    private final String group;
    private final Optional<String> judgeGroup;
    private final String changelogs;

    private ContenderProcess(
            List<ChildProcess> processes,
            List<Path> collections,
            String group,
            Optional<String> judgeGroup,
            String changelogs) {
        this.processes = List.copyOf(processes);
        this.collections = List.copyOf(collections);
        this.group = group;
        this.judgeGroup = judgeGroup;
        this.changelogs = changelogs;
    }

    /** Starts it; the whole gate has its rollouts when this returns. */
    static ContenderProcess start(Site site, Cell cell, TopicCatalogue topics) throws InterruptedException {
        String name = topics.prefix() + cell.contender().word();
        if (cell.contender().isGate()) {
            GateSetup gate = new GateSetup(site, cell, topics);
            List<Path> logs = new ArrayList<>();
            List<ChildProcess> processes = gate.start(name, of -> {
                logs.add(collections(site, of));
                return options(collections(site, of));
            });
            boolean judging = cell.contender().isJudging();
            return new ContenderProcess(
                    processes,
                    logs,
                    gate.applicationId("combine"),
                    judging ? Optional.of(gate.applicationId("judge")) : Optional.empty(),
                    judging ? gate.applicationId("judge") : "");
        }
        Path collections = collections(site, name);
        List<String> options = options(collections);
        if (cell.contender().isFlink()) {
            options.addAll(List.of(
                    "--add-opens=java.base/java.util=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED"));
        }
        String group = name;
        ContenderSettings settings = new ContenderSettings(
                site.bootstrapServers(),
                cell.input().topic(topics),
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
        return new ContenderProcess(
                List.of(site.run().start(command)), List.of(collections), group, Optional.empty(), "");
    }

    private static Path collections(Site site, String name) {
        return site.run().path().resolve(name + ".gc");
    }

    private static List<String> options(Path collections) {
        List<String> options = new ArrayList<>(HEAP);
        options.add("-Dheadgate.exitWithParent=true");
        options.add("-Xlog:gc:file=" + collections);
        options.addAll(moreOptions());
        return options;
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
        return processes.stream().allMatch(ChildProcess::isAlive);
    }

    /** User and system time of its processes so far. */
    long cpuNanos() {
        return processes.stream().mapToLong(ContenderProcess::cpuNanos).sum();
    }

    private static long cpuNanos(ChildProcess process) {
        return ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElseThrow(() -> new IllegalStateException(
                        "the CPU time of " + process + " is not known. " + process.lastWords()));
    }

    /** What a contender without output has counted, by its own words; -1 if it said nothing yet. */
    long told() {
        return processes.stream()
                .flatMap(process -> process.log().tail(5).stream())
                .map(COUNTED::matcher)
                .filter(Matcher::matches)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .reduce((earlier, later) -> later)
                .orElse(-1);
    }

    /** The largest heap of a process in use right after a collection, megabytes; 0 if there was none. */
    long heapMegabytes() {
        return collections.stream()
                .mapToLong(ContenderProcess::heapMegabytes)
                .max()
                .orElse(0);
    }

    private static long heapMegabytes(Path collections) {
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
        return processes.stream().map(ChildProcess::lastWords).collect(Collectors.joining(" "));
    }

    /** Ends it in order. */
    void stop() {
        processes.forEach(process -> process.stop(GRACE));
    }

    @Override
    public void close() {
        processes.forEach(ChildProcess::kill);
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
