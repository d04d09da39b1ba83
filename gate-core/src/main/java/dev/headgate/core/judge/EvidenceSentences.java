package dev.headgate.core.judge;

import dev.headgate.core.comparison.Standing;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import java.util.List;
import java.util.OptionalDouble;

/** What evidence says about a line, as a sentence that a person understands. */
final class EvidenceSentences {

    private static final double MUCH = 1_000_000;
    private static final double LITTLE = 0.01;
    private static final int MOST_NAMED = 3;

    private EvidenceSentences() {}

    static String decided(Finding finding, Weighed weighed) {
        Criterion criterion = finding.line().criterion();
        boolean advance = finding.judgesAdvance();
        boolean against = weighed.standing().against();
        String claim = against || !advance
                ? (against ? "is " : "is not shown to be ") + bad(criterion, advance)
                : "is shown to be " + good(criterion);
        return subject(criterion, weighed) + " " + claim + figures(finding, weighed) + weight(weighed.standing())
                + (advance && !against ? operations(finding, weighed.standing()) : "");
    }

    static String notShownYet(Finding finding, Weighed weighed) {
        Criterion criterion = finding.line().criterion();
        return subject(criterion, weighed) + ": not decided, it is not shown yet to be " + good(criterion)
                + figures(finding, weighed) + weight(weighed.standing());
    }

    private static String subject(Criterion criterion, Weighed weighed) {
        return Sentences.subject(
                criterion, weighed.standing().operations().contributor().or(criterion::operation));
    }

    private static String operations(Finding finding, Standing standing) {
        int compared = standing.operations().compared();
        List<String> tooFew = standing.operations().tooFew();
        if (compared == 0) {
            return finding.line().criterion().perOperation() ? "; no operation had requests of both versions" : "";
        }
        String each = "; so it is in " + (compared - tooFew.size()) + " of " + compared + " operations";
        return tooFew.isEmpty()
                ? each
                : each + ", and too few requests to judge them by themselves have "
                        + String.join(", ", tooFew.subList(0, Math.min(MOST_NAMED, tooFew.size())))
                        + (tooFew.size() > MOST_NAMED ? " and " + (tooFew.size() - MOST_NAMED) + " more" : "");
    }

    private static String bad(Criterion criterion, boolean advance) {
        return criterion
                .limit()
                .map(limit -> advance ? "on the wrong side of " + limit(criterion, limit) : confident(criterion, limit))
                .orElseGet(() -> "worse than " + whose(criterion)
                        + (ofPast(criterion) && withoutMargin(criterion)
                                ? PastSentences.tolerated(criterion)
                                : by(criterion)));
    }

    private static String good(Criterion criterion) {
        return criterion
                .limit()
                .map(limit -> confident(criterion, limit))
                .orElseGet(() -> "not worse than " + whose(criterion)
                        + (withoutMargin(criterion) ? tolerated(criterion) : by(criterion)));
    }

    private static boolean withoutMargin(Criterion criterion) {
        return margin(criterion) instanceof Margin.None;
    }

    private static Margin margin(Criterion criterion) {
        if (criterion.claim() instanceof Claim.AgainstPast past) {
            return past.margin();
        }
        return criterion.claim() instanceof Claim.AgainstBaseline against ? against.margin() : new Margin.None();
    }

    private static boolean ofPast(Criterion criterion) {
        return criterion.claim() instanceof Claim.AgainstPast;
    }

    private static String whose(Criterion criterion) {
        return ofPast(criterion) ? PastSentences.whose(criterion) : "the baseline's";
    }

    private static String tolerated(Criterion criterion) {
        return criterion.measure() instanceof Measure.ErrorRate
                ? ", with up to twice the odds of failing"
                : ", with up to 1.5 times the odds of being slow";
    }

    private static String confident(Criterion criterion, Claim.Limit limit) {
        return limit(criterion, limit) + " with "
                + Numbers.exactPercent(limit.confidence().orElseThrow()) + " confidence";
    }

    private static String limit(Criterion criterion, Claim.Limit limit) {
        return limit.operator().wireName() + " " + Sentences.figure(criterion.measure(), limit.limit());
    }

    private static String amount(double evidence) {
        if (evidence > MUCH) {
            return "over a million";
        }
        return evidence < LITTLE ? "below 0.01" : Numbers.rounded(evidence);
    }

    private static String by(Criterion criterion) {
        Margin margin = margin(criterion);
        if (margin instanceof Margin.Points points) {
            return " by more than " + Numbers.rounded(points.points() * 100) + " points";
        }
        return margin instanceof Margin.Share share ? " by more than " + Numbers.percent(share.share()) : "";
    }

    private static String figures(Finding finding, Weighed weighed) {
        if (finding.observed().isEmpty()) {
            return "";
        }
        Measure measure = finding.line().criterion().measure();
        String most = measure instanceof Measure.Latency
                ? ", most at " + weighed.standing().contributor()
                : "";
        OptionalDouble baseline = weighed.baseline();
        String against = baseline.isPresent() ? " against " + Sentences.figure(measure, baseline.getAsDouble()) : "";
        String allowed = weighed.standing()
                .past()
                .map(past -> PastSentences.limit(finding, past))
                .orElse("");
        return most + ": " + Sentences.observed(finding) + against + allowed + " " + Sentences.over(finding);
    }

    private static String weight(Standing standing) {
        String beyond = standing.beyondPlan() ? "; longer than planned, so once a year by chance" : "";
        return " (evidence " + amount(standing.sharedEvidence()) + ", " + Numbers.rounded(standing.bar()) + " decide"
                + beyond + ")";
    }
}
