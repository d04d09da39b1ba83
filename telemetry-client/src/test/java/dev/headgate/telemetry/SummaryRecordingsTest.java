package dev.headgate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Exemplar;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.sketch.LatencySketch;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryRecordingsTest {

    private static final long SECOND = 1_796_000_000L;

    private final AtomicLong now = new AtomicLong(SECOND * 1000);
    private final InstantSource clock = new InstantSource() {
        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now.get());
        }

        @Override
        public long millis() {
            return now.get();
        }
    };
    private final SummaryRecordings recordings = new SummaryRecordings(new SecondSummaries("shop", "2.4.1"), clock);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void holdsTheSameLatenciesAsASketchThatSawThemAll(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LatencySketch expected = new LatencySketch();
        long errors = 0;
        for (int i = 0; i < 20_000; i++) {
            long latency = random.nextLong(1L << random.nextInt(1, 28));
            boolean success = random.nextInt(10) > 0;
            errors += success ? 0 : 1;
            expected.record(latency);
            recordings.take("checkout", latency, success, "");
        }

        SeriesSecond second = only(everything());

        assertThat(second.latencies()).as("seed " + seed).isEqualTo(expected);
        assertThat(second.requests()).isEqualTo(20_000);
        assertThat(second.errors()).isEqualTo(errors);
    }

    @Test
    void latenciesOutsideTheRangeCountAtItsEdges() {
        recordings.take("checkout", 0, true, "");
        recordings.take("checkout", 60_000_001, true, "");
        recordings.take("checkout", Long.MAX_VALUE, true, "");

        SeriesSecond second = only(everything());

        assertThat(second.latencies().count()).isEqualTo(3);
        assertThat(second.latencies().clampedCount()).isEqualTo(2);
        assertThat(second.latencySumMicros()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aSecondIsDueShortlyAfterItsEndAndCarriesItsOwnNumberHoweverLate() {
        recordings.take("checkout", 1_000, true, "");
        assertThat(due(SECOND * 1000 + 999)).isEmpty();
        assertThat(due(SECOND * 1000 + 1000)).isEmpty();

        assertThat(only(due(SECOND * 1000 + 3_600_000)).second()).isEqualTo(SECOND);
    }

    @Test
    void aRequestThatComesForASecondAlreadyGivenMakesAnotherPartOfIt() {
        recordings.take("checkout", 1_000, true, "");
        due(SECOND * 1000 + 1010);

        recordings.take("checkout", 1_000, true, "");

        assertThat(only(due(SECOND * 1000 + 1020)).second()).isEqualTo(SECOND);
    }

    @Test
    void aClockSetBackDoesNotHoldItsFutureBack() {
        recordings.take("checkout", 1_000, true, "");

        assertThat(only(due(SECOND * 1000 - 3_600_000)).second()).isEqualTo(SECOND);
    }

    @Test
    void ofSecondsThatNobodyComesForItKeepsAFewAndRefusesMore() {
        for (int i = 0; i < Stripe.SECONDS; i++) {
            now.set((SECOND + i) * 1000);
            assertThat(recordings.take("checkout", 1_000, true, "")).isTrue();
        }
        now.set((SECOND + Stripe.SECONDS) * 1000);

        assertThat(recordings.take("checkout", 1_000, true, "")).isFalse();
        assertThat(recordings.taken()).isEqualTo(Stripe.SECONDS);
        assertThat(everything())
                .extracting(SeriesSecond::second)
                .containsExactlyElementsOf(LongStream.range(SECOND, SECOND + Stripe.SECONDS)
                        .boxed()
                        .toList());
        assertThat(recordings.take("checkout", 1_000, true, "")).isTrue();
    }

    @Test
    void keepsTheRequestsThatTellMostAndCapsTheOperations() {
        for (int i = 0; i < SecondCells.MOST_OPERATIONS + 50; i++) {
            recordings.take("operation-" + i, 20_000, true, "");
        }
        for (int i = 1; i <= 20; i++) {
            recordings.take("operation-0", i * 1000L, true, "slow-" + i);
        }
        recordings.take("operation-0", 1, false, "failed");

        List<SeriesSecond> parts = everything();

        assertThat(parts).hasSize(SecondCells.MOST_OPERATIONS + 1);
        assertThat(parts.stream().mapToLong(SeriesSecond::requests).sum()).isEqualTo(SecondCells.MOST_OPERATIONS + 71);
        SeriesSecond last = parts.get(parts.size() - 1);
        assertThat(last.series().operation()).isEqualTo("other");
        assertThat(last.requests()).isEqualTo(50);
        assertThat(parts.get(0).exemplars())
                .extracting(Exemplar::requestId)
                .containsExactly("failed", "slow-20", "slow-19", "slow-18", "slow-17");
    }

    @Test
    void operationsThatAreNotUsedAnyMoreMakeRoomForOthers() {
        for (int i = 0; i < SecondCells.MOST_OPERATIONS; i++) {
            recordings.take("old-" + i, 20_000, true, "");
        }
        everything();

        for (int second = 1; second < 10; second++) {
            now.set((SECOND + second) * 1000);
            recordings.take("new", 20_000, true, "");

            assertThat(only(everything()).series().operation()).isEqualTo("new");
        }
    }

    @Test
    void leavesOutRequestIdsThatJsonCannotCarry() {
        recordings.take("checkout", 1_000, true, "\ud83d");
        recordings.take("checkout", 1_000, true, "r".repeat(201));
        recordings.take("checkout", 1_000, true, "r-1");

        assertThat(only(everything()).exemplars())
                .extracting(Exemplar::requestId)
                .containsExactly("r-1");
    }

    @Test
    void countsEveryRequestOfManyThreadsThatComeAndGoExactlyOnce() throws InterruptedException {
        Collection<SeriesSecond> given = new ConcurrentLinkedQueue<>();
        AtomicLong refused = new AtomicLong();
        List<Thread> threads = IntStream.range(0, 64)
                .mapToObj(i -> new Thread(() -> {
                    for (int j = 0; j < 5_000; j++) {
                        if (!recordings.take("operation-" + j % 7, j, true, "")) {
                            refused.incrementAndGet();
                        }
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        while (threads.stream().anyMatch(Thread::isAlive)) {
            given.addAll(due(now.addAndGet(100)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        given.addAll(everything());

        long requests = given.stream().mapToLong(SeriesSecond::requests).sum();
        assertThat(requests).isEqualTo(recordings.taken());
        assertThat(requests + refused.get()).isEqualTo(64 * 5_000);
    }

    @Test
    void allocatesNothingOnceItsOperationsAreKnown() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        record100k();
        record100k();
        long before = threads.getThreadAllocatedBytes(self);

        record100k();

        // Reading the figure may allocate itself; a byte per record would be 100 000.
        assertThat(threads.getThreadAllocatedBytes(self) - before).isLessThan(1_000);
    }

    private void record100k() {
        for (int i = 0; i < 100_000; i++) {
            recordings.take((i & 1) == 0 ? "checkout" : "search", i, (i & 15) > 0, "r-1");
        }
    }

    private List<SeriesSecond> due(long nowMillis) {
        return seconds(recordings.due(nowMillis, false));
    }

    private List<SeriesSecond> everything() {
        return seconds(recordings.due(now.get(), true));
    }

    private static List<SeriesSecond> seconds(List<Outgoing> values) {
        List<SeriesSecond> seconds = new ArrayList<>();
        values.forEach(value ->
                seconds.addAll(new JsonCodec().readSummary(value.bytes()).seconds()));
        return seconds;
    }

    private static SeriesSecond only(List<SeriesSecond> seconds) {
        assertThat(seconds).hasSize(1);
        return seconds.get(0);
    }
}
