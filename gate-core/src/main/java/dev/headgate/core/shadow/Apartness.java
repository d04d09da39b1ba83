package dev.headgate.core.shadow;

import dev.headgate.core.backtest.Divergence;
import dev.headgate.core.telemetry.TrafficShare;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the weight in force is the one that a shadow would have led to. Weights that differ by no more than a quarter of
 * the smaller side, or 2 points, count as the same, as in a backtest. Once they have been apart for a minute they count
 * as apart for good, since verdicts then rest on traffic that would not have been.
 *
 * @param since since when they have been apart without a break; empty while they agree
 * @param forGood since when they were apart when a minute of that was over
 */
public record Apartness(Optional<Instant> since, Optional<Instant> forGood) {

    /** They agree so far. */
    public static final Apartness NONE = new Apartness(Optional.empty(), Optional.empty());

    private static final Duration PASSING = Duration.ofSeconds(Divergence.STRETCH_SECONDS);

    /**
     * How it is after a look at both.
     *
     * @param wanted the weight that the shadow would have led to; empty before its first
     * @param inForce the weight in force; empty before the rollout's first
     */
    public Apartness seen(Optional<Weight> wanted, Optional<Weight> inForce, Instant now) {
        boolean apart = wanted.isPresent() && inForce.isPresent() && !TrafficShare.isNear(wanted.get(), inForce.get());
        Optional<Instant> still = apart ? since.or(() -> Optional.of(now)) : Optional.empty();
        boolean lasting = still.map(from -> !now.isBefore(from.plus(PASSING))).orElse(false);
        return new Apartness(still, forGood.or(() -> lasting ? still : Optional.empty()));
    }

    /** Since when everything that the shadow decides is hypothetical; empty while it is not. */
    public Optional<Instant> hypotheticalSince() {
        return forGood.or(() -> since);
    }

    /** The same as a decision made then should say it: what leads them apart is not hypothetical itself. */
    public Optional<Instant> hypotheticalAt(Instant decided) {
        return hypotheticalSince().filter(decided::isAfter);
    }
}
