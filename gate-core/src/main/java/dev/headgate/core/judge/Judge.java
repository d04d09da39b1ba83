package dev.headgate.core.judge;

import dev.headgate.core.comparison.RolloutEvidence;
import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.core.telemetry.Series;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.core.telemetry.StageSum;
import dev.headgate.core.telemetry.WindowFigures;
import dev.headgate.core.telemetry.WindowSpec;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Past;
import dev.headgate.schemas.model.UndecidedCause;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Finds, for every line of a plan at one instant, whether its claim holds. Lagging telemetry overrides every rule about
 * silence; what has been seen may still speak against the canary. Silence and rates are read from closed seconds only,
 * failures and latencies as soon as they are in. Reads the telemetry, changes nothing.
 */
public final class Judge {

    private final Plan plan;
    private final ServiceTelemetry telemetry;
    private final Instant now;
    private final boolean lagging;
    private final boolean incomplete;
    private final long closedSecond;
    private final long canaryShown;
    private final long baselineShown;
    private final Weighing weighing;
    private final Silence silence;
    private final DeedFindings deeds;
    private final MeasurementFindings measurements;

    /** With nothing that people and runbooks have done. */
    public Judge(
            Plan plan,
            ServiceTelemetry telemetry,
            RolloutEvidence evidence,
            Instant now,
            TelemetryStatus status,
            Optional<Instant> carriesTrafficSince,
            Duration incompleteAfter) {
        this(plan, telemetry, evidence, now, status, carriesTrafficSince, incompleteAfter, Deeds.NONE);
    }

    /**
     * @param carriesTrafficSince since when the canary's confirmed weight has been above 0
     * @param incompleteAfter how long a second may stay open
     * @param deeds what people and runbooks have done
     */
    public Judge(
            Plan plan,
            ServiceTelemetry telemetry,
            RolloutEvidence evidence,
            Instant now,
            TelemetryStatus status,
            Optional<Instant> carriesTrafficSince,
            Duration incompleteAfter,
            Deeds deeds) {
        this.plan = plan;
        this.telemetry = telemetry;
        this.now = now;
        lagging = status.laggingAt(now);
        incomplete = status.completeUntil().isBefore(now.minus(incompleteAfter));
        closedSecond = status.closedBefore(now).getEpochSecond();
        canaryShown = telemetry.window(plan.shown(Series.of(plan.canary()))).requests();
        baselineShown = telemetry.window(plan.shown(Series.of(plan.baseline()))).requests();
        weighing = new Weighing(plan, telemetry, evidence, silenceCause());
        silence = new Silence(plan, telemetry, now, closedSecond, carriesTrafficSince);
        this.deeds = new DeedFindings(plan, deeds, now);
        measurements = new MeasurementFindings(plan, telemetry.measurements(), now);
    }

    /** What is found about each line, in the plan's order. */
    public List<Finding> findings() {
        return plan.lines().stream().map(this::finding).toList();
    }

    /** Whether telemetry is there and the canary's is among it, so that "nothing failed" means something. */
    public boolean canarySpeaks() {
        return !lagging && !incomplete && canaryShown > 0;
    }

    private Finding finding(Line line) {
        List<Line> parts = line.parts();
        if (!parts.isEmpty()) {
            return together(line, parts.stream().map(this::finding).toList());
        }
        Measure measure = line.criterion().measure();
        if (DeedFindings.speaksOf(measure)) {
            return deeds.of(line);
        }
        if (plan.clock().isEmpty() && line.list() != CriterionList.ENTER) {
            return Finding.blank(plan, line, now).undecided(UndecidedCause.WEIGHT_NOT_CONFIRMED);
        }
        return MeasurementLines.speaksOf(measure) ? gatedMeasurement(line, measurements.of(line)) : ofRequests(line);
    }

    /**
     * True when all parts are, false when one is, undecided otherwise: for the cause that weighs most, so that what only waits
     * for people or runbooks hides nothing that could not be told.
     */
    private Finding together(Line line, List<Finding> parts) {
        Finding found = Finding.blank(plan, line, now)
                .over(
                        parts.stream().mapToLong(Finding::fromSecond).min().orElse(now.getEpochSecond()),
                        now.getEpochSecond() + 1)
                .noting(new Note.Parts(parts));
        if (parts.stream().anyMatch(part -> part.condition() == Condition.FALSE)) {
            return found.decided(false, false);
        }
        return parts.stream()
                .filter(part -> part.condition() == Condition.UNDECIDED)
                .map(Finding::cause)
                .min(Comparator.comparingInt(Judge::lightness))
                .map(found::undecided)
                .orElseGet(() -> found.decided(true, false));
    }

