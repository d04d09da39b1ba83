package dev.headgate.core.measurement;

import dev.headgate.schemas.model.MeasurementKey;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the judge wants to know of measurements while a rollout lives.
 *
 * @param canary the version judged
 * @param asks what, in any stage
 * @param pasts figures of the past
 * @param startSecond when the rollout began, seconds since 1970-01-01 UTC
 * @param stage the stage in force and since when; empty before the first
 */
public record MeasurementWatch(
        String canary, Set<Ask> asks, Set<PastAsk> pasts, long startSecond, Optional<StageInForce> stage) {

    /** Nothing but what is kept of every service. */
    public static final MeasurementWatch NOTHING =
            new MeasurementWatch("", Set.of(), Set.of(), Long.MIN_VALUE, Optional.empty());

    /** Copies the sets. */
    public MeasurementWatch {
        asks = Set.copyOf(asks);
        pasts = Set.copyOf(pasts);
    }

    /**
     * A stage.
     *
     * @param stage the stage, counted from 0
     * @param settledSecond when it has settled, seconds since 1970-01-01 UTC
     */
    public record StageInForce(int stage, long settledSecond) {

        /** All of it, from when it has settled. */
        public Stretch whole(boolean course) {
            return new Stretch(Stretch.GROWING, settledSecond, course);
        }
    }

    boolean asksFor(MeasurementKey key) {
        return asks.stream().anyMatch(ask -> ask.selection().has(key));
    }

    Set<Span> spansOf(MeasurementKey key) {
        return asks.stream()
                .filter(ask -> ask.selection().has(key))
                .flatMap(ask -> ask.stretches().stream())
                .map(Stretch::span)
                .filter(span -> !span.equals(Span.SECONDS))
                .collect(Collectors.toSet());
    }
}
