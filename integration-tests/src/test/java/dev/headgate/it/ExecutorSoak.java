package dev.headgate.it;

import dev.headgate.it.harness.DisturbedExecutors;
import dev.headgate.it.harness.Installation;

/**
 * Kills and pauses two executors at random over mixed work and counts what became of it: {@code integration-tests/run
 * ExecutorSoak 1000 [seed]}. Ends with 1 if anything happened that must not.
 */
public final class ExecutorSoak {

    private ExecutorSoak() {}

    /** How often, and a seed. */
    public static void main(String[] arguments) throws Exception {
        int disturbances = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        System.out.printf("%d kills and pauses, seed %d%n", disturbances, seed);
        Installation headgate = new Installation();
        int code = 1;
        try {
            headgate.start();
            long begin = System.nanoTime();
            DisturbedExecutors.Report report = new DisturbedExecutors(headgate, seed).run(disturbances);
            print(report, (System.nanoTime() - begin) / 1_000_000_000L);
            code = report.violations().isEmpty() ? 0 : 1;
        } finally {
            headgate.stop();
        }
        System.exit(code);
    }

    private static void print(DisturbedExecutors.Report report, long seconds) {
        System.out.printf(
                "%d kills and %d pauses in %d s; %d decisions, programs run %d times%n",
                report.kills(), report.pauses(), seconds, report.decisions(), report.programs());
        report.outcomes().forEach((status, count) -> System.out.printf("  %-12s %d%n", status.wireName(), count));
        System.out.printf("%d violations%n", report.violations().size());
        report.violations().forEach(violation -> System.out.println("  " + violation));
    }
}
