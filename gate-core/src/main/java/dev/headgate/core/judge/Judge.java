package dev.headgate.core.judge;

import dev.headgate.core.comparison.RolloutEvidence;
import dev.headgate.core.comparison.Standing;
import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.core.telemetry.Series;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.core.telemetry.WindowFigures;
import dev.headgate.core.telemetry.WindowSpec;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Finds, for every line of a plan at one instant, whether its claim holds. Lagging telemetry overrides every rule about
 * silence; what has been seen may still speak against the canary. Silence and rates are read from closed seconds only,
 * failures and latencies as soon as they are in. Reads the telemetry, changes nothing.
 */
public final class Judge {

    private final Plan plan;
    private final ServiceTelemetry telemetry;
    private final RolloutEvidence evidence;
    private final Instant now;
    private final boolean lagging;
    private final boolean incomplete;
    private final long closedSecond;
    private final Optional<Instant> carriesTrafficSince;
    private final long canaryShown;
    private final long baselineShown;

    /**
     * @param carriesTrafficSince since when the canary's confirmed weight has been above 0
     * @param incompleteAfter how long a second may stay open
     */
    public Judge(
            Plan plan,
            ServiceTelemetry telemetry,
            RolloutEvidence evidence,
            Instant now,
            TelemetryStatus status,
            Optional<Instant> carriesTrafficSince,
            Duration incompleteAfter) {
        this.plan = plan;
        this.telemetry = telemetry;
        this.evidence = evidence;
        this.now = now;
        this.carriesTrafficSince = carriesTrafficSince;
        lagging = status.laggingAt(now);
        incomplete = status.completeUntil().isBefore(now.minus(incompleteAfter));
        closedSecond = status.closedBefore(now).getEpochSecond();
        canaryShown = telemetry.window(plan.shown(Series.of(plan.canary()))).requests();
        baselineShown = telemetry.window(plan.shown(Series.of(plan.baseline()))).requests();
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
        if (plan.clock().isEmpty()) {
            return blank(line).undecided(UndecidedCause.WEIGHT_NOT_CONFIRMED);
        }
        if (line.criterion().measure() instanceof Measure.NoSuccess noSuccess) {
            return gated(line, new Silence(line, noSuccess).finding());
        }
        Optional<BurnWindows> burn = BurnWindows.of(plan, line);
        if (burn.isPresent()) {
            return gated(line, new BurnRates(burn.get(), telemetry, silenceCause()).finding(blank(line)));
        }
        if (line.criterion().claim() instanceof Claim.BurnRate) {
            return blank(line).undecided(UndecidedCause.WEIGHT_NOT_CONFIRMED);
        }
        return gated(line, line.criterion().byEvidence() ? weighed(line) : measured(line));
    }

    /** Puts what overrides the figures before them. */
    private Finding gated(Line line, Finding found) {
        boolean advance = line.list() == CriterionList.ADVANCE;
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
        Finding seen = seen(line, spec, figures);
        Measure measure = line.criterion().measure();
        if (measure instanceof Measure.ErrorRate) {
            return errorRate(seen);
        }
        if (measure instanceof Measure.Uptime) {
            return uptime(seen, spec);
        }
        return measure instanceof Measure.Throughput ? throughput(seen, spec) : enough(seen);
    }

    private Finding seen(Line line, WindowSpec spec, WindowFigures figures) {
        return new Finding(
                line,
                Condition.UNDECIDED,
                UndecidedCause.NONE,
                value(line.criterion().measure(), figures),
                Math.min(figures.fromSecond(), figures.toSecond()),
                figures.toSecond(),
                figures.requests(),
                figures.errors(),
                false,
                line.criterion().minRequests().orElse(plan.policy().minRequests()),
                Optional.of(spec),
                Optional.empty());
    }

    /** A measure's value in a window, where the window alone gives it. */
    private static OptionalDouble value(Measure measure, WindowFigures figures) {
        if (measure instanceof Measure.ErrorRate) {
            return figures.errorRate();
        }
        if (measure instanceof Measure.MeanLatency) {
            return figures.meanMicros();
        }
        return measure instanceof Measure.LatencyQuantile latency
                ? quantile(figures, latency.quantile())
                : OptionalDouble.empty();
    }

    private static OptionalDouble quantile(WindowFigures figures, double quantile) {
        OptionalLong micros = figures.quantileMicros(quantile);
        return micros.isPresent() ? OptionalDouble.of((double) micros.getAsLong()) : OptionalDouble.empty();
    }

    /** By the evidence of all closed seconds; the window's figures are shown beside it. */
    private Finding weighed(Line line) {
        Standing standing = evidence.standing(line.id()).orElseThrow();
        Measure measure = line.criterion().measure() instanceof Measure.Latency
                ? new Measure.LatencyQuantile(standing.quantile())
                : line.criterion().measure();
        WindowSpec spec = plan.windowOf(line);
        WindowFigures figures = telemetry.window(spec);
        Optional<WindowSpec> ofBaseline =
                standing.paired() ? Optional.of(plan.baselineWindowOf(line)) : Optional.empty();
        OptionalDouble baseline = ofBaseline
                .map(window -> value(measure, telemetry.window(window)))
                .orElseGet(() -> standing.past()
                        .map(past -> OptionalDouble.of(past.value()))
                        .orElse(OptionalDouble.empty()));
        Finding found = seen(line, spec, figures)
                .observing(value(measure, figures))
                .weighed(new Weighed(
                        standing, ofBaseline, baseline, plan.stage().weight().equals(Weight.ALL)));
        boolean advance = line.list() == CriterionList.ADVANCE;
        if (standing.against()) {
            return found.decided(!advance, false);
        }
        if (standing.paired() && telemetry.window(plan.baselineWindowOf(line)).requests() == 0) {
            return found.undecided(figures.requests() == 0 ? silenceCause() : UndecidedCause.NO_BASELINE);
        }
        if (line.criterion().claim() instanceof Claim.AgainstPast && !standing.knowsPast(found.minRequests())) {
            return found.undecided(UndecidedCause.NO_PAST);
        }
        if (standing.counts().canaryRequests() < found.minRequests()) {
            return found.undecided(figures.requests() == 0 ? silenceCause() : UndecidedCause.TOO_FEW_REQUESTS);
        }
        if (standing.paired() && standing.counts().baselineRequests() < found.minRequests()) {
            return found.undecided(UndecidedCause.NO_BASELINE);
        }
        if (advance && !standing.shown()) {
            return found.undecided(UndecidedCause.NOT_YET_SIGNIFICANT);
        }
        return found.decided(advance, false);
    }

