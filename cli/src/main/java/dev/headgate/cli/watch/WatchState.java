package dev.headgate.cli.watch;

import dev.headgate.cli.follow.FollowedRollout;
import dev.headgate.cli.follow.RolloutNews;
import dev.headgate.cli.follow.RolloutNews.Evaluated;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Everything that a view of a rollout shows; immutable.
 *
 * @param rollout what is known of it
 * @param policy its policy; empty if it is not kept
 * @param looks how it looked, in order of time; as far back as charts show
 * @param heardAt when something was heard of it last, by our clock
 */
record WatchState(FollowedRollout rollout, Optional<Policy> policy, List<Evaluation> looks, Instant heardAt) {
    /** How far back charts go. */
    static final Duration SHOWN = Duration.ofMinutes(15);

    /** Copies the list. */
    WatchState {
        looks = List.copyOf(looks);
    }

    /** What is known after one more word, heard then. */
    WatchState after(RolloutNews news, Instant now) {
        if (!rollout.concerns(news)) {
            return this;
        }
        return new WatchState(
                rollout.after(news),
                policy,
                news instanceof Evaluated evaluated ? with(evaluated.evaluation()) : looks,
                now);
    }

    /** How it looked last. */
    Optional<Evaluation> look() {
        return looks.isEmpty() ? rollout.evaluation() : Optional.of(looks.get(looks.size() - 1));
    }

    /** The error rates. */
    List<Sample> errors() {
        return looks.stream().map(Sample::errors).toList();
    }

    /** The 95th percentiles. */
    List<Sample> p95() {
        return looks.stream().map(Sample::p95).toList();
    }

    /**
     * The lowest limit that a line sets for a figure, of the lines that stop first.
     *
     * @param statistic as verdicts name it
     * @param unit as verdicts name it
     */
    OptionalDouble limit(String statistic, String unit) {
        return look().stream()
                .flatMap(evaluation -> evaluation.verdicts().stream())
                .filter(verdict -> verdict.statistic().equals(statistic)
                        && verdict.unit().equals(unit)
                        && verdict.comparison().isEmpty()
                        // Of one operation or one label only, it is no limit of what is drawn.
                        && verdict.criterion().startsWith(statistic + " ")
                        && verdict.limit().isPresent())
                .min(Comparator.comparing((Verdict verdict) -> verdict.list() != CriterionList.STOP)
                        .thenComparing(verdict -> verdict.limit().getAsDouble()))
                .map(Verdict::limit)
                .orElse(OptionalDouble.empty());
    }

    private List<Evaluation> with(Evaluation look) {
        if (look().filter(last -> look.evaluatedAt().isBefore(last.evaluatedAt()))
                .isPresent()) {
            return looks;
        }
        Instant oldest = look.evaluatedAt().minus(SHOWN);
        return Stream.concat(looks.stream().filter(known -> known.evaluatedAt().isAfter(oldest)), Stream.of(look))
                .toList();
    }
}