    private static int lightness(UndecidedCause cause) {
        return switch (cause) {
            case LATE_TELEMETRY, SHARE_OFF_WEIGHT, EVIDENCE_FAILED, MEASUREMENT_TOO_OLD, TOO_COARSE -> 0;
            case WAITING_FOR_PEOPLE, WAITING_FOR_RUNBOOK -> 2;
            default -> 1;
        };
    }

    private Finding ofRequests(Line line) {
        if (line.criterion().measure() instanceof Measure.NoSuccess noSuccess) {
            return gated(line, silence.of(line, noSuccess));
        }
        Optional<BurnWindows> burn = BurnWindows.of(plan, line);
        if (burn.isPresent()) {
            return gated(
                    line, new BurnRates(burn.get(), telemetry, silenceCause()).finding(Finding.blank(plan, line, now)));
        }
        if (line.criterion().claim() instanceof Claim.BurnRate) {
            return Finding.blank(plan, line, now).undecided(UndecidedCause.WEIGHT_NOT_CONFIRMED);
        }
        return gated(line, line.criterion().byEvidence() ? weighing.of(line) : measured(line));
    }

    /** Puts what overrides the figures before them. */
    private Finding gated(Line line, Finding found) {
        boolean advance = line.mustHold();
        boolean speaksOfFailure = found.condition() == Condition.TRUE
                && judgesWhatWasSeen(line.criterion().measure());
        if (lagging && (advance || !speaksOfFailure)) {
            return found.undecided(UndecidedCause.LAGGING);
        }
        if (settling(line)) {
            return found.undecided(UndecidedCause.SETTLING);
        }
        if (advance && incomplete) {
            return found.undecided(UndecidedCause.INCOMPLETE);
        }
        if (advance && canaryShown == 0) {
            return found.undecided(silenceCause());
        }
        return found;
    }

    private boolean settling(Line line) {
        return !line.judgedWhileSettling()
                && plan.clock()
                        .map(clock -> now.getEpochSecond() < clock.settledSecond(plan.stage()))
                        .orElse(true);
    }

    /** Measurements come the way of the telemetry; what has been seen of them may speak, what is missing may not. */
    private Finding gatedMeasurement(Line line, Finding found) {
        boolean seen = found.condition() == Condition.TRUE && !line.mustHold() && !bySilence(line);
        if (lagging && !seen) {
            return found.undecided(UndecidedCause.LAGGING);
        }
        boolean alerts = line.criterion().measure() instanceof Measure.Alerts;
        if (!alerts && settling(line)) {
            return found.undecided(UndecidedCause.SETTLING);
        }
        return line.mustHold() && incomplete ? found.undecided(UndecidedCause.INCOMPLETE) : found;
    }

    /** Whether it would be true also if something were missing. */
    private static boolean bySilence(Line line) {
        Measure measure = line.criterion().measure();
        boolean few = line.criterion()
                .limit()
                .map(limit -> limit.operator() != Operator.GREATER && limit.operator() != Operator.GREATER_OR_EQUAL)
                .orElse(line.criterion().claim() instanceof Claim.Done done && !done.done());
        return few && (measure instanceof Measure.Count || measure instanceof Measure.Alerts);
    }

    private static boolean judgesWhatWasSeen(Measure measure) {
        return measure instanceof Measure.ErrorRate
                || measure instanceof Measure.MeanLatency
                || measure instanceof Measure.Latency
                || measure instanceof Measure.LatencyQuantile;
    }

    private UndecidedCause silenceCause() {
        return baselineShown > 0 ? UndecidedCause.NO_TRAFFIC : UndecidedCause.PRODUCER_SILENT;
    }

    private Finding measured(Line line) {
        WindowSpec spec = plan.windowOf(line);
        WindowFigures figures = telemetry.window(spec);
        Measure measure = line.criterion().measure();
        Finding seen = Reading.observed(Finding.seen(plan, line, spec, figures), measure, figures);
        if (measure instanceof Measure.ErrorRate) {
            return errorRate(seen);
        }
        if (measure instanceof Measure.Uptime) {
            return uptime(seen, spec);
        }
        if (line.criterion().claim() instanceof Claim.AgainstPast past) {
            return againstPast(seen, past);
        }
        return measure instanceof Measure.Throughput ? throughput(seen, spec) : enough(seen);
    }

    private Finding errorRate(Finding found) {
        Claim.Limit limit = limitOf(found.line());
        if (found.requests() < found.minRequests()
                && BinomialTail.decisive(found.errors(), found.requests(), limit.limit())) {
            return found.decided(Limits.holds(limit, found.observed().orElse(0)), true);
        }
        return enough(found);
    }

