package dev.headgate.processor.combine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.Exemplar;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.Summary;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryCombinerTest {

    private static final long SECOND = 1_795_380_000L;

    private final TelemetryCombiner combiner = new TelemetryCombiner(100);

    @Test
    void addsUpRequestsErrorsAndLatenciesOfOneSeriesAndSecond() {
        combiner.add(event("checkout", SECOND * 1000 + 1, 1_000, Outcome.SUCCESS));
        combiner.add(event("checkout", SECOND * 1000 + 999, 3_000, Outcome.ERROR));

        List<SketchDelta> deltas = combiner.drain();

        assertThat(deltas).hasSize(1);
        assertThat(deltas.get(0).service()).isEqualTo("shop");
        assertThat(deltas.get(0).seconds()).singleElement().satisfies(part -> {
            assertThat(part.second()).isEqualTo(SECOND);
            assertThat(part.requests()).isEqualTo(2);
            assertThat(part.errors()).isEqualTo(1);
            assertThat(part.latencySumMicros()).isEqualTo(4_000);
            assertThat(part.latencies().count()).isEqualTo(2);
        });
    }

    @Test
    void whatABrokenClockMeasuredLeavesTheDeltaReadable() {
        combiner.add(event("checkout", SECOND * 1000 + 1, Long.MAX_VALUE, Outcome.SUCCESS));
        combiner.add(event("checkout", SECOND * 1000 + 2, Long.MAX_VALUE, Outcome.ERROR));
        LatencySketch one = new LatencySketch();
        one.record(Long.MAX_VALUE);
        SeriesKey series = new SeriesKey("2.0", "checkout", Labels.NONE);
        combiner.add(
                new Summary("shop", List.of(new SeriesSecond(series, SECOND, 1, 0, Long.MAX_VALUE, one, List.of()))));

        SketchDelta delta = combiner.drain().get(0);

        assertThat(delta.seconds())
                .singleElement()
                .satisfies(part -> assertThat(part.latencySumMicros()).isEqualTo(3 * LiveSecond.LONGEST_MICROS));
        assertThat(SketchCodec.read(SketchCodec.write(delta))).isEqualTo(delta);
    }

    @Test
    void aDrainedCombinerIsEmptyAndRemembersHowFarEventTimeHasCome() {
        combiner.add(event("checkout", SECOND * 1000 + 5, 1_000, Outcome.SUCCESS));

        combiner.drain();

        assertThat(combiner.isEmpty()).isTrue();
        assertThat(combiner.drain()).isEmpty();
        assertThat(combiner.eventHighWaterMillis()).isEqualTo(SECOND * 1000 + 5);
    }

    @Test
    void whatWasClearedIsNotHandedOut() {
        combiner.add(event("checkout", SECOND * 1000, 1_000, Outcome.SUCCESS));

        combiner.clear();

        assertThat(combiner.drain()).isEmpty();
    }

    @Test
    void countsOperationsBeyondTheCapAsOther() {
        TelemetryCombiner capped = new TelemetryCombiner(2);

        List.of("a", "b", "c", "a", "d")
                .forEach(operation -> capped.add(event(operation, SECOND * 1000, 1_000, Outcome.SUCCESS)));

        assertThat(capped.drain().get(0).seconds())
                .extracting(part -> part.series().operation() + "=" + part.requests())
                .containsExactly("a=2", "b=1", "other=2");
    }

    @Test
    void anOperationAdmittedOnceKeepsItsNameAfterDraining() {
        TelemetryCombiner capped = new TelemetryCombiner(1);
        capped.add(event("a", SECOND * 1000, 1_000, Outcome.SUCCESS));
        capped.drain();

        capped.add(event("b", SECOND * 1000, 1_000, Outcome.SUCCESS));
        capped.add(event("a", SECOND * 1000, 1_000, Outcome.SUCCESS));

        assertThat(capped.drain().get(0).seconds())
                .extracting(part -> part.series().operation())
                .containsExactly("a", "other");
    }

    @Test
    void aSummaryCountsAsTheRequestsItSumsUp() {
        LatencySketch latencies = new LatencySketch();
        latencies.record(1_000);
        latencies.record(2_000);
        SeriesKey series = new SeriesKey("2.0", "checkout", Labels.NONE);
        combiner.add(event("checkout", SECOND * 1000, 3_000, Outcome.ERROR));

        combiner.add(new Summary("shop", List.of(new SeriesSecond(series, SECOND, 2, 1, 3_000, latencies, List.of()))));

        assertThat(combiner.drain().get(0).seconds()).singleElement().satisfies(part -> {
            assertThat(part.requests()).isEqualTo(3);
            assertThat(part.errors()).isEqualTo(2);
            assertThat(part.latencySumMicros()).isEqualTo(6_000);
            assertThat(part.latencies().count()).isEqualTo(3);
        });
    }

    @Test
    void keepsTheMostTellingRequestsWhateverTheirOrder() {
        List<RequestEvent> events = new ArrayList<>(IntStream.range(0, 20)
                .mapToObj(i -> new RequestEvent(
                        "shop",
                        "2.0",
                        "checkout",
                        Labels.NONE,
                        SECOND * 1000 + i,
                        1_000 + i,
                        i == 3 ? Outcome.ERROR : Outcome.SUCCESS,
                        Optional.of("r-" + i)))
                .toList());
        Collections.shuffle(events, new Random(7));

        events.forEach(combiner::add);

        assertThat(combiner.drain().get(0).seconds().get(0).exemplars())
                .extracting(Exemplar::requestId)
                .containsExactly("r-3", "r-19", "r-18", "r-17", "r-16");
    }

    /** What is drained adds up to the same bytes in any order of events and however often it is drained. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void sumsDoNotDependOnOrderOrOnWhenItIsDrained(long seed) {
        Random random = new Random(seed);
        List<RequestEvent> events = new ArrayList<>(IntStream.range(0, 500)
                .mapToObj(i -> event(
                        "op" + random.nextInt(5),
                        (SECOND + random.nextInt(4)) * 1000 + random.nextInt(1000),
                        1 + random.nextInt(70_000_000),
                        random.nextInt(10) == 0 ? Outcome.ERROR : Outcome.SUCCESS))
                .toList());
        TelemetryCombiner atOnce = new TelemetryCombiner(100);
        events.forEach(atOnce::add);

        Collections.shuffle(events, random);
        TelemetryCombiner again = new TelemetryCombiner(100);
        for (RequestEvent event : events) {
            combiner.add(event);
            if (random.nextInt(20) == 0) {
                addAll(combiner.drain(), again);
            }
        }
        addAll(combiner.drain(), again);

        assertThat(SketchCodec.write(again.drain().get(0)))
                .isEqualTo(SketchCodec.write(atOnce.drain().get(0)));
    }

    private static void addAll(List<SketchDelta> deltas, TelemetryCombiner into) {
        deltas.forEach(delta -> into.add(new Summary(delta.service(), delta.seconds())));
    }

    private static RequestEvent event(String operation, long completedAtMillis, long latencyMicros, Outcome outcome) {
        return new RequestEvent(
                "shop", "2.0", operation, Labels.NONE, completedAtMillis, latencyMicros, outcome, Optional.empty());
    }
}
