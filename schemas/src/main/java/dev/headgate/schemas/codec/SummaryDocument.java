package dev.headgate.schemas.codec;

import dev.headgate.schemas.model.Exemplar;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.Summary;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A summary as it stands in JSON: flat, with the sketch in base64. */
record SummaryDocument(String service, List<Second> seconds) {

    /** More requests than a second can have: sums of them stay far from what a number holds. */
    private static final long MOST_REQUESTS = 1_000_000_000_000L;

    /** Only read and written, never compared: the array does no harm. */
    @SuppressWarnings("ArrayRecordComponent")
    record Second(
            String version,
            String operation,
            SortedMap<String, String> labels,
            long second,
            long requests,
            long errors,
            long latencySumMicros,
            byte[] latencies,
            Optional<List<Exemplar>> exemplars) {}

    static SummaryDocument of(Summary summary) {
        return new SummaryDocument(
                summary.service(),
                summary.seconds().stream().map(SummaryDocument::second).toList());
    }

    private static Second second(SeriesSecond part) {
        return new Second(
                part.series().version(),
                part.series().operation(),
                part.series().labels(),
                part.second(),
                part.requests(),
                part.errors(),
                part.latencySumMicros(),
                SketchCodec.writeSketch(part.latencies()),
                Optional.of(part.exemplars()));
    }

    /** @throws CodecException if names are not names or figures contradict each other */
    Summary toSummary() {
        check(Names.isName(service), "service", "is not a name");
        List<SeriesSecond> parts = new ArrayList<>(seconds.size());
        for (int i = 0; i < seconds.size(); i++) {
            parts.add(part("seconds[" + i + "]", seconds.get(i)));
        }
        return new Summary(service, parts);
    }

    private static SeriesSecond part(String where, Second second) {
        check(Names.isName(second.version()), where + ".version", "is not a name");
        check(Names.isOperation(second.operation()), where + ".operation", "is not 1 to 200 printable characters");
        checkLabels(where, second.labels());
        check(
                second.second() > 0 && second.second() <= TelemetryLimits.LATEST_MILLIS / 1000,
                where + ".second",
                "is no time");
        check(
                second.requests() > 0 && second.requests() <= MOST_REQUESTS,
                where + ".requests",
                "must be 1 to " + MOST_REQUESTS);
        check(second.errors() >= 0 && second.errors() <= second.requests(), where + ".errors", "exceed the requests");
        check(second.latencySumMicros() >= 0, where + ".latencySumMicros", "must not be negative");
        LatencySketch sketch = SketchCodec.readSketch(second.latencies());
        check(
                sketch.count() == second.requests(),
                where + ".latencies",
                "holds " + sketch.count() + " latencies for " + second.requests() + " requests");
        List<Exemplar> exemplars = second.exemplars().orElse(List.of());
        check(exemplars.size() <= Exemplar.KEPT, where + ".exemplars", "holds more than " + Exemplar.KEPT);
        exemplars.forEach(exemplar -> checkExemplar(where, exemplar));
        return new SeriesSecond(
                new SeriesKey(second.version(), second.operation(), second.labels()),
                second.second(),
                second.requests(),
                second.errors(),
                second.latencySumMicros(),
                sketch,
                exemplars.stream().sorted(Exemplar.MOST_TELLING_FIRST).toList());
    }

    private static void checkLabels(String where, SortedMap<String, String> labels) {
        check(labels.size() <= TelemetryLimits.LABELS, where + ".labels", "are more than " + TelemetryLimits.LABELS);
        labels.forEach((name, value) -> check(
                Names.isName(name) && value != null && Names.isOperation(value),
                where + ".labels." + EventFields.shown(name),
                "must be a name with 1 to 200 printable characters"));
    }

    private static void checkExemplar(String where, Exemplar exemplar) {
        int length = exemplar.requestId().length();
        check(
                length >= 1 && length <= TelemetryLimits.TEXT_LENGTH && exemplar.latencyMicros() >= 0,
                where + ".exemplars",
                "holds one without a request id of 1 to 200 characters or with a negative latency");
    }

    private static void check(boolean holds, String where, String problem) {
        if (!holds) {
            throw new CodecException(DeadLetterCause.INVALID_VALUE, where + ": " + problem);
        }
    }
}
