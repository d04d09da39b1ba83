package dev.headgate.schemas.model;

import java.time.Duration;

/**
 * A stage whose weight rises step by step from one share to the stage's own.
 *
 * @param from the first weight, below the stage's
 * @param over how long it takes from the first weight to the stage's
 */
public record Ramp(Weight from, Duration over) {}
