package dev.headgate.benchmarks.cost;

import dev.headgate.core.GateSettings;
import dev.headgate.core.Input;
import dev.headgate.core.ParsedPolicy;
import dev.headgate.core.ServiceGate;
import dev.headgate.core.Tick;
import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyHash;
import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.InputOffset;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.StartRollout;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Prints what judging a thousand rollouts five times a second costs, in shares of one core: {@code benchmarks/run fleet
 * [ROLLOUTS=1000]}. Each has a policy of ten lines over a minute and 20 requests a second in two operations of two
 * versions, which come once a second; limits are so wide that nothing is decided. What Kafka, JSON and the changelog cost is not in it.
 */
public final class FleetCost {

    private static final int TICKS_PER_SECOND = 5;
    private static final int WARM_UP_SECONDS = 70;
    private static final int MEASURED_SECONDS = 10;
    private static final int REPETITIONS = 3;
    private static final int REQUESTS_PER_SECOND = 20;
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private static final String POLICY = """
            policy: ten-lines
            mode: observe
            window: 60s
            minRequests: 20
            stop:
              - errorRate > 50%          -> rollback critical
              - errorRate > 40% for 30s  -> rollback critical
              - p99 > 5s                 -> rollback critical
              - p95 > 2s for 30s         -> rollback critical
              - mean > 1s                -> rollback critical
              - no success for 30s       -> rollback critical
            stages:
              - weight: 50%
                hold: 6h .. 10h
                advance:
                  - errorRate <= 30%
                  - p50 < 200ms
                  - p95 < 500ms
                  - throughput > 1/s
              - weight: 100%
                watch: 30m
            """;

    private FleetCost() {}

    /** How many rollouts. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        int rollouts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        print(System.out, rollouts, WARM_UP_SECONDS, MEASURED_SECONDS);
    }

    static void print(PrintStream out, int rollouts, int warmUp, int measured) {
        Parsed<Policy> parsed = PolicyReader.read("fleet.yaml", POLICY);
        if (!(parsed instanceof Parsed.Valid<Policy> valid)) {
            throw new IllegalStateException("the benchmark's own policy: " + parsed.problems());
        }
        Policy policy = valid.value();
        Fleet fleet = new Fleet(policy, rollouts);
        fleet.run(warmUp);
        double[] shares = new double[REPETITIONS];
        for (int i = 0; i < REPETITIONS; i++) {
            shares[i] =
                    100.0 * fleet.run(measured) / Duration.ofSeconds(measured).toNanos();
        }
        fleet.requireLive();
        Arrays.sort(shares);
        double median = shares[REPETITIONS / 2];
        out.printf(
                "%d rollouts of ten lines, judged %d times a second: %.1f %% of a core (%.1f to %.1f), %.1f us each time%n",
                rollouts,
                TICKS_PER_SECOND,
                median,
                shares[0],
                shares[REPETITIONS - 1],
                median / 100 * 1e6 / rollouts / TICKS_PER_SECOND);
    }

    /** Many services' gates whose time goes on together. */
    private static final class Fleet {

        private final List<ServiceGate> gates = new ArrayList<>();
        private final Requests requests = new Requests(2, REQUESTS_PER_SECOND / 2);
        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private Instant now = Scenario.BEGINNING;
        private long offset;

        Fleet(Policy policy, int size) {
            for (int i = 0; i < size; i++) {
                ServiceGate gate = ServiceGate.create("service-" + i, GateSettings.DEFAULTS);
                gate.tick(tick(List.of(new Input.CommandInput(
                        offset++, start("service-" + i), Optional.of(new ParsedPolicy.Usable(policy))))));
                gates.add(gate);
            }
        }

        /** Lets so many seconds pass, and says how much processor time judging took, nanoseconds. */
        long run(int seconds) {
            long took = 0;
            for (int i = 0; i < seconds * TICKS_PER_SECOND; i++) {
                boolean begins = i % TICKS_PER_SECOND == 0;
                List<List<Input>> inputs = new ArrayList<>();
                for (int gate = 0; gate < gates.size(); gate++) {
                    inputs.add(
                            begins
                                    ? List.of(new Input.SketchInput(
                                            offset++,
                                            new SketchDelta("service-" + gate, requests.second(now.getEpochSecond()))))
                                    : List.of());
                }
                now = now.plusMillis(1_000 / TICKS_PER_SECOND);
                long begun = threads.getCurrentThreadCpuTime();
                for (int gate = 0; gate < gates.size(); gate++) {
                    gates.get(gate).tick(tick(inputs.get(gate)));
                }
                took += threads.getCurrentThreadCpuTime() - begun;
            }
            return took;
        }

        void requireLive() {
            for (ServiceGate gate : gates) {
                if (!gate.underWay()) {
                    throw new IllegalStateException("a rollout is not under way any more: " + gate.rollout());
                }
            }
        }

        private Tick tick(List<Input> inputs) {
            return new Tick(
                    now,
                    inputs,
                    new TelemetryStatus(false, "", now, now.plus(FOR_EVER)),
                    List.of(new InputOffset("telemetry", 0, offset)));
        }

        private StartRollout start(String service) {
            CommandHeader header = new CommandHeader(
                    "start-" + service, "correlation", service, service + "-1", "a benchmark", now, "a benchmark");
            return new StartRollout(
                    header,
                    Scenario.CANARY,
                    Scenario.BASELINE,
                    new PolicyText("fleet.yaml", POLICY, PolicyHash.of(POLICY)));
        }
    }
}
