package dev.headgate.schemas.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * A claim about the canary that is true, false or undecided at an instant. In a stop list it fails when it has been true
 * for long enough; in an advance list it passes when it has.
 *
 * @param text the line as written, without its effect
 * @param measure what is measured
 * @param operation the one operation it is about; empty for all together
 * @param claim what is said about it
 * @param over the window; empty for the policy's in a stop list, the whole stage since it settled in an advance list
 * @param holdFor how long it must be decided and true without a break; zero for at once
 * @param minRequests its own minimum; empty for the policy's
 * @param labels requests with these labels only, sorted by name; none for all
 */
public record Criterion(
        String text,
        Measure measure,
        Optional<String> operation,
        Claim claim,
        Optional<Duration> over,
        Duration holdFor,
        OptionalInt minRequests,
        SortedMap<String, String> labels) {

    /** Whatever the requests' labels. */
    public Criterion(
            String text,
            Measure measure,
            Optional<String> operation,
            Claim claim,
            Optional<Duration> over,
            Duration holdFor,
            OptionalInt minRequests) {
        this(text, measure, operation, claim, over, holdFor, minRequests, Labels.NONE);
    }

    /** Copies the labels. */
    public Criterion {
        labels = Labels.copy(labels);
    }

    /** The limit, where the claim is one. */
    public Optional<Claim.Limit> limit() {
        return claim instanceof Claim.Limit limit ? Optional.of(limit) : Optional.empty();
    }

    /** Whether each operation is compared by itself too. */
    public boolean perOperation() {
        return claim instanceof Claim.AgainstBaseline against && against.perOperation();
    }

    /** Whether it is judged by evidence gathered over closed seconds rather than by the figure of a window. */
    public boolean byEvidence() {
        return limit().map(each -> each.confidence().isPresent())
                .orElse(claim instanceof Claim.AgainstBaseline
                        || (claim instanceof Claim.AgainstPast && countsEvents()));
    }

    /** Whether it can be told of each request by itself: whether it failed, or was slow. */
    private boolean countsEvents() {
        return measure instanceof Measure.ErrorRate
                || measure instanceof Measure.LatencyQuantile
                || measure instanceof Measure.Latency;
    }
}
