package dev.headgate.processor.otlp;

import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.DeadLetterCause;

/**
 * Reads records of metrics as the Collector's Kafka exporter writes them, in protobuf or JSON. Each data point of a histogram
 * of server durations is that many requests of the second in which it ends; their number, errors and sum are exact, their
 * latencies lie between the bounds of its buckets. Keep one per thread; not thread-safe.
 */
public final class OtlpMetrics {

    private final PointSeconds seconds;
    private final ProtobufMetrics protobuf;
    private final JsonMetrics json;

    /** @param mapping what in a data point is which of our words */
    public OtlpMetrics(OtlpMapping mapping) {
        AttributeKeys keys = new AttributeKeys(mapping);
        Texts texts = new Texts();
        seconds = new PointSeconds(mapping, keys);
        protobuf = new ProtobufMetrics(keys, texts, seconds);
        json = new JsonMetrics(keys, texts, seconds);
    }

    /**
     * Reads the whole value, then hands over its data points. Single ones that are bad are handed over as refused; other
     * metrics and services that are left alone are passed by.
     *
     * @throws CodecException if the value as a whole cannot be used; nothing was handed over then
     */
    public void read(byte[] value, SeriesSecondHandler handler) {
        seconds.clear();
        try {
            switch (Encoding.of(value)) {
                case PROTOBUF -> protobuf.read(value);
                case JSON -> json.read(Encoding.tree(value));
            }
        } catch (Unusable unusable) {
            throw new CodecException(unusable.cause(), unusable.found());
        }
        seconds.deliver(handler);
    }

    static Unusable noHistogram(Text name) {
        return new Unusable(
                DeadLetterCause.WRONG_TYPE,
                name + ": expected a histogram, explicit or exponential, found another kind");
    }
}
