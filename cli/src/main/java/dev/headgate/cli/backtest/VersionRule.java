package dev.headgate.cli.backtest;

import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.RequestEvent;
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

    /** @throws IllegalArgumentException if the event has no such label */
    RequestEvent apply(RequestEvent event) {
        if (label.isEmpty() && canaryFromMillis.isEmpty() && event.labels().isEmpty()) {
            return event;
        }
        return new RequestEvent(
                event.service(),
                version(event),
                event.operation(),
                Labels.NONE,
                event.completedAtMillis(),
                event.latencyMicros(),
                event.outcome(),
                event.requestId());
    }

    private String version(RequestEvent event) {
        if (canaryFromMillis.isPresent()) {
            return event.completedAtMillis() >= canaryFromMillis.getAsLong() ? canary : baseline;
        }
        if (label.isEmpty()) {
            return event.version();
        }
        String value = event.labels().get(label.get());
        if (value == null) {
            throw new IllegalArgumentException("there is no label \"" + label.get() + "\"");
        }
        return names.of(value);
    }
}
