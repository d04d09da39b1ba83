package dev.headgate.it;

import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.LongAction;
import java.time.Duration;

/**
 * An action of an hour, or of so many seconds, while shifts of another service go on every five: {@code
 * integration-tests/run LongActionMeasurement [seconds]}. Ends with 1 if the group was not the same all the time.
 */
public final class LongActionMeasurement {

    private LongActionMeasurement() {}

    /** How many seconds the action takes. */
    public static void main(String[] arguments) throws Exception {
        Duration takes = Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 3_600);
        Installation headgate = new Installation();
        int code = 1;
        try {
            headgate.start();
            LongAction.Report report = new LongAction(headgate, takes).run(Duration.ofSeconds(5));
            print(report);
            code = report.owners().size() == 2 && report.outcomes().size() == 1 && report.failed() == 0 ? 0 : 1;
        } finally {
            headgate.stop();
        }
        System.exit(code);
    }

    private static void print(LongAction.Report report) {
        System.out.printf(
                "it took %d s, its program was started %d times%n",
                report.took().toSeconds(), report.programs());
        report.outcomes()
                .forEach(outcome -> System.out.printf(
                        "recorded: %s, attempt %d%n", outcome.status().wireName(), outcome.attempt()));
        System.out.printf(
                "members that owned partitions, in all: %d%n", report.owners().size());
        report.owners().forEach(owner -> System.out.println("  " + owner));
        System.out.printf("memberships lost: %.0f%n", report.membershipsLost());
        System.out.printf(
                "shifts of another service meanwhile: %d, failed %d, slowest %d ms%n",
                report.shifts(), report.failed(), report.slowest().toMillis());
    }
}
