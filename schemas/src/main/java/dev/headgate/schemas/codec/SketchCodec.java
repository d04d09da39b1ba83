package dev.headgate.schemas.codec;

import dev.headgate.schemas.model.CombinerProgress;
import dev.headgate.schemas.model.Exemplar;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.SketchMessage;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The binary form of what combiners send to judges. The first byte is the format's version, the second the kind; then
 * numbers in groups of seven bits and texts with their length. A delta names each of its series once, with its labels;
 * the intervals of data points follow behind it, if it has any.
 * Equal messages have equal bytes. Thread-safe.
 */
public final class SketchCodec {

    private static final int FORMAT = 1;
    private static final int DELTA = 1;
    private static final int PROGRESS = 2;
    private static final int MEASUREMENTS = 3;

    private SketchCodec() {}

    /** The delta in fewer bytes, for what is kept and not sent: earlier releases cannot read it. */
    public static byte[] writePacked(SketchDelta delta) {
        BinaryWriter out = new BinaryWriter();
        out.octet(FORMAT);
        out.octet(DELTA);
        writeDelta(out, delta, SketchBytes::writePacked);
        return out.toBytes();
    }

    /** The message in bytes. */
    public static byte[] write(SketchMessage message) {
        BinaryWriter out = new BinaryWriter();
        out.octet(FORMAT);
        if (message instanceof SketchDelta delta) {
            out.octet(DELTA);
            writeDelta(out, delta, SketchBytes::write);
        } else if (message instanceof CombinerProgress progress) {
            out.octet(PROGRESS);
            writeProgress(out, progress);
        } else if (message instanceof MeasurementDelta measurements) {
            out.octet(MEASUREMENTS);
            MeasurementBytes.write(out, measurements);
        }
        return out.toBytes();
    }

    /**
     * Reads a message.
     *
     * @throws CodecException if the bytes are none of a format and kind that this release knows
     */
    public static SketchMessage read(byte[] bytes) {
        BinaryReader in = new BinaryReader(bytes);
        int format = in.octet();
        if (format != FORMAT) {
            throw new CodecException(
                    DeadLetterCause.UNSUPPORTED_SCHEMA,
                    "sketch format: this release reads " + FORMAT + ", found " + format);
        }
        int kind = in.octet();
        SketchMessage message = switch (kind) {
            case DELTA -> readDelta(in);
            case PROGRESS -> readProgress(in);
            case MEASUREMENTS -> MeasurementBytes.read(in);
            default ->
                throw new CodecException(
                        DeadLetterCause.UNKNOWN_KIND, "sketch kind: expected 1, 2 or 3, found " + kind);
        };
        in.requireEnd();
        return message;
    }

    /** One sketch alone in fewer bytes, for what is kept and not sent. */
    public static byte[] writePackedSketch(LatencySketch sketch) {
        BinaryWriter out = new BinaryWriter();
        SketchBytes.writePacked(out, sketch);
        return out.toBytes();
    }

    /** One sketch alone, as it stands in summaries (there in base64). */
    public static byte[] writeSketch(LatencySketch sketch) {
        BinaryWriter out = new BinaryWriter();
        SketchBytes.write(out, sketch);
        return out.toBytes();
    }

    /**
     * Reads one sketch alone.
     *
     * @throws CodecException if the bytes are none
     */
    public static LatencySketch readSketch(byte[] bytes) {
        BinaryReader in = new BinaryReader(bytes);
        LatencySketch sketch = SketchBytes.read(in);
        in.requireEnd();
        return sketch;
    }

    /**
     * The delta as one value, or as several that add up to it when one would be too large. A single second is never
     * divided; it takes less than 64 kB, and twice that where coarse and exact latencies come together.
     *
     * @param maxBytes largest value wished for
     */
    public static List<byte[]> split(SketchDelta delta, int maxBytes) {
        List<byte[]> values = new ArrayList<>();
        split(delta, maxBytes, values);
        return List.copyOf(values);
    }

    private static void split(SketchDelta delta, int maxBytes, List<byte[]> values) {
        byte[] whole = write(delta);
        int size = delta.seconds().size();
        if (whole.length <= maxBytes || size <= 1) {
            values.add(whole);
            return;
        }
        split(new SketchDelta(delta.service(), delta.seconds().subList(0, size / 2)), maxBytes, values);
        split(new SketchDelta(delta.service(), delta.seconds().subList(size / 2, size)), maxBytes, values);
    }

    /**
     * The delta as one value, or as several that add up to it when one would be too large. A single second of a series is
     * never divided.
     *
     * @param maxBytes largest value wished for
     */
    public static List<byte[]> split(MeasurementDelta delta, int maxBytes) {
        List<byte[]> values = new ArrayList<>();
        split(delta, maxBytes, values);
        return List.copyOf(values);
    }

    private static void split(MeasurementDelta delta, int maxBytes, List<byte[]> values) {
        byte[] whole = write(delta);
        int size = delta.seconds().size();
        if (whole.length <= maxBytes || size <= 1) {
            values.add(whole);
            return;
        }
        split(new MeasurementDelta(delta.service(), delta.seconds().subList(0, size / 2)), maxBytes, values);
        split(new MeasurementDelta(delta.service(), delta.seconds().subList(size / 2, size)), maxBytes, values);
    }

