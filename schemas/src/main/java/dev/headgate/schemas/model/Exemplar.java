package dev.headgate.schemas.model;

import java.util.Comparator;

/**
 * One request kept by its id, so that a decision can point at what it saw.
 *
 * @param requestId the caller's id for it
 * @param completedAtMillis when it was completed, milliseconds since 1970-01-01 UTC
 * @param latencyMicros its latency, microseconds
 * @param outcome how it ended
 */
public record Exemplar(String requestId, long completedAtMillis, long latencyMicros, Outcome outcome) {

    /** Failed first, then slowest, then earliest, then by id: keeping the first few is independent of arrival order. */
    public static final Comparator<Exemplar> MOST_TELLING_FIRST = Comparator.comparing(
                    (Exemplar exemplar) -> exemplar.outcome() == Outcome.SUCCESS)
            .thenComparing(Exemplar::latencyMicros, Comparator.reverseOrder())
            .thenComparing(Exemplar::completedAtMillis)
            .thenComparing(Exemplar::requestId);

    /** How many are kept per series and second, and shown with a verdict. */
    public static final int KEPT = 5;
}
