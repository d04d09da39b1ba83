package dev.headgate.processor.otlp;

import java.nio.ByteBuffer;

/**
 * Reads spans in protobuf: {@code TracesData}, which {@code ExportTraceServiceRequest} equals in bytes. Not thread-safe.
 */
final class ProtobufSpans {

    private static final int RESOURCE_SPANS = WireReader.tag(1, WireReader.LENGTH);
    private static final int RESOURCE = WireReader.tag(1, WireReader.LENGTH);
    private static final int RESOURCE_ATTRIBUTES = WireReader.tag(1, WireReader.LENGTH);
    private static final int SCOPE_SPANS = WireReader.tag(2, WireReader.LENGTH);
    private static final int SPANS = WireReader.tag(2, WireReader.LENGTH);

    private static final int TRACE_ID = WireReader.tag(1, WireReader.LENGTH);
    private static final int NAME = WireReader.tag(5, WireReader.LENGTH);
    private static final int KIND = WireReader.tag(6, WireReader.VARINT);
    private static final int START = WireReader.tag(7, WireReader.FIXED64);
    private static final int END = WireReader.tag(8, WireReader.FIXED64);
    private static final int ATTRIBUTES = WireReader.tag(9, WireReader.LENGTH);
    private static final int STATUS = WireReader.tag(15, WireReader.LENGTH);
    private static final int STATUS_CODE = WireReader.tag(3, WireReader.VARINT);

    static final int TRACE_ID_BYTES = 16;

    private final Attributes resource;
    private final SpanFields span;
    private final Texts texts;
    private final ProtobufAttributes attributes;
    private final SpanEvents into;
    private int index;

    ProtobufSpans(AttributeKeys keys, Texts texts, SpanEvents into) {
        resource = new Attributes(keys);
        span = new SpanFields(keys);
        this.texts = texts;
        attributes = new ProtobufAttributes(keys, texts);
        this.into = into;
    }

    /** @throws Unusable if the record as a whole cannot be read; a single span that cannot is refused */
    void read(byte[] value) {
        index = 0;
        WireReader in = new WireReader(value);
        while (in.more()) {
            int tag = in.nextTag();
            if (tag == RESOURCE_SPANS) {
                readResourceSpans(in);
            } else {
                in.skip(tag);
            }
        }
    }

    private void readResourceSpans(WireReader in) {
        int outer = in.enter();
        int begin = in.position();
        resource.clear();
        while (in.more()) {
            int tag = in.nextTag();
            if (tag == RESOURCE) {
                readResource(in);
            } else {
                in.skip(tag);
            }
        }
        if (!into.leavesAlone(resource)) {
            in.goTo(begin);
            while (in.more()) {
                int tag = in.nextTag();
                if (tag == SCOPE_SPANS) {
                    readScopeSpans(in);
                } else {
                    in.skip(tag);
                }
            }
        }
        in.leave(outer);
    }

    private void readResource(WireReader in) {
        int outer = in.enter();
        while (in.more()) {
            int tag = in.nextTag();
            if (tag == RESOURCE_ATTRIBUTES) {
                attributes.read(in, resource);
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
    }

    private void readScopeSpans(WireReader in) {
        int outer = in.enter();
        while (in.more()) {
            int tag = in.nextTag();
            if (tag == SPANS) {
                int outerOfSpan = in.enter();
                int end = in.limit();
                try {
                    readSpan(in);
                } catch (Unusable unusable) {
                    into.refuse(index, unusable);
                }
                in.leaveAt(end, outerOfSpan);
                index++;
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
    }

    private void readSpan(WireReader in) {
        span.clear();
        while (in.more()) {
            int tag = in.nextTag();
            if (tag == ATTRIBUTES) {
                attributes.read(in, span.attributes);
            } else if (tag == TRACE_ID) {
                readTraceId(in);
            } else if (tag == NAME) {
                int length = in.length();
                span.name = texts.of(in.bytes(), in.position(), length);
                in.pass(length);
            } else if (tag == KIND) {
                span.kind = (int) in.varint();
                if (!into.counts(span.kind)) {
                    return;
                }
            } else if (tag == START) {
                span.startNanos = in.fixed64();
            } else if (tag == END) {
                span.endNanos = in.fixed64();
            } else if (tag == STATUS) {
                readStatus(in);
            } else {
                in.skip(tag);
            }
        }
        if (into.counts(span.kind)) {
            into.add(index, span, resource);
        }
    }

    private void readTraceId(WireReader in) {
        int length = in.length();
        if (length != TRACE_ID_BYTES) {
            throw in.broken("a trace id has 16 bytes, found " + length + "; does this topic hold spans?");
        }
        ByteBuffer id = ByteBuffer.wrap(in.bytes(), in.position(), length);
        span.traceIdHigh = id.getLong();
        span.traceIdLow = id.getLong();
        in.pass(length);
    }

    private void readStatus(WireReader in) {
        int outer = in.enter();
        while (in.more()) {
            int tag = in.nextTag();
            if (tag == STATUS_CODE) {
                span.status = (int) in.varint();
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
    }
}
