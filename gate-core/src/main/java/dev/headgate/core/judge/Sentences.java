package dev.headgate.core.judge;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.UndecidedCause;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was found about a line, as a sentence that a person understands: with numbers, units and the limit. */
final class Sentences {

    private Sentences() {}

    static String of(Judged judged) {
        Finding finding = judged.finding();
        String sentence = of(finding);
        if (finding.weighed().isPresent()) {
            return sentence;
        }
        Duration holdFor = judged.line().criterion().holdFor();
        if (finding.condition() != Condition.TRUE || holdFor.isZero()) {
            return sentence;
        }
        String since = ", and so it has been for " + Numbers.time(judged.timer().held());
        return judged.judgement() == Judgement.UNDECIDED
                ? sentence + since + " of the " + Numbers.time(holdFor) + " asked for"
                : sentence + since;
    }

    /** Without for how long it has been so. */
    private static String of(Finding finding) {
        if (finding.condition() == Condition.UNDECIDED) {
            return finding.weighed()
                    .filter(weighed -> finding.cause() == UndecidedCause.NOT_YET_SIGNIFICANT)
                    .map(weighed -> EvidenceSentences.notShownYet(finding, weighed))
                    .orElseGet(() -> undecided(finding));
        }
        return finding.weighed().isPresent()
                ? EvidenceSentences.decided(finding, finding.weighed().get())
                : decided(finding);
    }

    /** All that is true at once, or what is false, or what is not decided. */
    private static String together(Finding whole, Note.Parts parts) {
        return parts.findings().stream()
                .filter(part -> part.condition() == whole.condition())
                .filter(part -> whole.condition() != Condition.UNDECIDED || part.cause() == whole.cause())
                .map(Sentences::of)
                .limit(whole.condition() == Condition.TRUE ? parts.findings().size() : 1)
                .collect(Collectors.joining("; and "));
    }

    private static Optional<String> noted(Finding finding, boolean undecided) {
        return finding.note().flatMap(note -> {
            if (note instanceof Note.Parts parts) {
                return Optional.of(together(finding, parts));
            }
            if (note instanceof Note.Between || note instanceof Note.LongPoints) {
                return Optional.empty();
            }
            if (note instanceof Note.Said said) {
                return Optional.of(DeedSentences.of(finding, said));
            }
            if (note instanceof Note.Ticked ticked) {
                return Optional.of(DeedSentences.of(finding, ticked));
            }
            if (note instanceof Note.Ran ran) {
                return Optional.of(DeedSentences.of(finding, ran));
            }
            if (note instanceof Note.Alerted alerted) {
                return Optional.of(
                        undecided
                                ? MeasurementSentences.undecided(finding, alerted)
                                : MeasurementSentences.decided(finding, alerted));
            }
            return measured(finding, (Note.Measured) note, undecided);
        });
    }

    private static Optional<String> measured(Finding finding, Note.Measured note, boolean undecided) {
        if (!MeasurementLines.speaksOf(finding.line().criterion().measure())) {
            return Optional.empty();
        }
        return Optional.of(
                undecided
                        ? MeasurementSentences.undecided(finding, note)
                        : MeasurementSentences.decided(finding, note));
    }

    /** Whose figure it is, for example {@code the canary's p95 of checkout}. */
    static String subject(Criterion criterion) {
        return subject(criterion, criterion.operation());
    }

    /** The same, of an operation. */
    static String subject(Criterion criterion, Optional<String> operation) {
        return subject("the canary", criterion, operation);
    }

    private static String subject(Finding finding) {
        Criterion criterion = finding.line().criterion();
        return MeasurementLines.speaksOf(criterion.measure())
                ? MeasurementSentences.subject(criterion.measure())
                : subject(whose(finding), criterion, criterion.operation());
    }

    private static String whose(Finding finding) {
        return finding.line().list() == CriterionList.AFTER_ROLLBACK ? "the baseline" : "the canary";
    }

    private static String subject(String whose, Criterion criterion, Optional<String> operation) {
        return whose + "'s " + name(criterion.measure())
                + operation.map(each -> " of " + each).orElse("")
                + MeasurementSentences.labels(criterion.labels());
    }