    private static void writeDelta(
            BinaryWriter out, SketchDelta delta, BiConsumer<BinaryWriter, LatencySketch> latencies) {
        out.text(delta.service());
        Map<SeriesKey, Integer> series = new LinkedHashMap<>();
        delta.seconds().forEach(part -> series.putIfAbsent(part.series(), series.size()));
        out.number(series.size());
        series.keySet().forEach(key -> writeSeries(out, key));
        out.number(delta.seconds().size());
        long secondBefore = 0;
        for (SeriesSecond part : delta.seconds()) {
            out.number(series.getOrDefault(part.series(), 0));
            out.signed(part.second() - secondBefore);
            writeFigures(out, part, latencies);
            secondBefore = part.second();
        }
        if (delta.seconds().stream().anyMatch(part -> part.intervalSeconds() > 0)) {
            delta.seconds().forEach(part -> out.number(part.intervalSeconds()));
        }
    }

    private static SketchDelta readDelta(BinaryReader in) {
        String service = in.text();
        int seriesCount = in.count();
        List<SeriesKey> series = new ArrayList<>(seriesCount);
        for (int i = 0; i < seriesCount; i++) {
            series.add(readSeries(in));
        }
        int parts = in.count();
        List<SeriesSecond> seconds = new ArrayList<>(parts);
        long second = 0;
        for (int i = 0; i < parts; i++) {
            int index = in.smallNumber();
            if (index >= series.size()) {
                throw in.broken("series " + index + " is not named");
            }
            second += in.signed();
            seconds.add(readFigures(in, series.get(index), second));
        }
        if (in.hasMore()) {
            seconds.replaceAll(part -> part.withInterval(in.amount()));
        }
        return new SketchDelta(service, seconds);
    }

    private static void writeSeries(BinaryWriter out, SeriesKey key) {
        out.text(key.version());
        out.text(key.operation());
        out.number(key.labels().size());
        key.labels().forEach((name, value) -> {
            out.text(name);
            out.text(value);
        });
    }

    private static SeriesKey readSeries(BinaryReader in) {
        String version = in.text();
        String operation = in.text();
        SortedMap<String, String> labels = new TreeMap<>();
        for (int i = in.count(); i > 0; i--) {
            labels.put(in.text(), in.text());
        }
        return new SeriesKey(version, operation, labels);
    }

    private static void writeFigures(
            BinaryWriter out, SeriesSecond part, BiConsumer<BinaryWriter, LatencySketch> latencies) {
        out.number(part.requests());
        out.number(part.errors());
        out.number(part.latencySumMicros());
        latencies.accept(out, part.latencies());
        out.number(part.exemplars().size());
        for (Exemplar exemplar : part.exemplars()) {
            out.text(exemplar.requestId());
            out.signed(exemplar.completedAtMillis() - part.second() * 1000);
            out.number(exemplar.latencyMicros());
            out.octet(exemplar.outcome() == Outcome.SUCCESS ? 1 : 0);
        }
    }

    private static SeriesSecond readFigures(BinaryReader in, SeriesKey key, long second) {
        long requests = in.amount();
        long errors = in.amount();
        long latencySumMicros = in.amount();
        LatencySketch latencies = SketchBytes.read(in);
        int count = in.count();
        List<Exemplar> exemplars = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String requestId = in.text();
            long completedAt = second * 1000 + in.signed();
            exemplars.add(new Exemplar(
                    requestId, completedAt, in.amount(), in.octet() == 1 ? Outcome.SUCCESS : Outcome.ERROR));
        }
        return new SeriesSecond(key, second, requests, errors, latencySumMicros, latencies, exemplars);
    }

    private static void writeProgress(BinaryWriter out, CombinerProgress progress) {
        out.number(progress.task());
        out.number(progress.tasks());
        out.number(progress.observedAtMillis());
        out.number(progress.eventHighWaterMillis());
        out.octet(progress.caughtUp() ? 1 : 0);
        out.number(progress.sourcePartitions().size());
        progress.sourcePartitions().forEach((topic, partitions) -> {
            out.text(topic);
            out.number(partitions);
        });
        out.number(progress.sourceOffsets().size());
        progress.sourceOffsets().forEach((topic, offset) -> {
            out.text(topic);
            out.number(offset);
        });
    }

    private static CombinerProgress readProgress(BinaryReader in) {
        int task = in.smallNumber();
        int tasks = in.smallNumber();
        long observedAt = in.amount();
        long highWater = in.amount();
        boolean caughtUp = in.octet() == 1;
        SortedMap<String, Integer> partitions = new TreeMap<>();
        for (int i = in.count(); i > 0; i--) {
            partitions.put(in.text(), in.smallNumber());
        }
        SortedMap<String, Long> offsets = new TreeMap<>();
        for (int i = in.count(); i > 0; i--) {
            offsets.put(in.text(), in.amount());
        }
        return new CombinerProgress(task, tasks, observedAt, highWater, caughtUp, partitions, offsets);
    }
}
