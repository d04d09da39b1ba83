package dev.headgate.processor.otlp;

/** Reads attributes in protobuf. Not thread-safe. */
final class ProtobufAttributes {

    private static final int KEY = WireReader.tag(1, WireReader.LENGTH);
    private static final int VALUE = WireReader.tag(2, WireReader.LENGTH);

    private static final int STRING = WireReader.tag(1, WireReader.LENGTH);
    private static final int BOOL = WireReader.tag(2, WireReader.VARINT);
    private static final int INT = WireReader.tag(3, WireReader.VARINT);
    private static final int DOUBLE = WireReader.tag(4, WireReader.FIXED64);

    private static final int NOT_SEEN = -1;

    private final AttributeKeys keys;
    private final Texts texts;

    ProtobufAttributes(AttributeKeys keys, Texts texts) {
        this.keys = keys;
        this.texts = texts;
    }

    /** Takes one key with its value, standing before its length. */
    void read(WireReader in, Attributes into) {
        int outer = in.enter();
        int place = AttributeKeys.NONE;
        int valueAt = NOT_SEEN;
        while (in.more()) {
            int tag = in.nextTag();
            if (tag == KEY) {
                int length = in.length();
                place = keys.find(in.bytes(), in.position(), length);
                in.pass(length);
            } else if (tag == VALUE) {
                valueAt = in.position();
                in.skip(tag);
            } else {
                in.skip(tag);
            }
        }
        if (place != AttributeKeys.NONE && valueAt != NOT_SEEN) {
            in.goTo(valueAt);
            readValue(in, place, into);
        }
        in.leave(outer);
    }

    private void readValue(WireReader in, int place, Attributes into) {
        int outer = in.enter();
        while (in.more()) {
            int tag = in.nextTag();
            if (tag == STRING) {
                int length = in.length();
                into.put(place, texts.of(in.bytes(), in.position(), length));
                in.pass(length);
            } else if (tag == INT) {
                into.put(place, in.varint());
            } else if (tag == BOOL) {
                into.put(place, texts.of(Boolean.toString(in.varint() != 0)));
            } else if (tag == DOUBLE) {
                into.put(place, texts.of(Double.toString(in.fixedDouble())));
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
    }
}
