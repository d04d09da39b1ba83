package dev.headgate.processor.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.GateSettings;
import dev.headgate.core.measurement.Kept;
import dev.headgate.core.measurement.Place;
import dev.headgate.core.measurement.Span;
import dev.headgate.core.telemetry.MeasurementSlot;
import dev.headgate.core.telemetry.RequestSlot;
import dev.headgate.core.telemetry.RequestSlotKey;
import dev.headgate.core.telemetry.Series;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.MeasurementKey;
import dev.headgate.schemas.model.MeasurementSecond;
import dev.headgate.schemas.model.MeasurementSum;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.sketch.LatencySketch;
import dev.headgate.schemas.sketch.ValueSketch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurementsRememberedTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private static final String POLICY = """
            policy: measured
            window: 10s
            minRequests: 20
            stop:
              - gauge db.pool > 90% for 3s -> rollback critical
              - errorRate{region=eu} > 90% -> notify
            stages:
              - weight: 10%
                hold: 1m
                advance:
                  - gauge mean of db.pool < 80% over 5m
                  - p75 of web.lcp < 2.5s
                  - count log.critical = 0 since start
                  - growth of db.pool < 500%/h over 1m
                  - no alert critical since stage
                  - uptime >= 50%
                  - errorRate{region=eu} < 50%
              - weight: 100%
                watch: 10s
                advance: [ p75 of web.lcp not worse than previous stage by 50% ]
            """;

    private final MemoryStore store = new MemoryStore();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aRestartAtEveryMomentChangesNoDecision(long seed) {
        List<String> undisturbed = life(seed, false);
        store.all().forEachRemaining(entry -> store.delete(entry.key));
        List<String> restarting = life(seed, true);

        assertThat(restarting).isEqualTo(undisturbed);
        assertThat(undisturbed).last().asString().startsWith("ROLLBACK").contains("gauge db.pool");
    }

    @Test
    void nothingOfAServiceIsLeftWhenItIsForgotten() {
        life(1, true);
        JudgeStore judgeStore = new JudgeStore(store);

        judgeStore.forget("shop");

        store.delete(StateKey.TASK);
        assertThat(store.approximateNumEntries()).isZero();
    }

    @Test
    void aPlaceHasAKeyOfItsOwnWhateverItsNamesAre() {
        Set<String> keys = new HashSet<>();
        List<String> awkward = List.of("a", "a/b", "v", "-", "a=b", "a&b", "a%2Fb", "ü", "");
        for (String name : awkward) {
            for (String label : awkward) {
                MeasurementKey series = new MeasurementKey(
                        Measurement.Kind.GAUGE, Optional.of(name), name, Labels.copy(Map.of("l", label)));
                Kept kept = new Kept(
                        new Place(series, new Span(Span.Shape.RING, 30, 7), 3),
                        NOW.getEpochSecond(),
                        new MeasurementSum(2, 5, -0.1, -0.1, 1e9, -7, 3, ValueSketch.of(-3.5)));
                keys.add(StateKey.slot("shop", new MeasurementSlot(kept).key()));
                StateCodec codec = new StateCodec();
                assertThat(codec.read(codec.write(kept), Kept.class)).isEqualTo(kept);
            }
        }
        assertThat(keys).hasSize(awkward.size() * awkward.size());
    }

    @Test
    void aSlotOfRequestsWithLabelsIsReadAsItWasWritten() {
        for (Optional<String> operation : List.of(Optional.<String>empty(), Optional.of("GET /a/b"))) {
            RequestSlotKey key = new RequestSlotKey(
                    new Series("2.0", operation, Labels.copy(Map.of("region", "eu/west", "a&b", "c=d"))), 10, 7);
            RequestSlot slot = new RequestSlot(key, 1_795_380_000L, 5, 1, 100, new LatencySketch(), List.of(), 0);

            String name = StateKey.slot("shop", key);

            assertThat(StateKey.slot(name)).isEqualTo(key);
            assertThat(SlotCodec.read(StateKey.slot(name), SlotCodec.write(slot)))
                    .isEqualTo(slot);
        }
    }

    /** Fifty seconds with measurements at random, in which the pool fills up; restarted before every tick if asked. */
    private List<String> life(long seed, boolean restarting) {
        Random random = new Random(seed);
        List<String> decisions = new ArrayList<>();
        TaskJudge judge = restored();
        long offset = 0;
        judge.take("gate.commands", 0, Checkout.start("cmd-1", "r-1", POLICY));
        for (int i = 0; i < 100; i++) {
            Instant now = NOW.plusMillis(i * 500L);
            judge.take("gate.sketches", offset++, measured(random, now, i));
            judge.take("gate.sketches", offset++, requests(now));
            judge.hear("gate.sketches", offset++, Checkout.caughtUp(now));
            TaskJudge.Result result = judge.tick(now);
            judge.write();
            if (restarting) {
                judge = restored();
            }
            for (var outcome : result.outcomes()) {
                for (Decision decision : outcome.decisions()) {
                    decisions.add(decision.kind() + " " + decision.reason() + " " + decision.verdicts());
                    if (decision.kind() == DecisionKind.PROMOTE || decision.kind() == DecisionKind.ROLLBACK) {
                        judge.take("executions", decisions.size(), Checkout.confirmed(decision, now));
                    }
                }
            }
        }
        return decisions;
    }

    private static MeasurementDelta measured(Random random, Instant now, int step) {
        List<MeasurementSecond> seconds = new ArrayList<>();
        seconds.add(measurement(Measurement.Kind.GAUGE, "db.pool", now, step < 70 ? 0.5 : 0.95));
        seconds.add(measurement(Measurement.Kind.VALUE, "web.lcp", now, 1 + random.nextDouble()));
        seconds.add(measurement(Measurement.Kind.COUNT, "log.critical", now.minusSeconds(random.nextInt(20)), 0));
        seconds.add(measurement(Measurement.Kind.PROBE, "uptime", now, random.nextInt(2)));
        seconds.add(measurement(Measurement.Kind.GAUGE, "unasked." + random.nextInt(50), now.plusSeconds(2), 1));
        return new MeasurementDelta("shop", seconds);
    }

    private static MeasurementSecond measurement(Measurement.Kind kind, String name, Instant at, double value) {
        Measurement measurement = new Measurement(
                kind, "shop", Optional.empty(), name, Labels.NONE, at.toEpochMilli(), value, OptionalDouble.empty());
        return new MeasurementSecond(
                MeasurementKey.of(measurement), at.getEpochSecond(), MeasurementSum.of(measurement));
    }

    private static SketchDelta requests(Instant now) {
        List<SeriesSecond> seconds = new ArrayList<>();
        for (String version : List.of(Checkout.CANARY, Checkout.BASELINE)) {
            LatencySketch latencies = new LatencySketch();
            latencies.record(20_000);
            seconds.add(new SeriesSecond(
                    new SeriesKey(version, "checkout", Labels.copy(Map.of("region", "eu"))),
                    now.getEpochSecond(),
                    1,
                    0,
                    20_000,
                    latencies,
                    List.of()));
        }
        return new SketchDelta("shop", seconds);
    }

    private TaskJudge restored() {
        return new TaskJudge(0, GateSettings.DEFAULTS, Policies::read, GateStep.OF_CORE, new JudgeStore(store));
    }
}
