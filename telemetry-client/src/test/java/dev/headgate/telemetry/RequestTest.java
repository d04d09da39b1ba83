package dev.headgate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.SeriesSecond;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RequestTest {

    private final AtomicLong nanos = new AtomicLong();
    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    @Test
    void isRecordedWithTheTimeBetweenItsBeginningAndItsEnd() {
        try (TelemetryClient client = client().build()) {
            Request request = client.begin("GET ?");
            passes(Duration.ofMillis(20));
            request.operation("GET /orders/{id}");
            request.end(true, "r-1");
        }

        SeriesSecond published = published();
        assertThat(published.series().operation()).isEqualTo("GET /orders/{id}");
        assertThat(published.latencySumMicros()).isEqualTo(20_000);
        assertThat(published.errors()).isZero();
        assertThat(published.exemplars()).hasSize(1);
    }

    @Test
    void countsAsAnErrorOnceItIsUnderWayForTooLongAndNotAgainWhenItEnds() {
        try (TelemetryClient client =
                client().requestTimeout(Duration.ofSeconds(5)).build()) {
            Request request = client.begin("checkout");
            passes(Duration.ofMillis(5_100));
            await().until(() -> client.timedOut() == 1);

            request.end(true);
            request.end(false);

            assertThat(client.recorded()).isEqualTo(1);
        }
        assertThat(published().errors()).isEqualTo(1);
        assertThat(published().latencySumMicros()).isEqualTo(5_100_000);
    }

    @Test
    void isNotWatchedWhereNoTimeOutIsSet() {
        RequestsUnderWay underWay = new RequestsUnderWay(10, 0);
        try (TelemetryClient client = client().requestTimeout(Duration.ZERO).build()) {
            underWay.enter(new Request(client, "checkout", 0));

            underWay.finishLate(Long.MAX_VALUE, request -> {
                throw new AssertionError("watched");
            });
        }
        assertThat(underWay.unwatched()).isZero();
    }

    @Test
    void isCountedOnceHoweverOftenItIsEnded() {
        try (TelemetryClient client = client().build()) {
            Request request = client.begin("checkout");
            request.end(true);
            request.end(true);
            request.forget();
            Request forgotten = client.begin("checkout");
            forgotten.forget();
            forgotten.end(true);

            assertThat(client.recorded()).isEqualTo(1);
        }
    }

    @Test
    void ofMoreThanTheTableHoldsTheRestIsNotWatchedButCountedWhenItEnds() {
        try (TelemetryClient client = client().mostUnderWay(8).build()) {
            List<Request> requests = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                requests.add(client.begin("checkout"));
            }
            assertThat(client.unwatched()).isEqualTo(100 - 16);

            requests.forEach(request -> request.end(true));

            assertThat(client.recorded()).isEqualTo(100);
            assertThat(client.dropped()).isZero();
            client.begin("checkout").end(true);
            assertThat(client.unwatched()).isEqualTo(100 - 16);
        }
    }

    @Test
    void oneBegunAfterTheEndIsDropped() {
        TelemetryClient client = client().build();
        client.close();

        client.begin("checkout").end(true);

        assertThat(client.dropped()).isEqualTo(1);
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private TelemetryClientBuilder client() {
        return TelemetryClient.builder("shop", "2.4.1").nanos(nanos::get).producer(() -> kafka);
    }

    private SeriesSecond published() {
        assertThat(kafka.history()).hasSize(1);
        List<SeriesSecond> seconds =
                new JsonCodec().readSummary(kafka.history().get(0).value()).seconds();
        assertThat(seconds).hasSize(1);
        return seconds.get(0);
    }
}
