package dev.headgate.core.comparison;

import dev.headgate.core.evidence.Tempering;
import dev.headgate.core.telemetry.Series;
import dev.headgate.core.telemetry.ServiceTelemetry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Learns during a rollout how much the baseline's failures and slow requests come in clusters in each operation: among all
 * of a version's they may be too few to be noticed. What is known of the whole version is the least that is assumed, and twice
 * that until something is known. Not thread-safe.
 */
final class OperationClusters {

    private final String baseline;
    private final TreeMap<String, VersionMinutes> operations = new TreeMap<>();
    private final TreeMap<String, Map<String, Tempering>> known = new TreeMap<>();

    OperationClusters(String baseline) {
        this.baseline = baseline;
    }

    /** Goes on where the memories were taken. */
    void restore(List<OperationMinutes> memories) {
        memories.forEach(each -> {
            VersionMinutes minutes = VersionMinutes.restore(each.minutes());
            operations.put(each.operation(), minutes);
            known.put(each.operation(), minutes.soonKnown());
        });
    }

    List<OperationMinutes> memories() {
        return operations.entrySet().stream()
                .map(entry ->
                        new OperationMinutes(entry.getKey(), entry.getValue().memory()))
                .toList();
    }

    /** Takes in every minute of each operation that lies before the second. */
    void closeBefore(long second, ServiceTelemetry telemetry) {
        telemetry.operations(baseline).forEach(operation -> {
            VersionMinutes minutes =
                    operations.computeIfAbsent(operation, absent -> VersionMinutes.from(baseline, second));
            if (minutes.closeBefore(second, telemetry, new Series(baseline, Optional.of(operation)))) {
                known.put(operation, minutes.soonKnown());
            }
        });
    }

    /** What is assumed of an operation; of all together what is known of the version. */
    Clustering of(Optional<String> operation, Clustering ofVersion) {
        return operation
                .map(each -> ofVersion.ofOperation(known.getOrDefault(each, Map.of())))
                .orElse(ofVersion);
    }
}
