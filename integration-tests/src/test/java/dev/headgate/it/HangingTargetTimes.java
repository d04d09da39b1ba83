package dev.headgate.it;

import dev.headgate.it.harness.HangingTargets;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.ShiftTimes;
import dev.headgate.it.targets.HangingTarget;
import java.lang.management.ManagementFactory;

/**
 * How long rollbacks of one service take while targets of others hang, in one partition and at one executor: {@code
 * integration-tests/run HangingTargetTimes [N=20]}. What hangs goes on hanging: each line has all that hung before it.
 */
public final class HangingTargetTimes {

    private static final int MANY = 100;
    private static final String ROW = "%-46s %7s %5s %8s %8s %8s %8s%n";

    private HangingTargetTimes() {}

    /** How many rollbacks are counted in each line. */
    public static void main(String[] arguments) throws Exception {
        int rollbacks = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        Installation headgate = new Installation();
        try {
            headgate.start();
            measure(new HangingTargets(headgate), rollbacks);
        } finally {
            headgate.stop();
        }
        System.exit(0);
    }

    private static void measure(HangingTargets targets, int rollbacks) {
        targets.rollBack(rollbacks);
        System.out.printf(ROW, "milliseconds", "hanging", "N", "traffic", "", "outcome", "");
        System.out.printf(ROW, "", "", "", "median", "longest", "median", "longest");
        print("nothing hangs", targets, rollbacks);
        targets.hang(HangingTarget.HAPROXY, 1);
        print("a Runtime API that never answers", targets, rollbacks);
        targets.hang(HangingTarget.COMMAND, 1);
        print("and a command that does not end", targets, rollbacks);
        targets.hang(HangingTarget.HTTP, 1);
        print("and an endpoint that never answers", targets, rollbacks);
        targets.hangAtReload();
        print("and a reload of NGINX that does not end", targets, rollbacks);
        targets.hang(HangingTarget.KUBERNETES, 1);
        print("and a Kubernetes API that never answers", targets, rollbacks);
        for (HangingTarget target : HangingTarget.values()) {
            targets.hang(target, MANY);
        }
        print("and a hundred more of each but NGINX", targets, rollbacks);
        System.out.printf(
                "load %.2f%n", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static void print(String what, HangingTargets targets, int rollbacks) {
        ShiftTimes times = targets.rollBack(rollbacks);
        System.out.printf(
                ROW,
                what,
                targets.hanging(),
                times.outcome().count(),
                times.traffic().median(),
                times.traffic().longest(),
                times.outcome().median(),
                times.outcome().longest());
    }
}
