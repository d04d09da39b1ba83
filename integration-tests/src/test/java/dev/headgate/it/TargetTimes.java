package dev.headgate.it;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Executor;
import dev.headgate.it.harness.Floor;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.ShiftTimes;
import dev.headgate.it.harness.Times;
import dev.headgate.it.targets.ClusterObject;
import dev.headgate.it.targets.CommandProgram;
import dev.headgate.it.targets.HaproxyProxies;
import dev.headgate.it.targets.HttpEndpoint;
import dev.headgate.it.targets.MockCluster;
import dev.headgate.it.targets.NginxServer;
import dev.headgate.it.targets.Target;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How long it takes from a decision's record being in Kafka (the broker has acknowledged it) to the weight really in force
 * at each kind of target, and to the outcome being readable by a read_committed reader: {@code integration-tests/run
 * TargetTimes [N=100]}. A promotion to 20 % and a rollback take turns, one at a time, at instants that have nothing to do
 * with the executor's own.
 *
 * <p>Beside it stands what the same broker takes at the least, measured in between: one record written and read, and one
 * record written in a transaction of its own and read. The executor has the settings that it comes with, but that it does
 * not keep a rollback up once it is over: it would abort the mock's next Rollout.
 */
public final class TargetTimes {

    private static final int WARM_UP = 20;
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(100).toNanos();
    private static final String ROW = "%-32s %5s %10s %10s %10s %10s %9s%n";

    private TargetTimes() {}

    /** How many shifts of each target are counted. */
    public static void main(String[] arguments) throws Exception {
        int counted = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        Installation headgate = new Installation();
        try {
            headgate.start();
            measure(headgate, counted);
        } finally {
            headgate.stop();
        }
        System.exit(0);
    }

    private static void measure(Installation headgate, int counted) throws Exception {
        long seed = System.nanoTime();
        System.out.printf("%d shifts each, seed %d, load at the start %.2f%n", counted, seed, load());
        MockCluster cluster = new MockCluster();
        List<Target> targets = targets(headgate, cluster);
        Path kubeconfig = headgate.run().write("kubeconfig", cluster.kubeconfig());
        Executor executor = headgate.executor("one")
                .with("session.timeout", "6s")
                .with("lease", "4500ms")
                .with("transaction.timeout", "5s")
                .with("reassert.after", "0s")
                .with("kubernetes.kubeconfig", kubeconfig)
                .start();
        Random pauses = new Random(seed);
        List<ShiftTimes> times = new ArrayList<>();
        Floor floor = new Floor(headgate);
        for (Target target : targets) {
            ShiftTimes shifts = new ShiftTimes(headgate, target);
            for (int i = -WARM_UP; i < counted; i++) {
                pause(pauses);
                floor.measureBare(i >= 0);
                pause(pauses);
                floor.measureTransaction(i >= 0);
                pause(pauses);
                shifts.shift(i >= 0);
            }
            times.add(shifts);
        }
        print(floor, times);
        System.out.printf(
                "load at the end %.2f; of the executor: %.0f memberships lost, %.0f effects held back%n",
                load(),
                executor.metric("headgate_executor_memberships_lost_total"),
                executor.metric("headgate_executor_lease_missing_total"));
        cluster.close();
    }

    private static void pause(Random pauses) {
        Await.instant(System.nanoTime() + pauses.nextLong(LONGEST_PAUSE_NANOS));
    }

    private static List<Target> targets(Installation headgate, MockCluster cluster) throws Exception {
        return List.of(
                new HaproxyProxies(headgate, "one-proxy", 1),
                new HaproxyProxies(headgate, "proxies", 3),
                new NginxServer(headgate, "nginx"),
                new CommandProgram(headgate, "command"),
                new HttpEndpoint(headgate, "endpoint"),
                ClusterObject.httpRoute(cluster, headgate, "route"),
                ClusterObject.virtualService(cluster, headgate, "mesh"),
                ClusterObject.argoRollout(cluster, headgate, "argo"));
    }

    private static void print(Floor floor, List<ShiftTimes> times) {
        System.out.printf(ROW, "milliseconds", "N", "traffic", "", "outcome", "", "outcome/");
        System.out.printf(ROW, "", "", "median", "p99", "median", "p99", "floor");
        printFloor("floor: a record", floor.bare(), floor);
        printFloor("floor: a record in a transaction", floor.transactional(), floor);
        for (ShiftTimes shifts : times) {
            System.out.printf(
                    ROW,
                    shifts.target().name(),
                    shifts.outcome().count(),
                    shifts.traffic().median(),
                    shifts.traffic().p99(),
                    shifts.outcome().median(),
                    shifts.outcome().p99(),
                    shifts.outcome().times(floor.bare()));
        }
    }

    private static void printFloor(String name, Times times, Floor floor) {
        System.out.printf(ROW, name, times.count(), "", "", times.median(), times.p99(), times.times(floor.bare()));
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
