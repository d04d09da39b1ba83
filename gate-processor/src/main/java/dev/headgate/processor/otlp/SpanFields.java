package dev.headgate.processor.otlp;

/** The fields of one span, as far as they are needed; used again for the next. Not thread-safe. */
final class SpanFields {

    static final int SERVER = 2;
    static final int CONSUMER = 5;
    static final int STATUS_ERROR = 2;

    final Attributes attributes;
    Text name = Text.NONE;
    int kind;
    long startNanos;
    long endNanos;
    int status;
    long traceIdHigh;
    long traceIdLow;

    SpanFields(AttributeKeys keys) {
        attributes = new Attributes(keys);
    }

    void clear() {
        attributes.clear();
        name = Text.NONE;
        kind = 0;
        startNanos = 0;
        endNanos = 0;
        status = 0;
        traceIdHigh = 0;
        traceIdLow = 0;
    }
}
