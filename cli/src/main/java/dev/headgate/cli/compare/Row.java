package dev.headgate.cli.compare;

import dev.headgate.schemas.model.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One decision as both made it, or as one of them made it alone.
 *
 * @param rollout what the rollout decided
 * @param shadow what its shadow would have decided
 * @param meanwhile what the lines of the other side said, if only one decided
 */
public record Row(Optional<Decision> rollout, Optional<Decision> shadow, List<String> meanwhile) {

    /** Decisions that lie no further apart count as made at the same time. */
    static final Duration SAME_TIME = Duration.ofSeconds(1);

    /** How they differ. */
    public enum Difference {
        /** Both at the same time. */
        SAME("same"),
        /** Both, the shadow first. */
        EARLIER("earlier"),
        /** Both, the rollout first. */
        LATER("later"),
        /** The rollout alone. */
        ONLY_ROLLOUT("only rollout"),
        /** The shadow alone. */
        ONLY_SHADOW("only shadow");

        private final String word;

        Difference(String word) {
            this.word = word;
        }

        /** As it is printed. */
        public String word() {
            return word;
        }
    }

    /** @throws IllegalArgumentException if neither decided anything */
    public Row {
        meanwhile = List.copyOf(meanwhile);
        if (rollout.isEmpty() && shadow.isEmpty()) {
            throw new IllegalArgumentException("a row needs a decision");
        }
    }

    /** What both decided, or one of them alone. */
    static Row of(Optional<Decision> rollout, Optional<Decision> shadow) {
        return new Row(rollout, shadow, List.of());
    }

    Row with(List<String> ofTheOther) {
        return new Row(rollout, shadow, ofTheOther);
    }

    /** Whether only one of them decided. */
    public boolean alone() {
        return rollout.isEmpty() || shadow.isEmpty();
    }

    /** How they differ. */
    public Difference difference() {
        if (shadow.isEmpty()) {
            return Difference.ONLY_ROLLOUT;
        }
        if (rollout.isEmpty()) {
            return Difference.ONLY_SHADOW;
        }
        if (by().abs().compareTo(SAME_TIME) <= 0) {
            return Difference.SAME;
        }
        return by().isNegative() ? Difference.EARLIER : Difference.LATER;
    }

    /** How much later the shadow decided, negative for earlier; zero if only one did. */
    public Duration by() {
        return rollout.isPresent() && shadow.isPresent()
                ? Duration.between(rollout.get().evaluatedAt(), shadow.get().evaluatedAt())
                : Duration.ZERO;
    }

    /** Whether the shadow's decision rests on traffic that would not have been. */
    public boolean hypothetical() {
        return shadow.flatMap(Decision::hypotheticalSince).isPresent();
    }

    /** What was decided; the rollout's, if both did. */
    public Decision decision() {
        return rollout.or(() -> shadow).orElseThrow();
    }

    /** When the first of them decided. */
    Instant first() {
        return Stream.concat(rollout.stream(), shadow.stream())
                .map(Decision::evaluatedAt)
                .min(Instant::compareTo)
                .orElseThrow();
    }
}
