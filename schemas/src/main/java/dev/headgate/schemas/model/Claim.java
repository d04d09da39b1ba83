package dev.headgate.schemas.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a criterion says about its measure. */
public sealed interface Claim {

    /**
     * The measure lies on one side of a limit.
     *
     * @param operator how it is compared; {@link Operator#GREATER} with limit 0 for {@link Measure.NoSuccess}
     * @param limit the limit in the measure's unit
     * @param confidence how sure one must be at any time, above 0 and below 1; empty for the plain figure of a window
     */
    record Limit(Operator operator, double limit, OptionalDouble confidence) implements Claim {

        /** A limit for the plain figure of a window. */
        public static Limit plain(Operator operator, double limit) {
            return new Limit(operator, limit, OptionalDouble.empty());
        }
    }

    /**
     * The canary is worse than the baseline, or shown not to be, by more than a margin.
     *
     * @param worse whether the claim is "worse"; "not worse" otherwise
     * @param margin by how much the canary may be worse
     * @param perOperation whether each operation is compared by itself too, beside all together
     */
    record AgainstBaseline(boolean worse, Margin margin, boolean perOperation) implements Claim {

        /** All operations together, and nothing else. */
        public AgainstBaseline(boolean worse, Margin margin) {
            this(worse, margin, false);
        }
    }

    /**
     * The canary is worse than the version that held the traffic was before the rollout, or shown not to be, by more than
     * a margin.
     *
     * @param worse whether the claim is "worse"; "not worse" otherwise
     * @param margin by how much the canary may be worse
     * @param past which past
     */
    record AgainstPast(boolean worse, Margin margin, Past past) implements Claim {

        /** Whether the past is the same hour of the week a week ago. */
        public boolean sameHour() {
            return past == Past.THIS_HOUR_LAST_WEEK;
        }
    }

    /**
     * What the measure speaks of is done, or holds: an approval, a checklist, a hook, several criteria at once.
     *
     * @param done whether the claim is that it is; that it is not otherwise
     */
    record Done(boolean done) implements Claim {}

    /**
     * The canary uses its error budget up so many times as fast as an objective allows, over the criterion's own window
     * and over a shorter one.
     *
     * @param objective the share of requests that must succeed, 0.5 to below 1
     * @param factor how many times as fast, above 0; times the budget it is below 1
     * @param andOver the shorter window; empty where one window is enough
     */
    record BurnRate(double objective, double factor, Optional<Duration> andOver) implements Claim {

        /** The error rate that burns the budget exactly that fast, above 0 and below 1. */
        public double errorRate() {
            return factor * budget();
        }

        /** The share of requests that may fail. */
        public double budget() {
            return 1 - objective;
        }
    }
}
