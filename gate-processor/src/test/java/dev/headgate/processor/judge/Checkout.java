package dev.headgate.processor.judge;

import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.CombinerProgress;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Exemplar;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.sketch.LatencySketch;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A service called shop, its canary 2.0 and its baseline 1.0: what is asked of the gate and told to it. */
final class Checkout {

    static final String SERVICE = "shop";
    static final String CANARY = "2.0";
    static final String BASELINE = "1.0";

    static final String POLICY = """
            policy: checkout
            window: 10s
            minRequests: 20
            stop:
              - errorRate > 10%
              - no success for 5s
              - p95(checkout) > 1s -> notify warning
            stages:
              - weight: 10%
                hold: 5s .. 60s
                advance:
                  - errorRate < 1%
                  - p95 < 500ms
              - weight: 100%
                watch: 5s
            """;

    private Checkout() {}

    static StartRollout start(String commandId, String rolloutId, String policy) {
        return new StartRollout(header(commandId, rolloutId), CANARY, BASELINE, text(policy));
    }

    static AbortRollout abort(String commandId, String rolloutId) {
        return new AbortRollout(header(commandId, rolloutId));
    }

    static PolicyText text(String policy) {
        return new PolicyText("checkout.yaml", policy, sha256(policy));
    }

    /** The executor did what the decision says and read its weight back. */
    static Execution confirmed(Decision decision, Instant at) {
        return new Execution(
                decision.decisionId() + "#1",
                decision.decisionId(),
                decision.rolloutId(),
                decision.service(),
                decision.correlationId(),
                1,
                ExecutionStatus.SUCCEEDED,
                decision.runbook().name(),
                List.of(),
                Optional.of(decision.to()),
                "done",
                at,
                Optional.of(at),
                "executor-1");
    }

    /** One second of a version's requests, all equally slow, the first of them failed. */
    static SketchDelta requests(String version, Instant second, int requests, int errors, long latencyMicros) {
        LatencySketch latencies = new LatencySketch();
        for (int i = 0; i < requests; i++) {
            latencies.record(latencyMicros);
        }
        Exemplar exemplar = new Exemplar(
                "r-" + second.getEpochSecond(),
                second.toEpochMilli(),
                latencyMicros,
                errors > 0 ? Outcome.ERROR : Outcome.SUCCESS);
        SeriesKey series = new SeriesKey(version, "checkout", Labels.NONE);
        return new SketchDelta(
                SERVICE,
                List.of(new SeriesSecond(
                        series,
                        second.getEpochSecond(),
                        requests,
                        errors,
                        requests * latencyMicros,
                        latencies,
                        List.of(exemplar))));
    }

    /** The only combiner has read everything there was. */
    static CombinerProgress caughtUp(Instant at) {
        return new CombinerProgress(
                0,
                1,
                at.toEpochMilli(),
                at.toEpochMilli(),
                true,
                new TreeMap<>(Map.of("requests", 1)),
                new TreeMap<>());
    }

    private static CommandHeader header(String commandId, String rolloutId) {
        return new CommandHeader(
                commandId,
                "c-" + rolloutId,
                SERVICE,
                rolloutId,
                "ann",
                Instant.parse("2026-11-22T11:59:59Z"),
                "release");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
