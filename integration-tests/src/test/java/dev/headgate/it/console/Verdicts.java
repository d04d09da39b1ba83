package dev.headgate.it.console;

import dev.headgate.schemas.model.Comparison;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Verdicts as a gate gives them on the lines of {@code compare-with-baseline}, by how a rollout stands. */
final class Verdicts {

    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final long REQUESTS = 1_312;
    private static final long BASELINE_REQUESTS = 12_480;
    private static final double BAR = 200;

    private Verdicts() {}

    static List<Verdict> of(Situation situation, double errorRate, double p95Micros, Instant now) {
        boolean fails = situation.worst() == Judgement.FAIL && situation != Situation.SCORES;
        boolean lags = situation == Situation.LAGS;
        double evidence = fails ? 4_120 : 0.22;
        double sure = situation.worst() == Judgement.UNDECIDED ? 14.2 : 322;
        return List.of(
                verdict(
                        "errorRate > 10% min 20",
                        CriterionList.STOP,
                        fails,
                        lags,
                        "errorRate",
                        errorRate,
                        0.10,
                        "ratio",
                        now,
                        Optional.empty(),
                        "the canary's error rate was %.2f %% over the last 60 s (limit 10 %%), %d of %d requests failed"
                                .formatted(errorRate * 100, Math.round(errorRate * REQUESTS), REQUESTS)),
                verdict(
                        "errorRate worse than baseline",
                        CriterionList.STOP,
                        fails,
                        lags,
                        "errorRate",
                        errorRate,
                        Double.NaN,
                        "ratio",
                        now,
                        Optional.of(comparison("errorRate", evidence, errorRate, 0.004)),
                        fails
                                ? "the error rate is worse than the baseline's: evidence 4 120 of 200"
                                : "nothing says that the error rate is worse than the baseline's: evidence 0.22 of 200"),
                verdict(
                        "p95 not worse than baseline by 20%",
                        CriterionList.ADVANCE,
                        false,
                        situation.worst() == Judgement.UNDECIDED,
                        "p95",
                        p95Micros,
                        Double.NaN,
                        "us",
                        now,
                        Optional.of(comparison("p95", sure, p95Micros, 187_000)),
                        lags
                                ? "telemetry is 41 s behind, so nothing is concluded"
                                : "the p95 is at most 20 %% worse than the baseline's: evidence %.1f of 200"
                                        .formatted(sure)),
                verdict(
                        "errorRate < 1% with 99% confidence",
                        CriterionList.ADVANCE,
                        fails,
                        lags,
                        "errorRate",
                        errorRate,
                        0.01,
                        "ratio",
                        now,
                        Optional.empty(),
                        "the canary's error rate was %.2f %% since the stage settled (must be < 1 %%), %d requests"
                                .formatted(errorRate * 100, REQUESTS)));
    }

    private static Verdict verdict(
            String criterion,
            CriterionList list,
            boolean fails,
            boolean undecided,
            String statistic,
            double observed,
            double limit,
            String unit,
            Instant now,
            Optional<Comparison> comparison,
            String sentence) {
        Judgement judgement = fails ? Judgement.FAIL : undecided ? Judgement.UNDECIDED : Judgement.PASS;
        return new Verdict(
                criterion,
                list,
                judgement,
                undecided && !fails ? UndecidedCause.NOT_YET_SIGNIFICANT : UndecidedCause.NONE,
                statistic,
                OptionalDouble.of(observed),
                Double.isNaN(limit) ? OptionalDouble.empty() : OptionalDouble.of(limit),
                unit,
                now.minus(WINDOW),
                now,
                REQUESTS,
                fails ? Optional.of(Duration.ofSeconds(3)) : Optional.empty(),
                fails ? List.of("r-17f1", "r-1802", "r-1817") : List.of(),
                comparison,
                sentence,
                Optional.empty());
    }

    private static Comparison comparison(String contributor, double evidence, double canary, double baseline) {
        return new Comparison(
                evidence,
                evidence,
                BAR,
                1.4,
                212,
                contributor,
                REQUESTS,
                BASELINE_REQUESTS,
                OptionalDouble.of(baseline),
                OptionalDouble.of(canary * 0.9),
                OptionalDouble.of(canary * 1.1),
                OptionalDouble.of(baseline * 0.9),
                OptionalDouble.of(baseline * 1.1),
                Optional.empty());
    }
}
