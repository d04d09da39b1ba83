package dev.headgate.it;

import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.disturbed.DisturbedExecutors;
import java.time.Duration;

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
            try (DisturbedExecutors executors = new DisturbedExecutors(headgate, seed)) {
                DisturbedExecutors.Report report =
                        executors.run(disturbances, sofar -> progress(sofar, disturbances, begin));
                print(report, seed, since(begin));
                code = report.violations().isEmpty() ? 0 : 1;
            }
        } finally {
            headgate.stop();
        }
        System.exit(code);
    }

    private static Duration since(long begin) {
        return Duration.ofSeconds((System.nanoTime() - begin) / 1_000_000_000L);
    }

    private static void progress(DisturbedExecutors.Report report, int disturbances, long begin) {
        Duration soFar = since(begin);
        long each = soFar.toMillis() / report.disturbances();
        System.out.printf(
                "%d of %d after %d s, %d s to go; %d decisions, %s, %d violations%n",
                report.disturbances(),
                disturbances,
                soFar.toSeconds(),
                (disturbances - report.disturbances()) * each / 1_000,
                report.decisions(),
                report.outcomes(),
                report.violations().size());
        report.violations().stream().limit(20).forEach(violation -> System.out.println("  VIOLATED " + violation));
    }

    private static void print(DisturbedExecutors.Report report, long seed, Duration time) {
        System.out.printf(
                "%d kills and %d pauses, %d of them while the other executor was not back, in %d s, seed %d%n",
                report.kills(), report.pauses(), report.ofBoth(), time.toSeconds(), seed);
        System.out.printf(
                "%d pauses ended after a successor had acted, %d of them where it had set another weight%n",
                report.takenOver(), report.resettled());
        System.out.printf("%d decisions, programs begun %d times%n", report.decisions(), report.programs());
        report.sorts().forEach((sort, count) -> line(sort.name().toLowerCase(java.util.Locale.ROOT), count));
        System.out.println("outcomes");
        report.outcomes().forEach((status, count) -> line(status.wireName(), count));
        report.findings().forEach((guarantee, findings) -> {
            System.out.printf(
                    "%s: %s: %s; %d looked at%n",
                    guarantee.getClass().getSimpleName(),
                    guarantee.claim(),
                    findings.violations().isEmpty()
                            ? "held"
                            : "VIOLATED " + findings.violations().size() + " times",
                    findings.looked());
            findings.violations().forEach(violation -> System.out.println("  VIOLATED " + violation));
            findings.onTheirWay().forEach(one -> System.out.println("  on its way when paused: " + one));
        });
    }

    private static void line(String what, long count) {
        System.out.printf("  %-12s %d%n", what, count);
    }
}
