package dev.headgate.cli.assess;

import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long rollouts are followed.
 *
 * @param length from the canary's first traffic
 * @param note what has to be said of it, if anything
 */
public record Horizon(Duration length, Optional<String> note) {

    /** Longer rollouts are cut unless somebody asks for them. */
    static final Duration LONGEST_UNASKED = Duration.ofHours(2);

    /** As asked for. */
    static Horizon asked(Policy policy, Duration length) {
        return new Horizon(length, note(policy, length, "--within"));
    }

    /** As long as the policy lets a rollout take, up to {@link #LONGEST_UNASKED}. */
    static Horizon of(Policy policy) {
        Duration whole = longest(policy);
        return whole.compareTo(LONGEST_UNASKED) <= 0
                ? new Horizon(whole, Optional.empty())
                : new Horizon(
                        LONGEST_UNASKED,
                        Optional.of(
                                "The policy may take " + Times.of(whole.toSeconds()) + "; rollouts are followed for "
                                        + Times.of(LONGEST_UNASKED.toSeconds()) + ", and --within asks for more. "
                                        + fastest(policy)));
    }

    private static Optional<String> note(Policy policy, Duration length, String who) {
        return length.compareTo(shortest(policy)) < 0
                ? Optional.of(who + " is shorter than the fastest rollout. " + fastest(policy))
                : Optional.empty();
    }

    private static String fastest(Policy policy) {
        List<Stage> before = policy.stages().subList(0, policy.stages().size() - 1);
        long full = before.stream()
                .mapToLong(stage -> stage.minimumHold().toSeconds())
                .sum();
        return "It reaches its last stage after " + Times.of(full) + " at the earliest and completes after "
                + Times.of(shortest(policy).toSeconds()) + ".";
    }

    /** What the fastest rollout takes. */
    static Duration shortest(Policy policy) {
        return policy.stages().stream().map(Stage::minimumHold).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration longest(Policy policy) {
        return policy.stages().stream()
                .map(stage -> stage.maximumHold()
                        .orElse(stage.minimumHold().multipliedBy(3).dividedBy(2)))
                .reduce(Duration.ofSeconds(10), Duration::plus);
    }
}
