package dev.headgate.core.judge;

import dev.headgate.core.GateSettings;
import dev.headgate.core.comparison.ClusteringHistory;
import dev.headgate.core.comparison.OwnPast;
import dev.headgate.core.comparison.PastHours;
import dev.headgate.core.comparison.RolloutEvidence;
import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.core.telemetry.DirtySlots;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.core.telemetry.Slot;
import dev.headgate.core.telemetry.SlotKey;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.MeasurementKey;
import dev.headgate.schemas.model.MeasurementSecond;
import dev.headgate.schemas.model.MeasurementSum;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.sketch.LatencySketch;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A policy's lines, judged on real telemetry at seconds counted from the rollout's start. */
final class Desk {

    static final String CANARY = "2.0";
    static final String BASELINE = "1.0";
    static final Instant START = Instant.ofEpochSecond(1_800_000_000L);

    private final Policy policy;
    private final ClusteringHistory clustering = ClusteringHistory.restore(List.of());
    private final Map<SlotKey, Slot> slots = new HashMap<>();
    private ServiceTelemetry telemetry = new ServiceTelemetry();
    private Plan plan;
    private RolloutEvidence evidence;
    private Deeds deeds = Deeds.NONE;
    private boolean lagging;

    Desk(Policy policy) {
        this.policy = policy;
        plan = plan(Optional.empty());
        evidence = plan.evidence(clustering);
        evidence.compareWith(plan.past(new PastHours(), START, clustering));
    }

    /** The rollout begins: what is asked for is kept from now on. */
    Desk begin() {
        telemetry.advanceTo(second(0));
        telemetry.watch(plan.watch());
        return this;
    }

    /** A stage's weight is confirmed. */
    Desk enter(int stage, long at) {
        telemetry.advanceTo(second(at));
        plan = plan(Optional.of(new StageClock(stage, START.plusSeconds(at))));
        telemetry.watch(plan.watch());
        evidence.startStage(stage, plan.clock().orElseThrow().settledSecond(plan.stage()));
        return this;
    }

    Desk deeds(Deeds done) {
        deeds = done;
        return this;
    }

    Desk lagging(boolean is) {
        lagging = is;
        return this;
    }

    Desk measure(Measurement.Kind kind, String name, long at, double value) {
        return measure(kind, name, Map.of(), at, value, OptionalDouble.empty());
    }

    Desk measure(
            Measurement.Kind kind,
            String name,
            Map<String, String> labels,
            long at,
            double value,
            OptionalDouble total) {
        telemetry.add(new MeasurementDelta("shop", List.of(measurement(kind, name, labels, at, value, total))));
        return this;
    }

    static MeasurementSecond measurement(
            Measurement.Kind kind,
            String name,
            Map<String, String> labels,
            long at,
            double value,
            OptionalDouble total) {
        Measurement measurement = new Measurement(
                kind, "shop", Optional.empty(), name, Labels.copy(labels), second(at) * 1_000, value, total);
        return new MeasurementSecond(MeasurementKey.of(measurement), second(at), MeasurementSum.of(measurement));
    }

    Desk requests(
            String version, String operation, Map<String, String> labels, long at, int count, int errors, long micros) {
        LatencySketch latencies = new LatencySketch();
        for (int i = 0; i < count; i++) {
            latencies.record(micros);
        }
        telemetry.add(new SketchDelta(
                "shop",
                List.of(new SeriesSecond(
                        new SeriesKey(version, operation, Labels.copy(labels)),
                        second(at),
                        count,
                        errors,
                        count * micros,
                        latencies,
                        List.of()))));
        return this;
    }

    /** Requests of which only the bounds of their histogram's bucket are known. */
    Desk coarse(String version, long at, int count, long above, long atMost) {
        LatencySketch latencies = new LatencySketch();
        latencies.recordBetween(above, atMost, count);
        telemetry.add(new SketchDelta(
                "shop",
                List.of(new SeriesSecond(
                        new SeriesKey(version, "checkout", Labels.NONE),
                        second(at),
                        count,
                        0,
                        count * (above + atMost) / 2,
                        latencies,
                        List.of()))));
        return this;
    }

