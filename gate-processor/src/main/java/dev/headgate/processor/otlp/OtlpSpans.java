package dev.headgate.processor.otlp;

import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.RequestEventHandler;

/**
 * Reads records of spans as the Collector's Kafka exporter writes them, in protobuf or JSON. Each span of a server is a
 * request that was completed when the span ended. Keep one per thread; not thread-safe.
 */
public final class OtlpSpans {

    private final SpanEvents events;
    private final ProtobufSpans protobuf;
    private final JsonSpans json;

    /** @param mapping what in a span is which of our words */
    public OtlpSpans(OtlpMapping mapping) {
        AttributeKeys keys = new AttributeKeys(mapping);
        Texts texts = new Texts();
        events = new SpanEvents(mapping, keys);
        protobuf = new ProtobufSpans(keys, texts, events);
        json = new JsonSpans(keys, texts, events);
    }

    /**
     * Reads the whole value, then hands over its requests. Single spans that are bad are handed over as refused; spans of
     * other kinds and of services that are left alone are passed by.
     *
     * @throws CodecException if the value as a whole cannot be used; nothing was handed over then
     */
    public void read(byte[] value, RequestEventHandler handler) {
        events.clear();
        try {
            switch (Encoding.of(value)) {
                case PROTOBUF -> protobuf.read(value);
                case JSON -> json.read(Encoding.tree(value));
            }
        } catch (Unusable unusable) {
            throw new CodecException(unusable.cause(), unusable.found());
        }
        events.deliver(handler);
    }
}
