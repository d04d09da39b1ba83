package dev.headgate.telemetry;

import static org.awaitility.Awaitility.await;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.SeriesSecond;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A client of the tests, and what it had published once it was closed, added up over the seconds. */
public final class Published implements AutoCloseable {

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final TelemetryClient client;

    public Published() {
        this(builder -> builder);
    }

    /** With other settings. */
    public Published(UnaryOperator<TelemetryClientBuilder> settings) {
        client = settings.apply(TelemetryClient.builder("shop", "2.4.1").producer(() -> kafka))
                .build();
    }

    /**
     * What was published of an operation.
     *
     * @param latencyMicros of all requests together
     */
    public record Sum(long requests, long errors, long latencyMicros) {
        private static Sum of(SeriesSecond second) {
            return new Sum(second.requests(), second.errors(), second.latencySumMicros());
        }

        private Sum plus(Sum other) {
            return new Sum(requests + other.requests, errors + other.errors, latencyMicros + other.latencyMicros);
        }
    }

    public TelemetryClient client() {
        return client;
    }

    /** Closes the client and shows what it had published, by operation. */
    public Map<String, Sum> afterClose() {
        client.close();
        Map<String, Sum> sums = new TreeMap<>();
        kafka.history().stream()
                .map(record -> new JsonCodec().readSummary(record.value()).seconds())
                .flatMap(List::stream)
                .forEach(second -> sums.merge(second.series().operation(), Sum.of(second), Sum::plus));
        return sums;
    }

    /** As {@link #countsAfterClose()}, once so many are recorded: an answer may arrive before its server has done with it. */
    public Map<String, String> countsAfter(int requests) {
        await().until(() -> client.recorded() >= requests);
        return countsAfterClose();
    }

    /** As {@link #afterClose()}, requests and errors as {@code "3/1"}. */
    public Map<String, String> countsAfterClose() {
        Map<String, String> counts = new TreeMap<>();
        afterClose().forEach((operation, sum) -> counts.put(operation, sum.requests() + "/" + sum.errors()));
        return counts;
    }

    @Override
    public void close() {
        client.close();
    }
}
