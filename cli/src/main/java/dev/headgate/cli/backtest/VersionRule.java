package dev.headgate.cli.backtest;

import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which version a request counts for. Not thread-safe.
 *
 * @param label the label whose value names the version; empty for the event's own version
 * @param canaryFromMillis from when on everything counts for the canary, and before for the baseline
 * @param canary the canary's name where time tells
 * @param baseline the baseline's name where time tells
 * @param names makes names of labels' values
 */
record VersionRule(
        Optional<String> label, OptionalLong canaryFromMillis, String canary, String baseline, VersionNames names) {

    private static final long MILLIS_PER_SECOND = 1_000;

    /** @throws IllegalArgumentException if the event has no such label */
    RequestEvent apply(RequestEvent event) {
        if (label.isEmpty() && canaryFromMillis.isEmpty() && event.labels().isEmpty()) {
            return event;
        }
        return new RequestEvent(
                event.service(),
                version(event.version(), event.labels(), event.completedAtMillis()),
                event.operation(),
                Labels.NONE,
                event.completedAtMillis(),
                event.latencyMicros(),
                event.outcome(),
                event.requestId());
    }

    /** @throws IllegalArgumentException if the requests have no such label */
    SeriesSecond apply(SeriesSecond part) {
        SeriesKey series = part.series();
        String version = version(series.version(), series.labels(), part.second() * MILLIS_PER_SECOND);
        return new SeriesSecond(
                new SeriesKey(version, series.operation(), Labels.NONE),
                part.second(),
                part.requests(),
                part.errors(),
                part.latencySumMicros(),
                part.latencies(),
                part.exemplars());
    }

    private String version(String own, Map<String, String> labels, long completedAtMillis) {
        if (canaryFromMillis.isPresent()) {
            return completedAtMillis >= canaryFromMillis.getAsLong() ? canary : baseline;
        }
        if (label.isEmpty()) {
            return own;
        }
        String value = labels.get(label.get());
        if (value == null) {
            throw new IllegalArgumentException("there is no label \"" + label.get() + "\"");
        }
        return names.of(value);
    }
}
