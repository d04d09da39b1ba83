package dev.headgate.core.judge;

import dev.headgate.core.comparison.PastLimit;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Past;

/** The past that a canary is compared with, in words. */
final class PastSentences {

    private PastSentences() {}

    /** Whose past it is. */
    static String whose(Criterion criterion) {
        return switch (past(criterion)) {
            case THIS_HOUR_LAST_WEEK -> "this hour's last week";
            case BEFORE_ROLLOUT -> "its own past's";
            case PREVIOUS_STAGE -> "its previous stage's";
        };
    }

    /** Why it cannot be compared with, and how to get one. */
    static String none(Criterion criterion) {
        String begins = ": the past is kept from a service's first rollout on, and one in `mode: observe` begins it";
        return switch (past(criterion)) {
            case THIS_HOUR_LAST_WEEK -> "too little is known of this hour a week ago" + begins;
            case BEFORE_ROLLOUT -> "too little is known of the hours before the rollout" + begins;
            case PREVIOUS_STAGE ->
                "the canary had too few requests in the stage before this one, which is over: a longer hold there gives more";
        };
    }

    /** What is tolerated without a margin. */
    static String tolerated(Criterion criterion) {
        return criterion.measure() instanceof Measure.ErrorRate
                ? ", by more than twice the odds of failing"
                : ", by more than 1.5 times the odds of being slow";
    }

    /** The limit that came of the past, in the line's unit. */
    static double limit(PastLimit past, boolean ofProof) {
        PastLimit.Edge edge = ofProof ? past.notWorse() : past.worse();
        return edge.above() > 0 ? edge.above() : edge.share();
    }

    /** The same in words. */
    static String limit(Finding finding, PastLimit past) {
        Criterion criterion = finding.line().criterion();
        boolean ofProof = finding.judgesAdvance()
                && !finding.weighed().orElseThrow().standing().against();
        return " (limit " + Sentences.figure(criterion.measure(), limit(past, ofProof)) + ")";
    }

    private static Past past(Criterion criterion) {
        return criterion.claim() instanceof Claim.AgainstPast against ? against.past() : Past.BEFORE_ROLLOUT;
    }
}
