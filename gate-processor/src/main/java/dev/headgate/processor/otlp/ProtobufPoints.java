package dev.headgate.processor.otlp;

/** Reads data points of histograms in protobuf. Not thread-safe. */
final class ProtobufPoints {

    private static final int START = WireReader.tag(2, WireReader.FIXED64);
    private static final int END = WireReader.tag(3, WireReader.FIXED64);
    private static final int COUNT = WireReader.tag(4, WireReader.FIXED64);
    private static final int SUM = WireReader.tag(5, WireReader.FIXED64);

    private static final int EXPLICIT_COUNTS = WireReader.tag(6, WireReader.LENGTH);
    private static final int EXPLICIT_COUNT = WireReader.tag(6, WireReader.FIXED64);
    private static final int EXPLICIT_BOUNDS = WireReader.tag(7, WireReader.LENGTH);
    private static final int EXPLICIT_BOUND = WireReader.tag(7, WireReader.FIXED64);
    private static final int EXPLICIT_ATTRIBUTES = WireReader.tag(9, WireReader.LENGTH);
    private static final int EXPLICIT_MINIMUM = WireReader.tag(11, WireReader.FIXED64);
    private static final int EXPLICIT_MAXIMUM = WireReader.tag(12, WireReader.FIXED64);

    private static final int EXPONENTIAL_ATTRIBUTES = WireReader.tag(1, WireReader.LENGTH);
    private static final int SCALE = WireReader.tag(6, WireReader.VARINT);
    private static final int ZERO_COUNT = WireReader.tag(7, WireReader.FIXED64);
    private static final int POSITIVE = WireReader.tag(8, WireReader.LENGTH);
    private static final int NEGATIVE = WireReader.tag(9, WireReader.LENGTH);
    private static final int EXPONENTIAL_MINIMUM = WireReader.tag(12, WireReader.FIXED64);
    private static final int EXPONENTIAL_MAXIMUM = WireReader.tag(13, WireReader.FIXED64);
    private static final int ZERO_THRESHOLD = WireReader.tag(14, WireReader.FIXED64);

    private static final int FLAGS = WireReader.tag(10, WireReader.VARINT);

    private static final int OFFSET = WireReader.tag(1, WireReader.VARINT);
    private static final int BUCKET_COUNTS = WireReader.tag(2, WireReader.LENGTH);
    private static final int BUCKET_COUNT = WireReader.tag(2, WireReader.VARINT);

    private final PointFields point;
    private final ProtobufAttributes attributes;

    ProtobufPoints(AttributeKeys keys, ProtobufAttributes attributes) {
        point = new PointFields(keys);
        this.attributes = attributes;
    }

    /** The point that was entered; used again for the next. */
    PointFields read(WireReader in, boolean exponential) {
        point.clear(exponential);
        while (in.more()) {
            int tag = in.nextTag();
            boolean known = ofBoth(in, tag) || (exponential ? ofExponential(in, tag) : ofExplicit(in, tag));
            if (!known) {
                in.skip(tag);
            }
        }
        return point;
    }

    private boolean ofBoth(WireReader in, int tag) {
        if (tag == START) {
            point.startNanos = in.fixed64();
        } else if (tag == END) {
            point.endNanos = in.fixed64();
        } else if (tag == COUNT) {
            point.count = in.fixed64();
        } else if (tag == SUM) {
            point.sum(in.fixedDouble());
        } else if (tag == FLAGS) {
            point.flags = in.varint();
        } else {
            return false;
        }
        return true;
    }

    private boolean ofExplicit(WireReader in, int tag) {
        if (tag == EXPLICIT_COUNTS) {
            int outer = in.enter();
            while (in.more()) {
                point.counts.add(in.fixed64());
            }
            in.leave(outer);
        } else if (tag == EXPLICIT_COUNT) {
            point.counts.add(in.fixed64());
        } else if (tag == EXPLICIT_BOUNDS) {
            int outer = in.enter();
            while (in.more()) {
                point.bounds.add(in.fixedDouble());
            }
            in.leave(outer);
        } else if (tag == EXPLICIT_BOUND) {
            point.bounds.add(in.fixedDouble());
        } else if (tag == EXPLICIT_ATTRIBUTES) {
            attributes.read(in, point.attributes);
        } else if (tag == EXPLICIT_MINIMUM) {
            point.minimum(in.fixedDouble());
        } else if (tag == EXPLICIT_MAXIMUM) {
            point.maximum(in.fixedDouble());
        } else {
            return false;
        }
        return true;
    }

    private boolean ofExponential(WireReader in, int tag) {
        if (tag == EXPONENTIAL_ATTRIBUTES) {
            attributes.read(in, point.attributes);
        } else if (tag == SCALE) {
            point.scale = in.zigzag();
        } else if (tag == ZERO_COUNT) {
            point.zeroCount = in.fixed64();
        } else if (tag == POSITIVE) {
            readBuckets(in);
        } else if (tag == NEGATIVE) {
            point.negative |= holdsAny(in);
        } else if (tag == EXPONENTIAL_MINIMUM) {
            point.minimum(in.fixedDouble());
        } else if (tag == EXPONENTIAL_MAXIMUM) {
            point.maximum(in.fixedDouble());
        } else if (tag == ZERO_THRESHOLD) {
            point.zeroThreshold = in.fixedDouble();
        } else {
            return false;
        }
        return true;
    }

    private void readBuckets(WireReader in) {
        int outer = in.enter();
        while (in.more()) {
            int tag = in.nextTag();
            if (tag == OFFSET) {
                point.offset = in.zigzag();
            } else if (tag == BUCKET_COUNTS) {
                int outerOfCounts = in.enter();
                while (in.more()) {
                    point.counts.add(in.varint());
                }
                in.leave(outerOfCounts);
            } else if (tag == BUCKET_COUNT) {
                point.counts.add(in.varint());
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
    }

    private static boolean holdsAny(WireReader in) {
        int outer = in.enter();
        boolean any = false;
        while (in.more()) {
            int tag = in.nextTag();
            if (tag == BUCKET_COUNTS) {
                int outerOfCounts = in.enter();
                while (in.more()) {
                    any |= in.varint() != 0;
                }
                in.leave(outerOfCounts);
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
        return any;
    }
}