    /** A data point that began so many seconds before the one it ends in. */
    Desk point(String version, long at, long interval, int count, int errors) {
        LatencySketch latencies = new LatencySketch();
        latencies.recordBetween(0, 100_000, count);
        SeriesSecond point = new SeriesSecond(
                new SeriesKey(version, "checkout", Labels.NONE),
                second(at),
                count,
                errors,
                count * 50_000L,
                latencies,
                List.of());
        telemetry.add(new SketchDelta("shop", List.of(point.withInterval(interval))));
        return this;
    }

    /** Requests of both versions, none of which fail. */
    Desk traffic(long from, long to) {
        return traffic(from, to, 0);
    }

    /** Requests of both versions, 20 a second each. */
    Desk traffic(long from, long to, int failures) {
        for (long at = from; at < to; at++) {
            requests(CANARY, "checkout", Map.of(), at, 20, failures, 20_000);
            requests(BASELINE, "checkout", Map.of(), at, 20, failures, 20_000);
            telemetry.advanceTo(second(at + 1));
        }
        return this;
    }

    Desk advanceTo(long at) {
        telemetry.advanceTo(second(at));
        return this;
    }

    /** The gate is restarted: everything is read back from what was written. */
    Desk restarted() {
        DirtySlots dirty = telemetry.drainDirty();
        dirty.removed().forEach(slots::remove);
        dirty.written().forEach(slot -> slots.put(slot.key(), slot));
        ServiceTelemetry again = new ServiceTelemetry();
        again.resume(plan.watch(), telemetry.memory(), List.copyOf(slots.values()));
        telemetry = again;
        RolloutEvidence.Memory memory = evidence.memory();
        List<OwnPast.LineLimits> limits = evidence.allowedByPast();
        evidence = plan.evidence(clustering, memory);
        evidence.compareWith(plan.past(new PastHours(), START, limits));
        return this;
    }

    Judged judge(String line, long at) {
        telemetry.advanceTo(second(at));
        Instant now = START.plusSeconds(at);
        TelemetryStatus status = new TelemetryStatus(lagging, "", now, now.plusSeconds(3));
        plan.clock().ifPresent(clock -> evidence.takeUpTo(second(at), telemetry, clustering, true));
        Bench bench = new Bench(plan, telemetry, evidence, GateSettings.DEFAULTS, List.of());
        return bench.judge(now, Duration.ZERO, true, status, plan.clock().map(StageClock::startedAt), deeds).stream()
                .filter(each -> each.line().id().equals(line))
                .findFirst()
                .orElseThrow();
    }

    Verdict verdict(String line, long at) {
        return Verdicts.of(List.of(judge(line, at)), telemetry).get(0);
    }

    /** The first line of what must be true after a rollback, whose plan the telemetry watches. */
    Verdict afterRollback(Plan after, long at) {
        telemetry.advanceTo(second(at));
        Instant now = START.plusSeconds(at);
        Bench bench = Bench.afterRollback(after, telemetry, GateSettings.DEFAULTS, List.of());
        List<Judged> judged = bench.judge(
                now,
                Duration.ZERO,
                true,
                new TelemetryStatus(false, "", now, now.plusSeconds(3)),
                Optional.of(after.clock().orElseThrow().startedAt()));
        return Verdicts.of(judged, telemetry).get(0);
    }

    ServiceTelemetry telemetry() {
        return telemetry;
    }

    Plan plan() {
        return plan;
    }

    static long second(long at) {
        return START.getEpochSecond() + at;
    }

    private Plan plan(Optional<StageClock> clock) {
        return Plan.of(CANARY, BASELINE, policy, clock, clock.map(StageClock::startedAt), START);
    }
}
