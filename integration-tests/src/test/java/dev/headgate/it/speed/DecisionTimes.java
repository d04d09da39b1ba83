package dev.headgate.it.speed;

import dev.headgate.it.harness.BrokerKind;
import dev.headgate.it.harness.DefaultGate;
import dev.headgate.it.harness.Installation;
import dev.headgate.schemas.topics.TopicSizing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How long it takes from the sending of the last event that a decision needs to the decision, readable by a read_committed
 * reader, under load of other services, with the settings that the gate comes with: {@code integration-tests/run
 * speed.DecisionTimes [TRIALS=100] [KEY=VALUE|-XOPTION ...]}.
 * Settings and JVM options behind the number are the gate's.
 *
 * <p>Gate (combine and judge in one process), broker and load share this machine.
 */
public final class DecisionTimes {

    private static final List<Integer> RATES = List.of(1_000, 10_000, 50_000);
    private static final int LANES = 4;
    private static final int WARM_UP = 16;
    private static final int SERIES = 100;
    private static final String ROW = "%10s  %-32s %8s %8s %8s%n";

    private DecisionTimes() {}

    /** How many trials at each rate, settings of the gate, and options of its JVM. */
    public static void main(String[] arguments) throws Exception {
        int trials = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        Installation headgate = new Installation(BrokerKind.STOCK, "headgate.", new TopicSizing(8, 8, (short) 1));
        try {
            headgate.start();
            DefaultGate gate = headgate.defaultGate("one");
            Stream.of(arguments).skip(1).forEach(gate::withArgument);
            gate.start();
            measure(headgate, gate, trials);
        } finally {
            headgate.stop();
        }
        System.exit(0);
    }

    private static void measure(Installation headgate, DefaultGate gate, int count) throws Exception {
        PastedTable table = new PastedTable("events/s of other services", "ms", "p50", "p99", "longest", "gate, % of a core");
        System.out.printf("%d trials at each rate, %d at once%n", count, LANES);
        Trials trials = new Trials(headgate, 20261129);
        System.out.printf(ROW, "events/s", "ms", "p50", "p99", "longest");
        for (int rate : RATES) {
            try (SteadyLoad load = SteadyLoad.ofBystanders(headgate, rate, SERIES)) {
                run(trials, "trial-warm-" + rate, WARM_UP);
                double cpu = seconds(gate);
                long sent = load.sent();
                long begin = System.nanoTime();
                List<Trials.Trial> measured = run(trials, "trial-" + rate, count);
                double took = (System.nanoTime() - begin) / 1e9;
                double percent = (seconds(gate) - cpu) / took * 100;
                print(rate, measured, percent, table);
                System.out.printf(
                        Locale.ROOT,
                        "%10s  gate: %.0f %% of a core; %.0f events/s sent%n",
                        "",
                        percent,
                        (load.sent() - sent) / took);
            }
        }
        table.print(System.out);
    }

    private static List<Trials.Trial> run(Trials trials, String name, int count)
            throws InterruptedException, ExecutionException {
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        try {
            List<Future<Trials.Trial>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String service = name + "-" + i;
                running.add(lanes.submit(() -> trials.run(service)));
            }
            List<Trials.Trial> ended = new ArrayList<>();
            for (Future<Trials.Trial> trial : running) {
                ended.add(trial.get());
            }
            return ended;
        } finally {
            lanes.shutdownNow();
        }
    }

    private static void print(int rate, List<Trials.Trial> trials, double percent, PastedTable table) {
        String[] first = {Integer.toString(rate), String.format(Locale.ROOT, "%.0f", percent)};
        String[] further = {"", ""};
        row(first, "event sent to decision read", trials, Trials.Trial::whole, table);
        row(further, "to its sketch written", trials, Trials.Trial::combine, table);
        row(further, "until the sketch is readable", trials, Trials.Trial::transit, table);
        row(further, "until the judge ticks", trials, Trials.Trial::queue, table);
        row(further, "until the decision is readable", trials, Trials.Trial::commit, table);
    }

    private static void row(
            String[] outer,
            String what,
            List<Trials.Trial> trials,
            ToDoubleFunction<Trials.Trial> figure,
            PastedTable table) {
        List<Double> sorted =
                trials.stream().mapToDouble(figure).sorted().boxed().toList();
        String[] figures = {at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1)};
        System.out.printf(ROW, outer[0], what, figures[0], figures[1], figures[2]);
        table.row(outer[0], what, figures[0], figures[1], figures[2], outer[1]);
    }

    private static String at(List<Double> sorted, double share) {
        int place = (int) Math.ceil(sorted.size() * share) - 1;
        return String.format(Locale.ROOT, "%.0f", sorted.get(Math.max(0, place)));
    }

    private static double seconds(DefaultGate gate) {
        return new ProcessLoad(gate.process()).cpu().toNanos() / 1e9;
    }
}
