package dev.headgate.processor.combine;

import dev.headgate.schemas.model.SeriesKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells apart only the first so many operations of each version, so that ids in an operation's name cannot grow the
 * state of everybody downstream without bound.
 *
 * <p>What it remembers are names, not figures: losing them in a restart changes under which name a request is counted,
 * never whether. Not thread safe.
 */
final class OperationCap {

    /** Versions that were not heard of for long are forgotten all at once, which costs nothing but this memory. */
    private static final int VERSIONS_REMEMBERED = 10_000;

    private final int cap;
    private final Map<String, Map<String, Set<String>>> admitted = new HashMap<>();
    private int versions;

    OperationCap(int cap) {
        if (cap < 1) {
            throw new IllegalArgumentException("An operation cap is at least 1, found " + cap);
        }
        this.cap = cap;
    }

    /** The name to count the operation under: its own, or {@code other} beyond the cap. */
    String admit(String service, String version, String operation) {
        Set<String> known =
                admitted.computeIfAbsent(service, name -> new HashMap<>()).get(version);
        if (known == null) {
            known = remember(service, version);
        }
        if (known.contains(operation)) {
            return operation;
        }
        if (known.size() >= cap) {
            return SeriesKey.OTHER_OPERATIONS;
        }
        known.add(operation);
        return operation;
    }

    private Set<String> remember(String service, String version) {
        if (versions >= VERSIONS_REMEMBERED) {
            admitted.clear();
            versions = 0;
        }
        versions++;
        Set<String> operations = new HashSet<>();
        admitted.computeIfAbsent(service, name -> new HashMap<>()).put(version, operations);
        return operations;
    }
}
