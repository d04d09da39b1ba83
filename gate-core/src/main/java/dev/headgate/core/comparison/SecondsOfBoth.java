package dev.headgate.core.comparison;

import dev.headgate.core.telemetry.Series;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.schemas.model.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** One closed second of both versions, as a whole and in each operation, read when it is asked for. Not thread-safe. */
final class SecondsOfBoth {

    private final String canary;
    private final String baseline;
    private final long second;
    private final ServiceTelemetry telemetry;
    private final Map<Series, SecondOfBoth> read = new HashMap<>();
    private Optional<List<String>> operations = Optional.empty();

    SecondsOfBoth(String canary, String baseline, long second, ServiceTelemetry telemetry) {
        this.canary = canary;
        this.baseline = baseline;
        this.second = second;
        this.telemetry = telemetry;
    }

    /** Of one operation; of all together without. */
    SecondOfBoth of(Optional<String> operation) {
        return of(operation, Labels.NONE);
    }

    /** The same of requests with certain labels. */
    SecondOfBoth of(Optional<String> operation, SortedMap<String, String> labels) {
        return read.computeIfAbsent(
                new Series(canary, operation, labels),
                ofCanary -> new SecondOfBoth(ofCanary, new Series(baseline, operation, labels), second, telemetry));
    }

    /** The operations in which the canary had requests, and the baseline too or within the minute before; by name. */
    List<String> operationsOfBoth() {
        if (operations.isEmpty()) {
            operations = Optional.of(telemetry.operations(canary).stream()
                    .filter(operation -> requests(canary, operation, second) > 0
                            && requests(baseline, operation, second - SecondOfBoth.TRAILING_SECONDS) > 0)
                    .toList());
        }
        return operations.get();
    }

    private long requests(String version, String operation, long fromSecond) {
        return telemetry.requests(new Series(version, Optional.of(operation)), fromSecond, second + 1);
    }
}
