package dev.headgate.processor.otlp;

import java.nio.charset.StandardCharsets;

/**
 * Reads histograms in protobuf: {@code MetricsData}, which {@code ExportMetricsServiceRequest} equals in bytes. Not
 * thread-safe.
 */
final class ProtobufMetrics {

    private static final int RESOURCE_METRICS = WireReader.tag(1, WireReader.LENGTH);
    private static final int RESOURCE = WireReader.tag(1, WireReader.LENGTH);
    private static final int RESOURCE_ATTRIBUTES = WireReader.tag(1, WireReader.LENGTH);
    private static final int SCOPE_METRICS = WireReader.tag(2, WireReader.LENGTH);
    private static final int METRICS = WireReader.tag(2, WireReader.LENGTH);

    private static final int NAME = WireReader.tag(1, WireReader.LENGTH);
    private static final int UNIT = WireReader.tag(3, WireReader.LENGTH);
    private static final int GAUGE = WireReader.tag(5, WireReader.LENGTH);
    private static final int SUM = WireReader.tag(7, WireReader.LENGTH);
    private static final int HISTOGRAM = WireReader.tag(9, WireReader.LENGTH);
    private static final int EXPONENTIAL = WireReader.tag(10, WireReader.LENGTH);
    private static final int SUMMARY = WireReader.tag(11, WireReader.LENGTH);

    private static final int POINTS = WireReader.tag(1, WireReader.LENGTH);
    private static final int TEMPORALITY = WireReader.tag(2, WireReader.VARINT);

    private static final int NOT_SEEN = -1;
    private static final int LONGEST_UNIT = 100;

    private final Attributes resource;
    private final ProtobufPoints points;
    private final Texts texts;
    private final ProtobufAttributes attributes;
    private final PointSeconds into;
    private int index;

    ProtobufMetrics(AttributeKeys keys, Texts texts, PointSeconds into) {
        resource = new Attributes(keys);
        this.texts = texts;
        attributes = new ProtobufAttributes(keys, texts);
        points = new ProtobufPoints(keys, attributes);
        this.into = into;
    }

    /** @throws Unusable if the record as a whole cannot be read; what cannot within it is refused by itself */
    void read(byte[] value) {
        index = 0;
        WireReader in = new WireReader(value);
        while (in.more()) {
            int tag = in.nextTag();
            if (tag == RESOURCE_METRICS) {
                readResourceMetrics(in);
            } else {
                in.skip(tag);
            }
        }
    }

    private void readResourceMetrics(WireReader in) {
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
                if (tag == SCOPE_METRICS) {
                    readScopeMetrics(in);
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

    private void readScopeMetrics(WireReader in) {
        int outer = in.enter();
        while (in.more()) {
            int tag = in.nextTag();
            if (tag == METRICS) {
                int outerOfMetric = in.enter();
                int end = in.limit();
                try {
                    readMetric(in);
                } catch (Unusable unusable) {
                    into.refuse(index++, unusable);
                }
                in.leaveAt(end, outerOfMetric);
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
    }

    /** Name and unit stand before the data as a rule, but need not. */
    private void readMetric(WireReader in) {
        Text name = Text.NONE;
        String unit = "";
        int dataAt = NOT_SEEN;
        int dataTag = NOT_SEEN;
        while (in.more()) {
            int tag = in.nextTag();
            if (tag == NAME) {
                int length = in.length();
                name = texts.of(in.bytes(), in.position(), length);
                in.pass(length);
                if (!name.isEmpty() && !name.isOperation()) {
                    throw in.broken("a metric's name is printable; does this topic hold metrics?");
                }
                if (!into.counts(name)) {
                    return;
                }
            } else if (tag == UNIT) {
                int length = in.length();
                unit = new String(in.bytes(), in.position(), Math.min(length, LONGEST_UNIT), StandardCharsets.UTF_8);
                in.pass(length);
            } else if (isData(tag)) {
                dataAt = in.position();
                dataTag = tag;
                in.skip(tag);
            } else {
                in.skip(tag);
            }
        }
        if (!into.counts(name) || dataAt == NOT_SEEN) {
            return;
        }
        if (dataTag != HISTOGRAM && dataTag != EXPONENTIAL) {
            throw OtlpMetrics.noHistogram(name);
        }
        in.goTo(dataAt);
        readHistogram(in, unit, dataTag == EXPONENTIAL);
    }

    private static boolean isData(int tag) {
        return tag == HISTOGRAM || tag == EXPONENTIAL || tag == GAUGE || tag == SUM || tag == SUMMARY;
    }

    /** The temporality stands behind the points. */
    private void readHistogram(WireReader in, String unit, boolean exponential) {
        int outer = in.enter();
        int begin = in.position();
        int temporality = 0;
        while (in.more()) {
            int tag = in.nextTag();
            if (tag == TEMPORALITY) {
                temporality = (int) in.varint();
            } else {
                in.skip(tag);
            }
        }
        double microsPerUnit = PointSeconds.unit(unit, temporality);
        in.goTo(begin);
        while (in.more()) {
            int tag = in.nextTag();
            if (tag == POINTS) {
                readPoint(in, exponential, microsPerUnit);
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
    }

    private void readPoint(WireReader in, boolean exponential, double microsPerUnit) {
        int outer = in.enter();
        int end = in.limit();
        try {
            into.add(index, points.read(in, exponential), resource, microsPerUnit);
        } catch (Unusable unusable) {
            into.refuse(index, unusable);
        }
        in.leaveAt(end, outer);
        index++;
    }
}
