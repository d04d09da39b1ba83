package dev.headgate.core.judge;

import dev.headgate.core.telemetry.Series;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.UndecidedCause;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The rule about silence: no success of the canary for so long, although there should have been one. Where requests come in
 * data points, silence is known when twice the time of the longest has passed, and not before.
 */
final class Silence {

    private final Plan plan;
    private final ServiceTelemetry telemetry;
    private final Instant now;
    private final long closedSecond;
    private final Optional<Instant> carriesTrafficSince;

    Silence(
            Plan plan,
            ServiceTelemetry telemetry,
            Instant now,
            long closedSecond,
            Optional<Instant> carriesTrafficSince) {
        this.plan = plan;
        this.telemetry = telemetry;
        this.now = now;
        this.closedSecond = closedSecond;
        this.carriesTrafficSince = carriesTrafficSince;
    }

    Finding of(Line line, Measure.NoSuccess measure) {
        long fromSecond = closedSecond - StageClock.ceilSecond(Instant.EPOCH.plus(measure.duration()));
        Series canary = plan.seriesOf(line);
        Finding found = found(line, canary, fromSecond);
        if (carriesTrafficSince.isEmpty()) {
            return found.undecided(UndecidedCause.WEIGHT_NOT_CONFIRMED);
        }
        long carriesFrom = StageClock.ceilSecond(carriesTrafficSince.get());
        if (telemetry.lastSuccessSecond(canary) >= Math.max(fromSecond, carriesFrom)) {
            return found.decided(false, false);
        }
        if (carriesFrom > fromSecond) {
            return found.undecided(UndecidedCause.NOT_HELD_LONG_ENOUGH);
        }
        long interval = LongPoints.longest(plan, telemetry, line);
        long knownFrom = Math.min(fromSecond, closedSecond - 2 * interval);
        if (telemetry.lastSuccessSecond(canary) >= Math.max(knownFrom, carriesFrom) || carriesFrom > knownFrom) {
            return found.noting(new Note.LongPoints(interval)).undecided(UndecidedCause.TOO_COARSE);
        }
        if (telemetry.lastFailureSecond(canary) >= knownFrom) {
            return found(line, canary, knownFrom).decided(true, false);
        }
        if (!plan.policy().mode().followsTraffic()) {
            return found.undecided(UndecidedCause.WEIGHT_NOT_CONFIRMED);
        }
        return telemetry.lastSuccessSecond(plan.baselineOf(line)) >= knownFrom
                ? found.decided(true, false)
                : found.undecided(UndecidedCause.PRODUCER_SILENT);
    }

    /** Observed is how many seconds without a success are over: the one with the last success is none of them. */
    private Finding found(Line line, Series canary, long fromSecond) {
        long last = telemetry.lastSuccessSecond(canary);
        Finding blank = Finding.blank(plan, line, now);
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
