package dev.headgate.core.comparison;

import dev.headgate.core.telemetry.ServiceTelemetry;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Learns, all the time and for every version, how much failures and slow requests come in clusters: by the time a version
 * is somebody's baseline, that is known. Minutes are taken in once they are closed. Not thread-safe.
 */
public final class ClusteringHistory {

    private final TreeMap<String, VersionMinutes> versions = new TreeMap<>();

    /** With nothing learned yet. */
    public ClusteringHistory() {}

    /** Goes on where the memory was taken. */
    public static ClusteringHistory restore(List<VersionMinutes.Memory> memory) {
        ClusteringHistory history = new ClusteringHistory();
        memory.forEach(each -> history.versions.put(each.version(), VersionMinutes.restore(each)));
        return history;
    }

    /** What has to be remembered. */
    public List<VersionMinutes.Memory> memory() {
        return versions.values().stream().map(VersionMinutes::memory).toList();
    }

    /** Takes in every minute that lies before the first second that is not closed; forgets versions that are gone. */
    public void closeBefore(long second, ServiceTelemetry telemetry) {
        List<String> present = telemetry.versions();
        versions.keySet().retainAll(present);
        for (String version : present) {
            versions.computeIfAbsent(version, absent -> VersionMinutes.from(absent, second))
                    .closeBefore(second, telemetry);
        }
    }

    /** What is known of a version. */
    public Clustering of(String version) {
        return Optional.ofNullable(versions.get(version))
                .map(VersionMinutes::clustering)
                .orElse(Clustering.UNKNOWN);
    }
}
