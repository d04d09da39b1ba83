package dev.headgate.console.view;

import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One stage of a rollout's policy, and how far it has come.
 *
 * @param index the stage, counted from 0
 * @param weight its weight
 * @param minimumHold how long it stays at least
 * @param maximumHold how long it stays at most
 * @param state {@code done}, {@code current} or {@code ahead}
 * @param enteredAt when its weight was confirmed last
 * @param leftAt when it was left last; empty while it is in force
 * @param score where its lines are weighed against each other: the bars
 */
public record PlannedStage(
        int index,
        Weight weight,
        Duration minimumHold,
        Optional<Duration> maximumHold,
        String state,
        Optional<Instant> enteredAt,
        Optional<Instant> leftAt,
        Optional<Bars> score) {

    /**
     * The bars of a score.
     *
     * @param pass from which score on the stage may go on, 0 to 100
     * @param marginal from which score on a person decides; below it the stage has failed
     */
    public record Bars(double pass, double marginal) {}
}
