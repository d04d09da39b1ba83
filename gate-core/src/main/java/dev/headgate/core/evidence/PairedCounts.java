package dev.headgate.core.evidence;

/**
 * What both versions did in one stratum, usually one closed second. An event is whatever the comparison is about: a
 * failed request, or one that was slower than a threshold.
 *
 * @param canaryRequests requests of the canary, at least 0
 * @param canaryEvents those of them with an event, at most {@code canaryRequests}
 * @param baselineRequests requests of the baseline, at least 0
 * @param baselineEvents those of them with an event, at most {@code baselineRequests}
 */
public record PairedCounts(long canaryRequests, long canaryEvents, long baselineRequests, long baselineEvents) {

    /** Nothing happened. */
    public static final PairedCounts NONE = new PairedCounts(0, 0, 0, 0);

    /** @throws IllegalArgumentException if there are more events than requests, or fewer than none */
    public PairedCounts {
        if (canaryEvents < 0
                || baselineEvents < 0
                || canaryEvents > canaryRequests
                || baselineEvents > baselineRequests) {
            throw new IllegalArgumentException("events must lie between 0 and the requests, found " + canaryEvents
                    + " of " + canaryRequests + " and " + baselineEvents + " of " + baselineRequests);
        }
    }

    /** Both together. */
    public PairedCounts plus(PairedCounts other) {
        return new PairedCounts(
                canaryRequests + other.canaryRequests,
                canaryEvents + other.canaryEvents,
                baselineRequests + other.baselineRequests,
                baselineEvents + other.baselineEvents);
    }

    /** Events of both versions. */
    public long events() {
        return canaryEvents + baselineEvents;
    }
}
