package dev.headgate.schemas.model;

import java.time.Duration;

/**
 * A hook that is run again and again while a stage's weight is in force.
 *
 * @param hook the line, whose measure is a {@link Measure.Hook}
 * @param every from one run's beginning to the next; a run that is still under way is not overtaken
 */
public record RepeatedHook(Criterion hook, Duration every) {}
