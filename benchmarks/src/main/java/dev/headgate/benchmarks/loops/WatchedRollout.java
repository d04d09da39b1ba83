package dev.headgate.benchmarks.loops;

import dev.headgate.core.GateSettings;
import dev.headgate.core.Input;
import dev.headgate.core.ParsedPolicy;
import dev.headgate.core.ServiceGate;
import dev.headgate.core.Tick;
import dev.headgate.core.TickOutcome;
import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyHash;
import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.InputOffset;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.sketch.LatencySketch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A rollout with a policy of ten lines over a minute, five ticks a second and 20 requests a second in two operations of two
 * versions, which come once a second: {@code benchmarks/run fleet} is a thousand of these. Not thread safe.
 */
final class WatchedRollout {

    private static final int TICKS_PER_SECOND = 5;
    private static final int WARM_UP_SECONDS = 1_000;
    private static final int REQUESTS = 5;
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
                hold: 20d .. 25d
                advance:
                  - errorRate <= 30%
                  - p50 < 200ms
                  - p95 < 500ms
                  - throughput > 1/s
              - weight: 100%
                watch: 30m
            """;

    private final ServiceGate gate = ServiceGate.create(Scenario.SERVICE, GateSettings.DEFAULTS);
    private final SplittableRandom random = new SplittableRandom(7);
    private Instant now = Scenario.BEGINNING;
    private long ticks;
    private long offset;

    WatchedRollout() {
        CommandHeader header =
                new CommandHeader("start", "correlation", Scenario.SERVICE, "r1", "a benchmark", now, "a benchmark");
        StartRollout start = new StartRollout(
                header, Scenario.CANARY, Scenario.BASELINE, new PolicyText("loop.yaml", POLICY, PolicyHash.of(POLICY)));
        gate.tick(
                tick(List.of(new Input.CommandInput(offset++, start, Optional.of(new ParsedPolicy.Usable(policy()))))));
        for (int i = 0; i < WARM_UP_SECONDS * TICKS_PER_SECOND; i++) {
            tick();
        }
    }

    /** A fifth of a second goes by and the rollout is judged; every fifth time it is told of a second's requests. */
    TickOutcome tick() {
        List<Input> inputs = ticks++ % TICKS_PER_SECOND == 0
                ? List.of(new Input.SketchInput(offset++, new SketchDelta(Scenario.SERVICE, requests())))
                : List.of();
        now = now.plusMillis(1_000 / TICKS_PER_SECOND);
        TickOutcome outcome = gate.tick(tick(inputs));
        if (!gate.underWay()) {
            throw new IllegalStateException("the rollout is not under way any more: " + gate.rollout());
        }
        return outcome;
    }

    private Tick tick(List<Input> inputs) {
        return new Tick(
                now,
                inputs,
                new TelemetryStatus(false, "", now, now.plus(FOR_EVER)),
                List.of(new InputOffset("telemetry", 0, offset)));
    }

    private List<SeriesSecond> requests() {
        List<SeriesSecond> seconds = new ArrayList<>();
        for (String version : List.of(Scenario.CANARY, Scenario.BASELINE)) {
            for (String operation : List.of("GET /0", "GET /1")) {
                seconds.add(requests(version, operation));
            }
        }
        return seconds;
    }

    private SeriesSecond requests(String version, String operation) {
        LatencySketch latencies = new LatencySketch();
        long sum = 0;
        for (int i = 0; i < REQUESTS; i++) {
            long micros = 20_000L + random.nextInt(100_000);
            latencies.record(micros);
            sum += micros;
        }
        return new SeriesSecond(
                new SeriesKey(version, operation, Labels.NONE),
                now.getEpochSecond(),
                REQUESTS,
                0,
                sum,
                latencies,
                List.of());
    }

    private static Policy policy() {
        Parsed<Policy> parsed = PolicyReader.read("loop.yaml", POLICY);
        if (parsed instanceof Parsed.Valid<Policy> valid) {
            return valid.value();
        }
        throw new IllegalStateException("the benchmark's own policy: " + parsed.problems());
    }
}