    private Finding errorRate(Finding found) {
        Claim.Limit limit = limitOf(found.line());
        if (found.requests() < found.minRequests()
                && BinomialTail.decisive(found.errors(), found.requests(), limit.limit())) {
            return found.decided(holds(limit, found.observed().orElse(0)), true);
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

    private Finding decided(Finding found) {
        return found.decided(holds(limitOf(found.line()), found.observed().orElseThrow()), false);
    }

    /** Requests in the closed seconds of the window, by their number; a rate over less than a few seconds is none. */
    private Finding throughput(Finding found, WindowSpec spec) {
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

    /** Closed slices of the window's length with a success, by those in which the canary had requests or the baseline a success. */
    private Finding uptime(Finding found, WindowSpec spec) {
        long to = Math.floorDiv(closedSecond, 10L);
        long clip = Math.floorDiv(spec.clipSecond() + 9, 10L);
        long from = spec.growing() ? clip : Math.max(clip, to - Math.max(1, (spec.lengthSeconds() + 9) / 10));
        var successes = telemetry.successSlices(plan.seriesOf(found.line()), from, to);
        var expected = telemetry.requestSlices(plan.seriesOf(found.line()), from, to);
        expected.or(telemetry.successSlices(plan.baselineOf(found.line()), from, to));
        if (expected.isEmpty()) {
            return found.undecided(to > from ? UndecidedCause.PRODUCER_SILENT : UndecidedCause.NOT_YET_SIGNIFICANT);
        }
        return decided(found.observing(OptionalDouble.of((double) successes.cardinality() / expected.cardinality())));
    }

    private static Claim.Limit limitOf(Line line) {
        return line.criterion().limit().orElseThrow(() -> new IllegalStateException("not a limit: " + line.id()));
    }

    private static boolean holds(Claim.Limit claim, double value) {
        return holds(claim.operator(), value, claim.limit());
    }

    private static boolean holds(Operator operator, double value, double limit) {
        return switch (operator) {
            case LESS -> value < limit;
            case LESS_OR_EQUAL -> value <= limit;
            case GREATER -> value > limit;
            case GREATER_OR_EQUAL -> value >= limit;
        };
    }

    private Finding blank(Line line) {
        long second = now.getEpochSecond();
        return new Finding(
                line,
                Condition.UNDECIDED,
                UndecidedCause.NONE,
                OptionalDouble.empty(),
                second,
                second,
                0,
                0,
                false,
                line.criterion().minRequests().orElse(plan.policy().minRequests()),
                Optional.ofNullable(plan.windows().get(line)),
                Optional.empty());
    }

    /** The rule about silence: no success of the canary for so long, although there should have been one. */
    private final class Silence {
        private final Line line;
        private final long fromSecond;
        private final Series canary;
        private final Series baseline;

        Silence(Line line, Measure.NoSuccess measure) {
            this.line = line;
            fromSecond = closedSecond - StageClock.ceilSecond(Instant.EPOCH.plus(measure.duration()));
            canary = plan.seriesOf(line);
            baseline = plan.baselineOf(line);
        }

        Finding finding() {
            if (carriesTrafficSince.isEmpty()) {
                return found().undecided(UndecidedCause.WEIGHT_NOT_CONFIRMED);
            }
            long carriesFrom = StageClock.ceilSecond(carriesTrafficSince.get());
            if (telemetry.lastSuccessSecond(canary) >= Math.max(fromSecond, carriesFrom)) {
                return found().decided(false, false);
            }
            if (carriesFrom > fromSecond) {
                return found().undecided(UndecidedCause.NOT_HELD_LONG_ENOUGH);
            }
            if (telemetry.lastFailureSecond(canary) >= fromSecond) {
                return found().decided(true, false);
            }
            if (!plan.policy().mode().followsTraffic()) {
                return found().undecided(UndecidedCause.WEIGHT_NOT_CONFIRMED);
            }
            return telemetry.lastSuccessSecond(baseline) >= fromSecond
                    ? found().decided(true, false)
                    : found().undecided(UndecidedCause.PRODUCER_SILENT);
        }

        /** Observed is how many seconds without a success are over: the one with the last success is none of them. */
        private Finding found() {
            long last = telemetry.lastSuccessSecond(canary);
            Finding blank = blank(line);
            return new Finding(
                    line,
                    Condition.UNDECIDED,
                    UndecidedCause.NONE,
                    last == Long.MIN_VALUE
                            ? OptionalDouble.empty()
                            : OptionalDouble.of((double) Math.max(0, closedSecond - last - 1)),
                    Math.min(fromSecond, now.getEpochSecond()),
                    now.getEpochSecond() + 1,
                    telemetry.requestsSince(canary, fromSecond),
                    0,
                    false,
                    blank.minRequests(),
                    Optional.empty(),
                    Optional.empty());
        }
    }
}