    /** A figure in the measure's unit. */
    static String figure(Measure measure, double value) {
        if (measure instanceof Measure.ErrorRate || measure instanceof Measure.Uptime) {
            return Numbers.percent(value);
        }
        if (measure instanceof Measure.Throughput) {
            return Numbers.rounded(value) + " requests/s";
        }
        if (measure instanceof Measure.NoSuccess) {
            return Numbers.rounded(value) + " s";
        }
        if (MeasurementLines.speaksOf(measure)) {
            return MeasurementSentences.figure(measure, value);
        }
        if (measure instanceof Measure.Hook hook) {
            return MeasurementSentences.inUnit(hook.unit(), value);
        }
        return Numbers.micros(value);
    }

    private static String name(Measure measure) {
        if (measure instanceof Measure.ErrorRate) {
            return "error rate";
        }
        if (measure instanceof Measure.Uptime) {
            return "uptime";
        }
        if (measure instanceof Measure.Throughput) {
            return "throughput";
        }
        if (measure instanceof Measure.MeanLatency) {
            return "mean latency";
        }
        if (measure instanceof Measure.LatencyQuantile latency) {
            return Numbers.quantile(latency.quantile());
        }
        return measure instanceof Measure.Latency ? "latency" : "successful requests";
    }

    private static String decided(Finding finding) {
        Optional<String> noted = noted(finding, false);
        if (noted.isPresent()) {
            return noted.get();
        }
        Criterion criterion = finding.line().criterion();
        if (finding.burn().isPresent()) {
            return BurnSentences.decided(finding, finding.burn().get());
        }
        if (criterion.measure() instanceof Measure.NoSuccess noSuccess) {
            return silence(finding, criterion, noSuccess);
        }
        String sentence = subject(finding) + " was " + observed(finding) + " " + over(finding) + " (" + limit(finding)
                + "), " + requests(finding);
        return finding.byTail()
                ? sentence + ", too many to be chance although fewer than " + finding.minRequests() + " requests are in"
                : sentence;
    }

    /** The value, or the bounds between which it lies. */
    static String observed(Finding finding) {
        Measure measure = finding.line().criterion().measure();
        String value = figure(measure, finding.observed().orElseThrow());
        return finding.atLeast().stream()
                .mapToObj(least -> "between " + figure(measure, least) + " and " + value)
                .findFirst()
                .orElse(value);
    }

    private static String tooCoarse(Finding finding) {
        if (finding.note().isPresent() && finding.note().get() instanceof Note.LongPoints points) {
            return longPoints(finding, points);
        }
        Optional<Claim.Limit> claim = finding.line().criterion().limit();
        if (finding.atLeast().isEmpty() || claim.isEmpty()) {
            return "its latencies come of histograms whose buckets are too coarse for it; publish spans or request events";
        }
        String limit = figure(finding.line().criterion().measure(), claim.get().limit());
        return "it was " + observed(finding) + " " + over(finding) + ", and the limit of " + limit
                + " lies between; give its histogram a bucket bound at " + limit;
    }

    private static String longPoints(Finding finding, Note.LongPoints points) {
        String each = Numbers.time(Duration.ofSeconds(points.seconds()));
        String twice = Numbers.time(Duration.ofSeconds(2 * points.seconds()));
        return finding.line().criterion().measure() instanceof Measure.NoSuccess noSuccess
                ? "there was none for " + Numbers.time(noSuccess.duration()) + ", but its metrics come in points of "
                        + each
                        + ", and silence is known after " + twice + "; ask for no success for " + twice
                        + " or more, or export metrics more often"
                : "its metrics come in points of " + each + "; look over " + twice
                        + " or more, or export metrics more often";
    }

    private static String silence(Finding finding, Criterion criterion, Measure.NoSuccess noSuccess) {
        String whose =
                "the canary" + criterion.operation().map(each -> " in " + each).orElse("")
                        + MeasurementSentences.labels(criterion.labels());
        String limit = Numbers.time(noSuccess.duration());
        if (finding.condition() == Condition.FALSE) {
            return whose + " had a successful request within the last " + limit;
        }
        String evidence = finding.requests() > 0
                ? "although " + finding.requests() + " reached it"
                : "although its weight is confirmed and the baseline had";
        return whose + " had no successful request for more than " + limit + ", " + evidence;
    }

