package dev.headgate.it.speed;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.BrokerKind;
import dev.headgate.it.harness.DefaultGate;
import dev.headgate.it.harness.Installation;
import dev.headgate.schemas.topics.TopicSizing;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * What a gate costs that has little to do, combine and judge in one process with the settings that it comes with:
 * {@code integration-tests/run speed.IdleCost [KEY=VALUE|-XOPTION ...]}. At 100 events a second ten rollouts are judged in which
 * nothing happens; before it, the same gate without rollouts and without events.
 */
public final class IdleCost {

    private static final Duration WARM_UP = Duration.ofSeconds(90);
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final int REPETITIONS = 3;

    private IdleCost() {}

    /** Settings of the gate and options of its JVM. */
    public static void main(String[] arguments) throws Exception {
        Installation headgate = new Installation(BrokerKind.STOCK, "headgate.", new TopicSizing(8, 8, (short) 1));
        try {
            headgate.start();
            DefaultGate gate = headgate.defaultGate("one");
            List.of(arguments).forEach(gate::withArgument);
            gate.start();
            System.out.println(arguments.length == 0 ? "default settings" : String.join(" ", arguments));
            PastedTable table = new PastedTable("", "of a core", "least", "most", "of it compiling", "resident");
            measure(headgate, gate, table);
            table.print(System.out);
        } finally {
            headgate.stop();
        }
        System.exit(0);
    }

    private static void measure(Installation headgate, DefaultGate gate, PastedTable table) {
        waitFor(WARM_UP);
        print("no events, no rollouts", gate, table);
        List<String> services =
                IntStream.range(0, 10).mapToObj(i -> "quiet-" + i).toList();
        QuietPolicy.start(headgate, services);
        try (SteadyLoad load = SteadyLoad.of(headgate, services, 10, 100)) {
            waitFor(WARM_UP);
            print("ten quiet rollouts, 100 events/s", gate, table);
            System.out.printf(
                    "%.0f rollouts were live, %d events sent%n",
                    gate.metric("headgate_judge_rollouts_live"), load.sent());
        }
    }

    private static void print(String what, DefaultGate gate, PastedTable table) {
        ProcessLoad load = new ProcessLoad(gate.process());
        SortedMap<String, Duration> threads = load.cpuByThread();
        double[] shares = new double[REPETITIONS];
        for (int i = 0; i < REPETITIONS; i++) {
            Duration before = load.cpu();
            long begin = System.nanoTime();
            waitFor(MEASURED);
            shares[i] = 100.0 * load.cpu().minus(before).toNanos() / (System.nanoTime() - begin);
        }
        Arrays.sort(shares);
        System.out.printf(
                Locale.ROOT,
                "%-36s %5.1f %% of a core (%.1f to %.1f in %d times %d s), %d MB resident%n",
                what,
                shares[REPETITIONS / 2],
                shares[0],
                shares[REPETITIONS - 1],
                REPETITIONS,
                MEASURED.toSeconds(),
                load.residentBytes() / 1_000_000);
        SortedMap<String, Duration> after = load.cpuByThread();
        printThreads(threads, after);
        table.row(
                what,
                percent(shares[REPETITIONS / 2]),
                percent(shares[0]),
                percent(shares[REPETITIONS - 1]),
                percent(compiling(threads, after)),
                load.residentBytes() / 1_000_000 + " MB");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share);
    }

    private static double compiling(SortedMap<String, Duration> before, SortedMap<String, Duration> after) {
        return after.keySet().stream()
                .filter(name -> name.contains("CompilerThre") || name.contains("C1 Comp") || name.contains("C2 Comp"))
                .mapToDouble(name -> percent(name, before, after))
                .sum();
    }

    private static double percent(String name, SortedMap<String, Duration> before, SortedMap<String, Duration> after) {
        Duration cpu = after.getOrDefault(name, Duration.ZERO).minus(before.getOrDefault(name, Duration.ZERO));
        return 100 * cpu.toNanos() / 1e9 / (MEASURED.toSeconds() * REPETITIONS);
    }

    private static void printThreads(SortedMap<String, Duration> before, SortedMap<String, Duration> after) {
        after.forEach((name, cpu) -> {
            double percent = percent(name, before, after);
            if (percent >= 0.1) {
                System.out.printf(Locale.ROOT, "  %-34s %5.1f %%%n", name, percent);
            }
        });
    }

    private static void waitFor(Duration time) {
        Await.instant(System.nanoTime() + time.toNanos());
    }
}
