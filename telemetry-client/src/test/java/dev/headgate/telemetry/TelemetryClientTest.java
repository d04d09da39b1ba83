package dev.headgate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.RequestEventHandler;
import dev.headgate.schemas.codec.RequestEventReader;
import dev.headgate.schemas.model.Exemplar;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.Summary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryClientTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.500Z");
    private static final Duration LATENCY = Duration.ofMillis(20);

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final InstantSource clock = now::get;
    private final MockProducer<byte[], byte[]> kafka = producer(true);

    @Test
    void publishesARecordedRequestWithTheMomentOfItsCompletion() {
        try (TelemetryClient client = events().build()) {
            client.record("checkout", LATENCY, false, "r-1");
        }

        assertThat(kafka.history()).hasSize(1);
        assertThat(kafka.history().get(0).topic()).isEqualTo("test.telemetry.requests");
        assertThat(publishedEvents())
                .containsExactly(new RequestEvent(
                        "shop",
                        "2.4.1",
                        "checkout",
                        Labels.NONE,
                        NOON.toEpochMilli(),
                        20_000,
                        Outcome.ERROR,
                        Optional.of("r-1")));
    }

    @Test
    void sendsABatchOnceItsFirstEventIsOlderThanTheLinger() {
        try (TelemetryClient client = events().linger(Duration.ofMillis(100)).build()) {
            client.record("checkout", LATENCY, true);
            client.record("search", LATENCY, true);
            now.set(NOON.plusMillis(100));

            await().until(() -> client.published() == 2);

            assertThat(kafka.history()).hasSize(1);
        }
    }

    @Test
    void waitsForCompanyUntilTheLingerIsOver() {
        RequestBatches batches = new RequestBatches("shop", "2.4.1", 100);
        batches.add(request("checkout", NOON.toEpochMilli()));

        assertThat(batches.due(NOON.toEpochMilli() + 99, false)).isEmpty();
        assertThat(batches.due(NOON.toEpochMilli() + 100, false)).hasSize(1);
        assertThat(batches.due(NOON.toEpochMilli() + 100, true)).isEmpty();
    }

    @Test
    void sendsFullBatchesAtOnceAndNeverMoreThanTheMostEvents() {
        RequestBatches batches = new RequestBatches("shop", "2.4.1", 100);
        for (int i = 0; i < RequestBatches.MOST_EVENTS * 2 + 1; i++) {
            batches.add(request("checkout", NOON.toEpochMilli()));
        }

        assertThat(batches.due(NOON.toEpochMilli(), false))
                .extracting(Outgoing::requests)
                .containsExactly((long) RequestBatches.MOST_EVENTS, (long) RequestBatches.MOST_EVENTS);
        assertThat(batches.due(NOON.toEpochMilli(), true))
                .extracting(Outgoing::requests)
                .containsExactly(1L);
    }

    @Test
    void aClockSetBackDoesNotHoldABatchBack() {
        RequestBatches batches = new RequestBatches("shop", "2.4.1", 100);
        batches.add(request("checkout", NOON.toEpochMilli()));

        assertThat(batches.due(NOON.toEpochMilli() - 3_600_000, false)).hasSize(1);
    }

    @Test
    void theLargestPossibleBatchIsReadable() {
        RequestBatches batches = new RequestBatches("s".repeat(100), "v".repeat(100), 0);
        for (int i = 0; i < RequestBatches.MOST_EVENTS; i++) {
            batches.add(new RecordedRequest(
                    "\"".repeat(200),
                    Long.MAX_VALUE / 1_000_000,
                    Long.MAX_VALUE,
                    Outcome.SUCCESS,
                    Optional.of("\u0001".repeat(200))));
        }
        List<RequestEvent> read = new ArrayList<>();

        batches.due(0, true).forEach(value -> read(value.bytes(), read));

        assertThat(read).hasSize(RequestBatches.MOST_EVENTS);
    }

    @Test
    void publishesOneSecondSummariesUnlessSaidOtherwiseEachOnceItsSecondIsOver() {
        try (TelemetryClient client = summaries().build()) {
            client.record("checkout", LATENCY, true, "r-1");
            client.record("checkout", Duration.ofMillis(50), false, "r-2");
            client.record("search", LATENCY, true);
            now.set(NOON.plusMillis(500 + SummaryRecordings.SETTLE_MILLIS));

            await().until(() -> client.published() == 3);
        }
        assertThat(kafka.history().get(0).topic()).isEqualTo("test.telemetry.summaries");
        Summary summary = new JsonCodec().readSummary(kafka.history().get(0).value());
        assertThat(summary.service()).isEqualTo("shop");
        assertThat(summary.seconds())
                .extracting(part -> part.series().operation())
                .containsExactly("checkout", "search");
        SeriesSecond checkout = summary.seconds().get(0);
        assertThat(checkout.second()).isEqualTo(NOON.getEpochSecond());
        assertThat(checkout.requests()).isEqualTo(2);
        assertThat(checkout.errors()).isEqualTo(1);
        assertThat(checkout.latencySumMicros()).isEqualTo(70_000);
        assertThat(checkout.exemplars()).extracting(Exemplar::requestId).containsExactly("r-2", "r-1");
    }

    @Test
    void dropsWhatTheQueueCannotHoldInsteadOfBlocking() {
        CountDownLatch kafkaIsBack = new CountDownLatch(1);
        TelemetryClient client = events().queueCapacity(10)
                .producer(() -> {
                    await().until(() -> kafkaIsBack.getCount() == 0);
                    return kafka;
                })
                .build();
        try (client) {
            while (client.dropped() < 5) {
                client.record("checkout", LATENCY, true);
            }

            // Ten in the queue, and those that the sender's thread had taken before it began to wait for Kafka.
            assertThat(client.recorded()).isGreaterThanOrEqualTo(15);
            kafkaIsBack.countDown();
        }
        assertThat(client.published()).isEqualTo(client.recorded() - 5);
        assertThat(client.lost()).isZero();
    }

    @Test
    void connectsWhenKafkaComesLater() {
        AtomicInteger tries = new AtomicInteger();
        TelemetryClient client = events().clock(InstantSource.system())
                .producer(() -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new KafkaException("no resolvable bootstrap urls");
                    }
                    return kafka;
                })
                .build();
        try (client) {
            client.record("checkout", LATENCY, true);

            await().until(() -> client.published() == 1);
        }
        assertThat(tries).hasValue(2);
    }

    @Test
    void countsAsLostWhatWasTakenWhenKafkaNeverComes() {
        TelemetryClient client = events().producer(() -> {
                    throw new KafkaException("no resolvable bootstrap urls");
                })
                .build();
        client.record("checkout", LATENCY, true);

        client.close(Duration.ofMillis(300));

        await().until(() -> client.lost() == 1);
        assertThat(client.published()).isZero();
    }

    @Test
    void countsAsLostWhatTheBrokerDoesNotConfirm() {
        MockProducer<byte[], byte[]> deaf = producer(false);
        try (TelemetryClient client = events().producer(() -> deaf).build()) {
            client.record("checkout", LATENCY, true);
            now.set(NOON.plusSeconds(1));
            await().until(() -> deaf.errorNext(new TimeoutException("no acknowledgement")));

            await().until(() -> client.lost() == 1);
        }
    }

    @Test
    void keepsWhatKafkaDoesNotTakeUntilItDoes() {
        kafka.sendException = new TimeoutException("no metadata");
        try (TelemetryClient client = summaries().build()) {
            client.record("checkout", LATENCY, true);
            now.set(NOON.plusSeconds(1));
            client.record("checkout", LATENCY, true);
            now.set(NOON.plusSeconds(4));
            await().until(() -> kafka.history().isEmpty() && client.recorded() == 2);

            kafka.sendException = null;

            await().until(() -> client.published() == 2);
            assertThat(client.lost()).isZero();
        }
        assertThat(kafka.history())
                .flatExtracting(
                        record -> new JsonCodec().readSummary(record.value()).seconds())
                .extracting(SeriesSecond::second)
                .containsExactly(NOON.getEpochSecond(), NOON.getEpochSecond() + 1);
    }

    @Test
    void aProducerThatFailedForGoodIsReplacedAndNothingIsLost() {
        MockProducer<byte[], byte[]> broken = producer(true);
        broken.sendException = new KafkaException("in an error state that is never left");
        AtomicInteger made = new AtomicInteger();
        TelemetryClient client = summaries()
                .producer(() -> made.incrementAndGet() == 1 ? broken : kafka)
                .build();
        try (client) {
            client.record("checkout", LATENCY, true);
            now.set(NOON.plusSeconds(2));

            await().until(() -> client.published() == 1);
        }

        assertThat(broken.closed()).isTrue();
        assertThat(made).hasValue(2);
        assertThat(client.lost()).isZero();
    }

    @Test
    void aProducerThatWasClosedIsReplacedToo() {
        MockProducer<byte[], byte[]> closed = producer(true);
        closed.close();
        AtomicInteger made = new AtomicInteger();
        TelemetryClient client = summaries()
                .producer(() -> made.incrementAndGet() == 1 ? closed : kafka)
                .build();
        try (client) {
            client.record("checkout", LATENCY, true);
            now.set(NOON.plusSeconds(2));

            await().until(() -> client.published() == 1);
        }
        assertThat(client.lost()).isZero();
    }

    @Test
    void aProducerThatFailsForGoodWhileClosingIsReplacedAndNothingIsLost() {
        MockProducer<byte[], byte[]> broken = producer(true);
        broken.sendException = new KafkaException("in an error state that is never left");
        AtomicInteger made = new AtomicInteger();
        TelemetryClient client = summaries()
                .producer(() -> made.incrementAndGet() == 1 ? broken : kafka)
                .build();
        client.record("checkout", LATENCY, true);

        client.close();

        assertThat(broken.closed()).isTrue();
        assertThat(client.published()).isEqualTo(1);
        assertThat(client.lost()).isZero();
    }

    @Test
    void losesAtOnceWhatKafkaWillNeverTakeAndGoesOn() {
        kafka.sendException = new RecordTooLargeException("2 MB");
        try (TelemetryClient client = summaries().build()) {
            client.record("checkout", LATENCY, true);
            now.set(NOON.plusSeconds(1));
            await().until(() -> client.lost() == 1);

            kafka.sendException = null;
            client.record("checkout", LATENCY, true);
            now.set(NOON.plusSeconds(3));

            await().until(() -> client.published() == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tab\there", "naïve"})
    void dropsOperationsThatAreNoNames(String operation) {
        for (PublishMode mode : PublishMode.values()) {
            try (TelemetryClient client = summaries().mode(mode).build()) {
                assertThatCode(() -> client.record(operation, LATENCY, true)).doesNotThrowAnyException();

                assertThat(client.dropped()).isEqualTo(1);
            }
        }
    }

    @Test
    void dropsWhatIsNullInsteadOfFailingTheRequest() {
        try (TelemetryClient client = summaries().build()) {
            client.record(null, LATENCY, true);
            client.record("checkout", LATENCY, true, null);

            assertThat(client.dropped()).isEqualTo(2);
        }
    }

    @Test
    void leavesOutRequestIdsThatAreTooLongAndTakesNegativeLatenciesAsZero() {
        try (TelemetryClient client = events().build()) {
            client.record("checkout", Duration.ofMillis(-5), true, "r".repeat(201));
            client.record("checkout", Duration.ofSeconds(Long.MAX_VALUE), true, "");
        }

        assertThat(publishedEvents()).extracting(RequestEvent::latencyMicros).containsExactly(0L, Long.MAX_VALUE);
        assertThat(publishedEvents()).extracting(RequestEvent::requestId).containsOnly(Optional.empty());
    }

    @Test
    void flushesWhenItIsClosedAndDropsWhatComesAfterwards() {
        TelemetryClient client = events().build();
        for (int i = 0; i < 1_234; i++) {
            client.record("checkout", LATENCY, true);
        }

        client.close();
        client.record("checkout", LATENCY, true);
        client.close();

        assertThat(client.published()).isEqualTo(1_234);
        assertThat(client.dropped()).isEqualTo(1);
        assertThat(kafka.closed()).isTrue();
    }

    @Test
    void givesUpAtTheTimeOutWhenKafkaHangs() {
        CountDownLatch never = new CountDownLatch(1);
        TelemetryClient client = events().producer(() -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new org.apache.kafka.common.errors.InterruptException(e);
                    }
                    return kafka;
                })
                .build();
        client.record("checkout", LATENCY, true);

        client.close(Duration.ofMillis(20));

        await().until(() -> client.lost() == 1);
    }

    @Test
    void showsItsCountsAsMeters() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (TelemetryClient client = events().build()) {
            client.bindTo(registry);
            client.record("checkout", LATENCY, true);
            client.record("", LATENCY, true);
            client.leaveOut();

            assertThat(registry.get("headgate.telemetry.excluded")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("headgate.telemetry.recorded")
                            .functionCounter()
                            .count())
                    .isEqualTo(2);
            assertThat(registry.get("headgate.telemetry.dropped")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("headgate.telemetry.lost").functionCounter().count())
                    .isZero();
            assertThat(registry.get("headgate.telemetry.queued").gauge().value())
                    .isBetween(0.0, 1.0);
        }
    }

    @Test
    void compressesWhatItSendsAndTriesForAMinuteUnlessSaidOtherwise() {
        TelemetryClientBuilder builder = TelemetryClient.builder("shop", "1");

        assertThat(builder.producerProperties())
                .containsEntry("compression.type", "lz4")
                .containsEntry("delivery.timeout.ms", 60_000)
                .containsEntry("reconnect.backoff.max.ms", 5_000);
        assertThat(builder.producerProperties(Map.of("compression.type", "zstd"))
                        .producerProperties())
                .containsEntry("compression.type", "zstd");
    }

    @Test
    void refusesSettingsThatCannotWork() {
        assertThatIllegalArgumentException().isThrownBy(() -> TelemetryClient.builder("my shop", "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> TelemetryClient.builder("shop", ""));
        TelemetryClientBuilder builder = TelemetryClient.builder("shop", "1");
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("bootstrapServers");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.queueCapacity(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.linger(Duration.ofSeconds(2)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.linger(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.requestTimeout(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.mostUnderWay(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.topicPrefix("a b"));
    }

    @Test
    void keepsTryingWhileNoBrokerAnswers() {
        try (TelemetryClient client = TelemetryClient.builder("shop", "2.4.1")
                .bootstrapServers("127.0.0.1:1")
                .producerProperties(Map.of("max.block.ms", 1))
                .build()) {
            client.record("checkout", LATENCY, true);

            await().during(Duration.ofMillis(1500))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> client.lost() == 0);

            client.close(Duration.ofMillis(100));
            await().until(() -> client.lost() == 1);
        }
    }

    @Test
    void startsAndEndsInOrderWhenNoBrokerAnswers() {
        TelemetryClient client = TelemetryClient.builder("shop", "2.4.1")
                .bootstrapServers("127.0.0.1:1")
                .producerProperties(Map.of("max.block.ms", 50))
                .build();
        client.record("checkout", LATENCY, true);

        client.close(Duration.ofMillis(300));

        await().until(() -> client.lost() == 1);
        assertThat(client.published()).isZero();
    }

    private TelemetryClientBuilder events() {
        return summaries().mode(PublishMode.EVENTS);
    }

    private TelemetryClientBuilder summaries() {
        return TelemetryClient.builder("shop", "2.4.1")
                .topicPrefix("test.")
                .clock(clock)
                .producer(() -> kafka);
    }

    private List<RequestEvent> publishedEvents() {
        List<RequestEvent> events = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : kafka.history()) {
            read(record.value(), events);
        }
        return events;
    }

    private static void read(byte[] value, List<RequestEvent> events) {
        new RequestEventReader().read(value, new RequestEventHandler() {
            @Override
            public void event(RequestEvent event) {
                events.add(event);
            }

            @Override
            public void refused(int index, String cause, String detail) {
                throw new AssertionError(index + " " + cause + " " + detail);
            }
        });
    }

    private static RecordedRequest request(String operation, long completedAtMillis) {
        return new RecordedRequest(operation, completedAtMillis, 20_000, Outcome.SUCCESS, Optional.empty());
    }

    private static MockProducer<byte[], byte[]> producer(boolean autoComplete) {
        return new MockProducer<>(autoComplete, null, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