    private static String undecided(Finding finding) {
        Optional<String> noted = noted(finding, true);
        if (noted.isPresent()) {
            return noted.get();
        }
        String subject = finding.burn().map(BurnSentences::subject).orElseGet(() -> subject(finding));
        return subject + ": not decided, " + why(finding);
    }

    static String why(Finding finding) {
        UndecidedCause cause = finding.cause();
        return switch (cause) {
            case NO_TRAFFIC -> whose(finding) + " had no requests " + over(finding);
            case TOO_FEW_REQUESTS ->
                finding.requests() + " of at least " + finding.minRequests() + " requests "
                        + over(finding)
                        + finding.observed().stream()
                                .mapToObj(value -> " ("
                                        + (finding.burn().isPresent()
                                                ? Numbers.rounded(value) + " times as fast as allowed"
                                                : figure(
                                                        finding.line()
                                                                .criterion()
                                                                .measure(),
                                                        value))
                                        + ")")
                                .findFirst()
                                .orElse("");
            case LAGGING -> "telemetry is behind";
            case PRODUCER_SILENT -> "neither the canary nor the baseline publishes anything";
            case NO_BASELINE ->
                finding.weighed().map(Weighed::allTraffic).orElse(false)
                        ? "all traffic is the canary's and the comparison does not speak any more"
                        : "the baseline has too few requests to compare with";
            case NO_PAST -> PastSentences.none(finding.line().criterion());
            case INCOMPLETE -> "a second could not be closed in time";
            case SETTLING -> "the stage is settling";
            case WEIGHT_NOT_CONFIRMED -> "nobody has confirmed that the canary has traffic";
            case NOT_HELD_LONG_ENOUGH -> "the canary has not had traffic for long enough";
            case NOT_YET_SIGNIFICANT -> "the evidence does not suffice yet";
            case LATE_TELEMETRY -> "too many requests of a version come late, a comparison would be biased";
            case SHARE_OFF_WEIGHT ->
                "the canary's share of the requests is not what its weight stands for, a comparison would be biased";
            case EVIDENCE_FAILED -> "its evidence could not be taken in, a fault of the gate's own";
            case NO_MEASUREMENT -> "nothing was measured that it speaks of";
            case MEASUREMENT_TOO_OLD -> "the latest measurement is too old";
            case WAITING_FOR_PEOPLE -> "it waits for people";
            case WAITING_FOR_RUNBOOK -> "its runbook has not ended yet";
            case TOO_COARSE -> tooCoarse(finding);
            case NONE, UNKNOWN -> "for no stated cause";
        };
    }

    static String over(Finding finding) {
        if (finding.burn().isPresent()) {
            return BurnSentences.over(finding, finding.burn().get());
        }
        long whole = Math.max(1, finding.toSecond() - finding.fromSecond() - 1);
        boolean growing = finding.window().map(window -> window.growing()).orElse(false);
        if (growing) {
            return "over the " + Numbers.time(Duration.ofSeconds(whole)) + " since the stage settled";
        }
        long length = finding.window().map(window -> window.lengthSeconds()).orElse(whole);
        return "over the last " + Numbers.time(Duration.ofSeconds(Math.min(whole, length)));
    }

    private static String limit(Finding finding) {
        Criterion criterion = finding.line().criterion();
        if (finding.note().isPresent() && finding.note().get() instanceof Note.Measured past) {
            return MeasurementSentences.limit(finding, past);
        }
        Claim.Limit limit = criterion.limit().orElseThrow();
        String figure = figure(criterion.measure(), limit.limit());
        return finding.line().list() == CriterionList.STOP
                ? "limit " + figure
                : "must be " + limit.operator().wireName() + " " + figure;
    }

    private static String requests(Finding finding) {
        return finding.line().criterion().measure() instanceof Measure.ErrorRate
                ? finding.errors() + " of " + finding.requests() + " requests failed"
                : finding.requests() + " requests";
    }
}
