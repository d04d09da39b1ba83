package dev.headgate.it.speed;

import dev.headgate.it.harness.BrokerKind;
import dev.headgate.it.harness.DefaultGate;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Project;
import dev.headgate.schemas.topics.TopicSizing;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long a gate takes from its start until it is ready, and what it has taken by then, with other options of its JVM:
 * {@code integration-tests/run speed.StartTimes [STARTS=5] [OTHER-JAVA]}. The class path is that of the {@code headgate}
 * command, which must have been built: {@code ./headgate --version}. With another {@code java}, that one is measured too.
 */
public final class StartTimes {

    private static final String ROW = "%-52s %8s %8s %10s%n";

    private StartTimes() {}

    private record Variant(String name, String java, List<String> options) {}

    private record Start(double seconds, double cpuSeconds, double megabytes) {}

    /** How many starts of each, and another JDK's {@code java}. */
    public static void main(String[] arguments) throws Exception {
        int starts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        Installation headgate = new Installation(BrokerKind.STOCK, "headgate.", new TopicSizing(8, 8, (short) 1));
        try {
            headgate.start();
            PastedTable table = new PastedTable("JVM", "ready", "CPU", "resident");
            System.out.printf("medians of %d starts%n", starts);
            System.out.printf(ROW, "", "ready, s", "CPU, s", "resident, MB");
            for (Variant variant : variants(headgate, arguments)) {
                measure(headgate, variant, starts, table);
            }
            table.print(System.out);
        } finally {
            headgate.stop();
        }
        System.exit(0);
    }

    private static List<Variant> variants(Installation headgate, String[] arguments) throws Exception {
        List<Variant> variants = new ArrayList<>();
        variants.addAll(variantsOf(headgate, "", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile="));
        if (arguments.length > 1) {
            variants.addAll(variantsOf(headgate, arguments[1], "-XX:AOTCacheOutput=", "-XX:AOTCache="));
        }
        return variants;
    }

    private static List<Variant> variantsOf(Installation headgate, String java, String making, String using)
            throws Exception {
        String jdk = java.isEmpty() ? "JDK " + Runtime.version().feature() : "the other JDK";
        Path archive = headgate.run().path().resolve("archive-" + (java.isEmpty() ? "own" : "other"));
        DefaultGate trained =
                gate(headgate, "training-" + (java.isEmpty() ? "own" : "other"), java, List.of(making + archive));
        trained.start();
        trained.stop();
        if (!Files.exists(archive)) {
            throw new IllegalStateException(
                    "no archive of classes was made: " + trained.process().lastWords());
        }
        return List.of(
                new Variant(jdk + ", SerialGC, 64 to 512 MB", java, List.of()),
                new Variant(jdk + ", the same with an archive of classes", java, List.of(using + archive)),
                new Variant(jdk + ", the first compiler alone", java, List.of("-XX:TieredStopAtLevel=1")),
                new Variant(jdk + ", G1", java, List.of("-XX:-UseSerialGC", "-XX:+UseG1GC")),
                new Variant(jdk + ", ParallelGC", java, List.of("-XX:-UseSerialGC", "-XX:+UseParallelGC")));
    }

    private static void measure(Installation headgate, Variant variant, int starts, PastedTable table) throws Exception {
        List<Start> measured = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            DefaultGate gate = gate(headgate, "start", variant.java(), variant.options());
            long begin = System.nanoTime();
            gate.start();
            double seconds = (System.nanoTime() - begin) / 1e9;
            ProcessLoad load = new ProcessLoad(gate.process());
            measured.add(new Start(seconds, load.cpu().toNanos() / 1e9, load.residentBytes() / 1e6));
            gate.stop();
        }
        String seconds = median(measured.stream().map(Start::seconds).toList(), "%.1f");
        String cpu = median(measured.stream().map(Start::cpuSeconds).toList(), "%.1f");
        String megabytes = median(measured.stream().map(Start::megabytes).toList(), "%.0f");
        System.out.printf(ROW, variant.name(), seconds, cpu, megabytes);
        table.row(variant.name(), seconds + " s", cpu + " s", megabytes + " MB");
    }

    private static DefaultGate gate(Installation headgate, String name, String java, List<String> options) {
        DefaultGate gate = headgate.defaultGate(name).withClassPath(jars());
        if (!java.isEmpty()) {
            gate.withJava(java);
        }
        options.forEach(gate::withArgument);
        return gate;
    }

    private static String jars() {
        return Stream.of(Project.file("cli/target"), Project.file("cli/target/lib"))
                .flatMap(StartTimes::jarsIn)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Stream<Path> jarsIn(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("run ./headgate --version first, it builds what is started here", e);
        }
    }

    private static String median(List<Double> values, String format) {
        List<Double> sorted = values.stream().sorted().toList();
        return String.format(Locale.ROOT, format, sorted.get(sorted.size() / 2));
    }
}
