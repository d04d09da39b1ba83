package dev.headgate.console.fleet;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Comparison;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StopLine;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.VersionFigures;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What a gate would make of figures: the lines of a policy with values, evidence and a sentence each. */
final class FleetVerdicts {

    private final Instant now;
    private final Instant since;
    private final VersionFigures canary;
    private final VersionFigures baseline;
    private final boolean lagging;

    /** @param since when the stage's weight was confirmed */
    FleetVerdicts(Instant now, Instant since, VersionFigures canary, VersionFigures baseline, boolean lagging) {
        this.now = now;
        this.since = since;
        this.canary = canary;
        this.baseline = baseline;
        this.lagging = lagging;
    }

    List<Verdict> of(Policy policy, int index) {
        Stage stage = policy.stages().get(index);
        List<Verdict> verdicts = new ArrayList<>();
        Stream.concat(policy.stop().stream(), stage.stop().stream())
                .map(StopLine::criterion)
                .forEach(line -> verdicts.add(of(line, CriterionList.STOP, policy.window(), stage)));
        stage.advance().forEach(line -> verdicts.add(of(line, CriterionList.ADVANCE, policy.window(), stage)));
        stage.procedure().exit().forEach(line -> verdicts.add(of(line, CriterionList.EXIT, policy.window(), stage)));
        return verdicts;
    }

    private Verdict of(Criterion line, CriterionList list, Duration window, Stage stage) {
        boolean settling = now.isBefore(since.plus(stage.settle()));
        if (lagging) {
            return undecided(
                    line, list, UndecidedCause.LAGGING, "telemetry is 41 s behind, nothing is concluded from it");
        }
        if (settling) {
            return undecided(
                    line, list, UndecidedCause.SETTLING, "the stage settles until " + since.plus(stage.settle()));
        }
        if (line.claim() instanceof Claim.AgainstBaseline against) {
            return compared(line, list, against);
        }
        if (line.claim() instanceof Claim.Limit limit && figure(line.measure()).isPresent()) {
            return limited(line, list, limit, line.over().orElse(window));
        }
        if (line.measure() instanceof Measure.Approval approval) {
            return undecided(
                    line,
                    list,
                    UndecidedCause.WAITING_FOR_PEOPLE,
                    "the approval of " + approval.role() + " is missing");
        }
        if (line.measure() instanceof Measure.NoSuccess) {
            return decided(
                    line,
                    list,
                    Judgement.PASS,
                    "noSuccess",
                    OptionalDouble.of(0),
                    OptionalDouble.of(0),
                    "seconds",
                    Duration.ofSeconds(30),
                    Optional.empty(),
                    "the last request succeeded less than 1 s ago");
        }
        return undecided(line, list, UndecidedCause.NO_MEASUREMENT, "nothing was measured that it speaks of");
    }

    private Verdict limited(Criterion line, CriterionList list, Claim.Limit limit, Duration window) {
        double observed = figure(line.measure()).orElseThrow();
        boolean holds = holds(limit.operator(), observed, limit.limit());
        String unit = unit(line.measure());
        String sentence = line.text().split(" ", 2)[0] + " is " + shown(observed, unit) + " over "
                + window.toSeconds() + " s (" + canary.requests() + " requests), the limit is "
                + shown(limit.limit(), unit);
        if (line.operation().isPresent() || canary.requests() < 5) {
            return undecided(
                    line,
                    list,
                    UndecidedCause.TOO_FEW_REQUESTS,
                    canary.requests() / 9 + " requests, at least "
                            + line.minRequests().orElse(200) + " are needed");
        }
        boolean bad = (list == CriterionList.STOP) == holds;
        Judgement judgement = bad ? Judgement.FAIL : Judgement.PASS;
        return decided(
                line,
                list,
                judgement,
                statistic(line.measure()),
                OptionalDouble.of(observed),
                OptionalDouble.of(limit.limit()),
                unit,
                window,
                Optional.empty(),
                sentence);
    }

    private Verdict compared(Criterion line, CriterionList list, Claim.AgainstBaseline against) {
        double ours = figure(line.measure()).orElse(canary.p95Micros().orElse(0));
        double theirs = of(line.measure(), baseline).orElse(baseline.p95Micros().orElse(1));
        double ratio = theirs == 0 ? 1 : ours / theirs;
        double seconds = Math.max(1, Duration.between(since, now).toSeconds());
        double evidence = against.worse()
                ? Math.exp(Math.min(12, Math.max(-3, (ratio - 1.25) * Math.sqrt(seconds) / 4)))
                : Math.exp(Math.min(9, Math.max(-2, (1.4 - ratio) * Math.sqrt(seconds) / 6)));
        boolean reached = evidence >= 100;
        Judgement judgement = against.worse()
                ? (reached ? Judgement.FAIL : Judgement.PASS)
                : (reached ? Judgement.PASS : Judgement.UNDECIDED);
        String sentence = line.text() + ": " + shown(ours, unit(line.measure())) + " against "
                + shown(theirs, unit(line.measure())) + ", the evidence is "
                + String.format(Locale.ROOT, "%.2f", evidence) + " of 100";
        Comparison comparison = new Comparison(
                evidence,
                evidence * 0.9,
                100,
                1.4,
                42,
                line.measure() instanceof Measure.ErrorRate ? "errorRate" : "p95",
                canary.requests() * 12,
                baseline.requests() * 12,
                OptionalDouble.of(theirs),
                OptionalDouble.of(ours * 0.93),
                OptionalDouble.of(ours * 1.08),
                OptionalDouble.of(theirs * 0.98),
                OptionalDouble.of(theirs * 1.02),
                Optional.empty());
        Verdict verdict = decided(
                line,
                list,
                judgement,
                statistic(line.measure()),
                OptionalDouble.of(ours),
                OptionalDouble.empty(),
                unit(line.measure()),
                Duration.between(since, now),
                Optional.of(comparison),
                sentence);
        return judgement == Judgement.UNDECIDED ? because(verdict, UndecidedCause.NOT_YET_SIGNIFICANT) : verdict;
    }

