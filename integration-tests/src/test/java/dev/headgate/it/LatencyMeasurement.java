package dev.headgate.it;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Behaviour;
import dev.headgate.it.harness.Collected;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Policies;
import dev.headgate.it.harness.Release;
import dev.headgate.it.harness.Traffic;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how long it takes from a canary's failing to the decision, readable by a read_committed reader, and to the
 * weight 0 in HAProxy's own statistics: {@code integration-tests/run LatencyMeasurement}.
 *
 * <p>Each run is a release at 10 % of 100 requests a second, of which every third begins to fail. The criterion is
 * {@code errorRate > 10%} with at least 20 requests over 5 s: that it is decided and false takes as many failures as
 * make a tenth of the window; the event that does is found by counting the events published.
 */
public final class LatencyMeasurement {

    private static final int RUNS = 10;
    private static final double LIMIT = 0.10;
    private static final int MINIMUM_REQUESTS = 20;
    private static final String BASELINE = "1.0";
    private static final String CANARY = "2.0";

    private LatencyMeasurement() {}

    private record Run(long firstBadToDecision, long firstBadToZero, long decidedToDecision, long decidedToZero) {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        Installation headgate = new Installation();
        try {
            headgate.start();
            measure(headgate);
        } finally {
            headgate.stop();
        }
    }

    private static void measure(Installation headgate) throws Exception {
        Release.Site site = new Release.Site(headgate, CANARY, BASELINE);
        for (int i = 0; i <= RUNS; i++) {
            site.divideTraffic("errors-" + i);
        }
        headgate.gate("all").start();
        headgate.executor("one").start();
        site.readers();
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i <= RUNS; i++) {
            Run run = run(headgate, site, "errors-" + i);
            System.out.printf("%s %s%n", i == 0 ? "warm-up" : "run " + i, run);
            if (i > 0) {
                runs.add(run);
            }
        }
        print(
                "first bad request to decision",
                runs.stream().map(Run::firstBadToDecision).toList());
        print(
                "first bad request to traffic at 0",
                runs.stream().map(Run::firstBadToZero).toList());
        print(
                "deciding event to decision",
                runs.stream().map(Run::decidedToDecision).toList());
        print(
                "deciding event to traffic at 0",
                runs.stream().map(Run::decidedToZero).toList());
    }

    private static Run run(Installation headgate, Release.Site site, String service) {
        try (Traffic traffic = headgate.traffic()) {
            LatencyLog log = new LatencyLog(CANARY);
            traffic.onEvent(log);
            traffic.behave(service, BASELINE, Behaviour.HEALTHY);
            traffic.behave(service, CANARY, Behaviour.HEALTHY);
            Release release = site.start(headgate.operator(), service, service, Policies.threeStages(service));
            release.awaitWeight(10.0);
            traffic.behave(service, CANARY, Behaviour.ERRORS);
            Collected.Item<Decision> rollback = release.awaitItem(DecisionKind.ROLLBACK);
            Instant decisionRead = Instant.now().minusNanos(System.nanoTime() - rollback.seenAtNanos());
            Await.until("traffic at 0", () -> release.shareInForce() == 0);
            Instant atZero = Instant.now();
            Instant firstBad = log.firstError();
            Instant deciding = log.firstOver(LIMIT, MINIMUM_REQUESTS, windowStart(rollback.value()));
            return new Run(
                    Duration.between(firstBad, decisionRead).toMillis(),
                    Duration.between(firstBad, atZero).toMillis(),
                    Duration.between(deciding, decisionRead).toMillis(),
                    Duration.between(deciding, atZero).toMillis());
        }
    }

    private static Instant windowStart(Decision rollback) {
        return rollback.verdicts().stream()
                .filter(verdict -> verdict.statistic().equals("errorRate"))
                .findFirst()
                .orElseThrow()
                .windowStart();
    }

    private static void print(String what, List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        long median = (sorted.get(sorted.size() / 2) + sorted.get((sorted.size() - 1) / 2)) / 2;
        System.out.printf("%-36s median %5d ms, all %s%n", what, median, sorted);
    }
}
