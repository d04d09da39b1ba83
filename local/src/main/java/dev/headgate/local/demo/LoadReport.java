package dev.headgate.local.demo;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a load generator has seen, as the caller of the service.
 *
 * @param sent requests that were sent
 * @param notSent requests that were due while too many were outstanding
 * @param unanswered requests that ended without an answer of a version: connection errors, time-outs, the splitter's own
 *     refusals
 * @param versions what each version answered, by its name
 */
public record LoadReport(long sent, long notSent, long unanswered, Map<String, OfVersion> versions) {
    /** Nothing was sent yet. */
    public static final LoadReport EMPTY = new LoadReport(0, 0, 0, Map.of());

    public LoadReport {
        versions = Map.copyOf(versions);
    }

    /**
     * What one version answered.
     *
     * @param answered its answers
     * @param failed those with a status of 500 or more
     * @param firstBad when the first answer arrived that was what the version's behaviour is named for
     */
    public record OfVersion(long answered, long failed, Optional<Instant> firstBad) {
        /** No answers. */
        public static final OfVersion NONE = new OfVersion(0, 0, Optional.empty());

        OfVersion and(int status, boolean bad, Instant at) {
            return new OfVersion(
                    answered + 1,
                    failed + (status >= 500 ? 1 : 0),
                    firstBad.or(() -> Optional.of(at).filter(x -> bad)));
        }
    }

    /** What a version answered; {@link OfVersion#NONE} if nothing. */
    public OfVersion of(String version) {
        return versions.getOrDefault(version, OfVersion.NONE);
    }

    /** All answers of all versions. */
    public long answered() {
        return versions.values().stream().mapToLong(OfVersion::answered).sum();
    }

    LoadReport andSent() {
        return new LoadReport(sent + 1, notSent, unanswered, versions);
    }

    LoadReport andNotSent() {
        return new LoadReport(sent, notSent + 1, unanswered, versions);
    }

    LoadReport andUnanswered() {
        return new LoadReport(sent, notSent, unanswered + 1, versions);
    }

    LoadReport andAnswered(String version, int status, boolean bad, Instant at) {
        Map<String, OfVersion> all = new TreeMap<>(versions);
        all.put(version, of(version).and(status, bad, at));
        return new LoadReport(sent, notSent, unanswered, all);
    }
}
