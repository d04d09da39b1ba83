package dev.headgate.processor.combine;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which ways the requests of each version come in: of two within a minute, back and forth, they probably count twice. Knows
 * what one combiner reads. Not thread safe.
 */
final class WaysIn {

    /** Ways that are used within so long are used together. */
    static final long TOGETHER_MILLIS = 60_000;

    /** It is said again after so long. */
    static final long AGAIN_MILLIS = 600_000;

    /** Names come from outside: of more versions than these all are forgotten. */
    static final int MOST = 10_000;

    private static final long NEVER = Long.MIN_VALUE / 2;
    private static final Logger LOG = LoggerFactory.getLogger(WaysIn.class);

    private final Map<Version, Seen> versions = new HashMap<>();
    private final TreeMap<String, String> found = new TreeMap<>();
    private Version last = new Version("", "");
    private Optional<WayIn> lastWay = Optional.empty();
    private long lastMillis = NEVER;

    private record Version(String service, String version) {

        boolean is(String otherService, String otherVersion) {
            return service.equals(otherService) && version.equals(otherVersion);
        }
    }

    private static final class Seen {
        private final Map<WayIn, Long> lastMillis = new EnumMap<>(WayIn.class);
        private long saidMillis = NEVER;

        /** The other way that was used since this one was used last, both of them lately. */
        Optional<WayIn> between(WayIn way, long nowMillis) {
            long before = lastMillis.getOrDefault(way, NEVER);
            return nowMillis - before > TOGETHER_MILLIS
                    ? Optional.empty()
                    : lastMillis.entrySet().stream()
                            .filter(other -> other.getKey() != way && other.getValue() >= before)
                            .map(Map.Entry::getKey)
                            .findFirst();
        }
    }

    /**
     * Requests of a version came in; cheap where the last ones were of the same version and record.
     *
     * @param millis when they had reached Kafka
     */
    void came(WayIn way, String service, String version, long millis) {
        if (millis == lastMillis && lastWay.filter(way::equals).isPresent() && last.is(service, version)) {
            return;
        }
        last = new Version(service, version);
        lastWay = Optional.of(way);
        lastMillis = millis;
        if (versions.size() >= MOST) {
            versions.clear();
        }
        Seen seen = versions.computeIfAbsent(last, absent -> new Seen());
        if (millis - seen.saidMillis > AGAIN_MILLIS) {
            seen.between(way, millis).ifPresent(other -> {
                seen.saidMillis = millis;
                found.put(service + " " + version, words(way, other));
            });
        }
        seen.lastMillis.merge(way, millis, Math::max);
    }

    /** Says and counts what was found since the last time. */
    void tell(CombineMeter meter) {
        found.forEach((version, ways) -> {
            LOG.warn(
                    "Requests of {} come in two ways, {}: they probably count twice, and rates and comparisons are wrong."
                            + " Switch one of the two off",
                    version,
                    ways);
            meter.twice();
        });
        found.clear();
    }

    /** How many versions are known. */
    int known() {
        return versions.size();
    }

    private static String words(WayIn one, WayIn other) {
        WayIn first = one.compareTo(other) < 0 ? one : other;
        return first.words() + " and " + (first == one ? other : one).words();
    }
}