    private Verdict undecided(Criterion line, CriterionList list, UndecidedCause cause, String sentence) {
        return because(
                decided(
                        line,
                        list,
                        Judgement.UNDECIDED,
                        statistic(line.measure()),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        unit(line.measure()),
                        Duration.ofSeconds(60),
                        Optional.empty(),
                        sentence),
                cause);
    }

    private Verdict decided(
            Criterion line,
            CriterionList list,
            Judgement judgement,
            String statistic,
            OptionalDouble observed,
            OptionalDouble limit,
            String unit,
            Duration window,
            Optional<Comparison> comparison,
            String sentence) {
        boolean fails = judgement == Judgement.FAIL;
        return new Verdict(
                line.text(),
                list,
                judgement,
                UndecidedCause.NONE,
                statistic,
                observed,
                limit,
                unit,
                now.minus(window),
                now,
                canary.requests(),
                fails ? Optional.of(line.holdFor()) : Optional.empty(),
                fails ? List.of("r-" + now.getEpochSecond() % 9973, "r-" + now.getEpochSecond() % 7919) : List.of(),
                comparison,
                sentence,
                Optional.empty());
    }

    private static Verdict because(Verdict verdict, UndecidedCause cause) {
        return new Verdict(
                verdict.criterion(),
                verdict.list(),
                Judgement.UNDECIDED,
                cause,
                verdict.statistic(),
                verdict.observed(),
                verdict.limit(),
                verdict.unit(),
                verdict.windowStart(),
                verdict.windowEnd(),
                verdict.requests(),
                Optional.empty(),
                List.of(),
                verdict.comparison(),
                verdict.sentence(),
                Optional.empty());
    }

    private Optional<Double> figure(Measure measure) {
        OptionalDouble found = of(measure, canary);
        return found.isPresent() ? Optional.of(found.getAsDouble()) : Optional.empty();
    }

    private static OptionalDouble of(Measure measure, VersionFigures version) {
        if (measure instanceof Measure.ErrorRate) {
            return version.errorRate();
        }
        if (measure instanceof Measure.LatencyQuantile quantile) {
            return quantile.quantile() >= 0.99
                    ? version.p99Micros()
                    : quantile.quantile() >= 0.9 ? version.p95Micros() : version.p50Micros();
        }
        if (measure instanceof Measure.MeanLatency || measure instanceof Measure.Latency) {
            return version.p50Micros();
        }
        if (measure instanceof Measure.Throughput) {
            return OptionalDouble.of(version.requestsPerSecond());
        }
        return measure instanceof Measure.Uptime ? OptionalDouble.of(1) : OptionalDouble.empty();
    }

    private static boolean holds(Operator operator, double observed, double limit) {
        return switch (operator) {
            case LESS -> observed < limit;
            case LESS_OR_EQUAL -> observed <= limit;
            case GREATER -> observed > limit;
            case GREATER_OR_EQUAL -> observed >= limit;
            case EQUAL -> observed == limit;
        };
    }

    private static String statistic(Measure measure) {
        if (measure instanceof Measure.LatencyQuantile quantile) {
            return "p"
                    + BigDecimal.valueOf(quantile.quantile())
                            .movePointRight(2)
                            .stripTrailingZeros()
                            .toPlainString();
        }
        String name = measure.getClass().getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static String unit(Measure measure) {
        if (measure instanceof Measure.ErrorRate || measure instanceof Measure.Uptime) {
            return "ratio";
        }
        if (measure instanceof Measure.Throughput) {
            return "per-second";
        }
        boolean latency = measure instanceof Measure.LatencyQuantile
                || measure instanceof Measure.MeanLatency
                || measure instanceof Measure.Latency;
        return latency ? "us" : "number";
    }

    private static String shown(double value, String unit) {
        return switch (unit) {
            case "ratio" -> String.format(Locale.ROOT, "%.2f %%", value * 100);
            case "us" -> String.format(Locale.ROOT, "%.0f ms", value / 1000);
            case "per-second" -> String.format(Locale.ROOT, "%.1f/s", value);
            default -> String.format(Locale.ROOT, "%.1f", value);
        };
    }
}