    private Finding enough(Finding found) {
        if (found.requests() == 0) {
            return found.undecided(silenceCause());
        }
        if (found.requests() < found.minRequests()) {
            return found.undecided(UndecidedCause.TOO_FEW_REQUESTS);
        }
        return decided(found);
    }

    /** A figure between two bounds decides if it does so wherever it lies between them. */
    private Finding decided(Finding found) {
        Claim.Limit limit = limitOf(found.line());
        double observed = found.observed().orElseThrow();
        boolean holds = Limits.holds(limit, observed);
        return found.atLeast().stream().anyMatch(least -> Limits.between(limit, least, observed))
                ? found.undecided(UndecidedCause.TOO_COARSE)
                : found.decided(holds, false);
    }

    /** Requests in the closed seconds of the window, by their number; a rate over less than a few seconds is none. */
    private Finding throughput(Finding found, WindowSpec spec) {
        long interval = LongPoints.longest(plan, telemetry, found.line());
        if (interval > 0 && !spec.growing() && spec.lengthSeconds() < 2 * interval) {
            return found.noting(new Note.LongPoints(interval)).undecided(UndecidedCause.TOO_COARSE);
        }
        if (found.requests() == 0) {
            return found.undecided(silenceCause());
        }
        long seconds = closedSecond - found.fromSecond();
        if (seconds < Math.max(1, Math.min(10, spec.lengthSeconds()) / 2)) {
            return found.undecided(UndecidedCause.NOT_YET_SIGNIFICANT);
        }
        long closed = found.requests() - telemetry.requestsSince(plan.seriesOf(found.line()), closedSecond);
        return decided(found.observing(OptionalDouble.of((double) closed / seconds)));
    }

    /** A mean against that of the stage before, as a plain figure: each request by itself says nothing about a mean. */
    private Finding againstPast(Finding found, Claim.AgainstPast claim) {
        if (found.requests() == 0) {
            return found.undecided(silenceCause());
        }
        int stage = plan.clock().map(StageClock::stage).orElse(0);
        Optional<StageSum> before = claim.past() == Past.PREVIOUS_STAGE
                ? telemetry.ofStage(stage - 1, plan.seriesOf(found.line()))
                : Optional.empty();
        if (before.filter(sum -> sum.requests() >= Math.max(1, found.minRequests()))
                .isEmpty()) {
            return found.undecided(UndecidedCause.NO_PAST);
        }
        if (found.requests() < found.minRequests()) {
            return found.undecided(UndecidedCause.TOO_FEW_REQUESTS);
        }
        double past = (double) before.get().latencySumMicros() / before.get().requests();
        double limit = Limits.ofPast(past, claim.margin());
        return found.noting(Note.Measured.NOTHING.withLimit(limit))
                .decided(claim.worse() == found.observed().orElseThrow() > limit, false);
    }

    /**
     * Closed slices of the window's length with a success, by those in which the canary had requests or the baseline a
     * success. Probes named {@code uptime} count like requests, and one that was due and did not come is no success; not
     * where an operation or labels are asked for, which they say nothing of. What else nobody asked for counts as nothing. The
     * seconds that the next data point will tell of are left out.
     */
    private Finding uptime(Finding found, WindowSpec spec) {
        long told = closedSecond - LongPoints.longest(plan, telemetry, found.line());
        long to = Math.floorDiv(told, 10L);
        long clip = Math.floorDiv(spec.clipSecond() + 9, 10L);
        long from = spec.growing() ? clip : Math.max(clip, to - Math.max(1, (spec.lengthSeconds() + 9) / 10));
        var successes = telemetry.successSlices(plan.seriesOf(found.line()), from, to);
        var expected = telemetry.requestSlices(plan.seriesOf(found.line()), from, to);
        expected.or(telemetry.successSlices(plan.baselineOf(found.line()), from, to));
        if (plan.seriesOf(found.line()).equals(Series.of(plan.canary()))) {
            successes.or(telemetry.successfulProbes(from, to));
            BitSet probes = telemetry.anyProbes(from, to);
            expected.or(probes);
            expected.or(MissedProbes.of(probes, (int) Math.max(0, to - from)));
        }
        if (expected.isEmpty()) {
            return found.undecided(to > from ? UndecidedCause.PRODUCER_SILENT : UndecidedCause.NOT_YET_SIGNIFICANT);
        }
        return decided(found.observing(OptionalDouble.of((double) successes.cardinality() / expected.cardinality())));
    }

    private static Claim.Limit limitOf(Line line) {
        return line.criterion().limit().orElseThrow(() -> new IllegalStateException("not a limit: " + line.id()));
    }
}
