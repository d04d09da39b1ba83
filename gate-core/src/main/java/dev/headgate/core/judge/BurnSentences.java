package dev.headgate.core.judge;

import dev.headgate.schemas.model.Burn;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import java.time.Duration;

/** How fast an error budget is used up, as a sentence that a person understands. */
final class BurnSentences {

    private BurnSentences() {}

    /** Whose budget it is. */
    static String subject(Burn burn) {
        return "the canary's error budget of the " + Numbers.exactPercent(burn.objective()) + " objective";
    }

    static String decided(Finding finding, Burn burn) {
        Criterion criterion = finding.line().criterion();
        Claim.BurnRate claim = (Claim.BurnRate) criterion.claim();
        String shorter = burn.andOver()
                .map(window -> " and " + rate(window) + " times over the last " + length(window))
                .orElse("");
        String of = criterion.operation().map(operation -> " of " + operation).orElse("");
        String sentence = "the canary burned the " + Numbers.exactPercent(burn.objective())
                + " objective's error budget" + of + " " + rate(burn.over()) + " times as fast as allowed "
                + over(finding, burn) + shorter + " (limit " + Numbers.rounded(claim.factor()) + "), "
                + finding.errors()
                + " of " + finding.requests() + " requests failed";
        return finding.byTail()
                ? sentence + ", too many to be chance although fewer than " + finding.minRequests() + " requests are in"
                : sentence;
    }

    /** The long window, which is shorter than asked for while the canary has not carried traffic for so long. */
    static String over(Finding finding, Burn burn) {
        Duration asked = finding.line().criterion().over().orElseThrow();
        boolean young = burn.over().length().compareTo(asked) < 0;
        return young
                ? "over the " + length(burn.over()) + " since it carries traffic"
                : "over the last " + length(burn.over());
    }

    private static String rate(Burn.Window window) {
        return Numbers.rounded(window.rate().orElse(0));
    }

    private static String length(Burn.Window window) {
        return Numbers.time(window.length());
    }
}
