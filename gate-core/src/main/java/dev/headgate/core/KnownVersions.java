package dev.headgate.core;

import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which versions of a service have had requests, which of them were rolled back, and which had most of the last ten
 * minutes. Remembers the last {@value #REMEMBERED} of each. Not thread-safe.
 */
final class KnownVersions {

    static final int REMEMBERED = 50;

    private static final int MINUTES = 10;

    private final LinkedHashSet<String> seen = new LinkedHashSet<>();
    private final Recent rolledBack;
    private final TreeMap<Long, TreeMap<String, Long>> requests = new TreeMap<>();

    private KnownVersions(VersionsState memory) {
        seen.addAll(memory.seen());
        rolledBack = new Recent(REMEMBERED, memory.rolledBack());
        memory.requests().forEach(each -> count(each.minute(), each.version(), each.requests()));
    }

    static KnownVersions restore(VersionsState memory) {
        return new KnownVersions(memory);
    }

    /** What has to be remembered, beside what is given. */
    VersionsState memory(Optional<Binding> binding, Optional<Instant> since) {
        return new VersionsState(
                binding,
                since,
                List.copyOf(seen),
                rolledBack.ids(),
                requests.entrySet().stream()
                        .flatMap(minute -> minute.getValue().entrySet().stream()
                                .map(each -> new VersionsState.Minute(minute.getKey(), each.getKey(), each.getValue())))
                        .toList());
    }

    /** Takes telemetry in; the versions that had none before, in the order in which they come. */
    List<String> take(SketchDelta delta) {
        List<String> unseen = new ArrayList<>();
        for (SeriesSecond second : delta.seconds()) {
            String version = second.series().version();
            if (second.requests() > 0) {
                count(Math.floorDiv(second.second(), 60L), version, second.requests());
                if (see(version)) {
                    unseen.add(version);
                }
            }
        }
        return unseen;
    }

    /** A version counts as seen from now on; true if it did not before. Those in use are not forgotten. */
    boolean see(String version) {
        boolean known = seen.remove(version);
        seen.add(version);
        if (seen.size() > REMEMBERED) {
            seen.remove(seen.iterator().next());
        }
        return !known;
    }

    boolean isKnown(String version) {
        return seen.contains(version);
    }

    void rolledBack(String version) {
        if (!rolledBack.contains(version)) {
            rolledBack.add(version);
        }
    }

    boolean wasRolledBack(String version) {
        return rolledBack.contains(version);
    }

    /** The version with most requests from ten minutes before a second on, but for one; of equal ones the first by name. */
    Optional<String> busiestBut(String version, long second) {
        long oldest = Math.floorDiv(second, 60L) - MINUTES;
        TreeMap<String, Long> sums = new TreeMap<>();
        requests.tailMap(oldest, false)
                .values()
                .forEach(minute -> minute.forEach((name, count) -> {
                    if (!name.equals(version)) {
                        sums.merge(name, count, Long::sum);
                    }
                }));
        return sums.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.<String, Long>comparingByKey().reversed()))
                .map(Map.Entry::getKey);
    }

    private void count(long minute, String version, long count) {
        TreeMap<String, Long> ofMinute = requests.computeIfAbsent(minute, absent -> new TreeMap<>());
        if (ofMinute.containsKey(version) || ofMinute.size() < REMEMBERED) {
            ofMinute.merge(version, count, Long::sum);
        }
        while (requests.size() > MINUTES + 1) {
            requests.pollFirstEntry();
        }
    }
}
