package dev.headgate.schemas.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One step of a rollout.
 *
 * @param weight the canary's share of the traffic
 * @param minimumHold how long to stay at least, from the confirmed shift
 * @param maximumHold how long to stay at most; empty for as long as it takes
 * @param settle how long after the confirmed shift telemetry is shown but not judged (stop lines marked critical are)
 * @param advance lines that must all pass to go on; in the last stage, to complete
 * @param stop lines of which any may act, in this stage
 * @param onFailure what the stage's failure does
 * @param procedure what surrounds its judging
 */
public record Stage(
        Weight weight,
        Duration minimumHold,
        Optional<Duration> maximumHold,
        Duration settle,
        List<Criterion> advance,
        List<StopLine> stop,
        Response onFailure,
        StageProcedure procedure) {

    /** With nothing but its judging. */
    public Stage(
            Weight weight,
            Duration minimumHold,
            Optional<Duration> maximumHold,
            Duration settle,
            List<Criterion> advance,
            List<StopLine> stop,
            Response onFailure) {
        this(weight, minimumHold, maximumHold, settle, advance, stop, onFailure, StageProcedure.NONE);
    }

    /** Copies the lists. */
    public Stage {
        advance = List.copyOf(advance);
        stop = List.copyOf(stop);
    }

    /** The same with something around its judging. */
    public Stage with(StageProcedure other) {
        return new Stage(weight, minimumHold, maximumHold, settle, advance, stop, onFailure, other);
    }
}
