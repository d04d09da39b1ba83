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
 */
public record PlannedStage(
        int index,
        Weight weight,
        Duration minimumHold,
        Optional<Duration> maximumHold,
        String state,
        Optional<Instant> enteredAt,
        Optional<Instant> leftAt) {}
