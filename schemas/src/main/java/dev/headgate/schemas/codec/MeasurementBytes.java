package dev.headgate.schemas.codec;

import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.MeasurementKey;
import dev.headgate.schemas.model.MeasurementSecond;
import dev.headgate.schemas.model.MeasurementSum;
import dev.headgate.schemas.sketch.ValueSketch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A delta of measurements in bytes: its series once each, then the seconds with the series' number, the distance from the
 * second before, and the sums. Smallest and largest value are left out where they are the latest. Equal deltas have equal
 * bytes.
 */
final class MeasurementBytes {

    private static final int SMALLEST_IS_LAST = 1;
    private static final int LARGEST_IS_LAST = 2;

    private MeasurementBytes() {}

    static void write(BinaryWriter out, MeasurementDelta delta) {
        out.text(delta.service());
        Map<MeasurementKey, Integer> series = new LinkedHashMap<>();
        delta.seconds().forEach(part -> series.putIfAbsent(part.key(), series.size()));
        out.number(series.size());
        series.keySet().forEach(key -> writeKey(out, key));
        out.number(delta.seconds().size());
        long before = 0;
        for (MeasurementSecond part : delta.seconds()) {
            out.number(series.getOrDefault(part.key(), 0));
            out.signed(part.second() - before);
            writeSum(out, part.second(), part.sum());
            before = part.second();
        }
    }

    /** @throws CodecException if it is none */
    static MeasurementDelta read(BinaryReader in) {
        String service = in.text();
        int seriesCount = in.count();
        List<MeasurementKey> series = new ArrayList<>(seriesCount);
        for (int i = 0; i < seriesCount; i++) {
            series.add(readKey(in));
        }
        int parts = in.count();
        List<MeasurementSecond> seconds = new ArrayList<>(parts);
        long second = 0;
        for (int i = 0; i < parts; i++) {
            int index = in.smallNumber();
            if (index >= series.size()) {
                throw in.broken("series " + index + " is not named");
            }
            second += in.signed();
            seconds.add(new MeasurementSecond(series.get(index), second, readSum(in, second)));
        }
        return new MeasurementDelta(service, seconds);
    }

    private static void writeKey(BinaryWriter out, MeasurementKey key) {
        out.text(key.kind().wireName());
        out.text(key.version().orElse(""));
        out.text(key.name());
        out.number(key.labels().size());
        key.labels().forEach((name, value) -> {
            out.text(name);
            out.text(value);
        });
    }

    private static MeasurementKey readKey(BinaryReader in) {
        Measurement.Kind kind = kind(in.text());
        String version = in.text();
        String name = in.text();
        SortedMap<String, String> labels = new TreeMap<>();
        for (int i = in.count(); i > 0; i--) {
            labels.put(in.text(), in.text());
        }
        return new MeasurementKey(kind, version.isEmpty() ? Optional.empty() : Optional.of(version), name, labels);
    }

    private static Measurement.Kind kind(String word) {
        for (Measurement.Kind kind : Measurement.Kind.values()) {
            if (kind.wireName().equals(word)) {
                return kind;
            }
        }
        return Measurement.Kind.UNKNOWN;
    }

    private static void writeSum(BinaryWriter out, long second, MeasurementSum sum) {
        boolean smallestIsLast = Double.compare(sum.minimum(), sum.last()) == 0;
        boolean largestIsLast = Double.compare(sum.maximum(), sum.last()) == 0;
        out.octet((smallestIsLast ? SMALLEST_IS_LAST : 0) | (largestIsLast ? LARGEST_IS_LAST : 0));
        out.number(sum.count());
        out.signed(sum.lastAtMillis() - second * 1000);
        out.real(sum.last());
        if (!smallestIsLast) {
            out.real(sum.minimum());
        }
        if (!largestIsLast) {
            out.real(sum.maximum());
        }
        out.signed(sum.sumMicros());
        out.signed(sum.totalMicros());
        writeValues(out, sum.values());
    }

    private static MeasurementSum readSum(BinaryReader in, long second) {
        int form = in.octet();
        if (form > (SMALLEST_IS_LAST | LARGEST_IS_LAST)) {
            throw in.broken("form " + form + " is not known");
        }
        long count = in.amount();
        long lastAtMillis = second * 1000 + in.signed();
        double last = in.real();
        double minimum = (form & SMALLEST_IS_LAST) != 0 ? last : in.real();
        double maximum = (form & LARGEST_IS_LAST) != 0 ? last : in.real();
        return new MeasurementSum(
                count, lastAtMillis, last, minimum, maximum, in.signed(), in.signed(), readValues(in));
    }

    private static void writeValues(BinaryWriter out, ValueSketch values) {
        out.number(values.buckets().size());
        long before = 0;
        for (Map.Entry<Integer, Long> bucket : values.buckets().entrySet()) {
            out.signed(bucket.getKey() - before);
            out.number(bucket.getValue());
            before = bucket.getKey();
        }
    }

    private static ValueSketch readValues(BinaryReader in) {
        int count = in.count();
        if (count == 0) {
            return ValueSketch.EMPTY;
        }
        SortedMap<Integer, Long> buckets = new TreeMap<>();
        long bucket = 0;
        for (int i = 0; i < count; i++) {
            bucket += in.signed();
            long values = in.amount();
            if (bucket != (int) bucket || values == 0) {
                throw in.broken("bucket " + bucket + " with " + values + " values is not possible");
            }
            buckets.merge((int) bucket, values, Long::sum);
        }
        return new ValueSketch(buckets);
    }
}
