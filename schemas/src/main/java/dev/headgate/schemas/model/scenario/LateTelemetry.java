package dev.headgate.schemas.model.scenario;

import java.time.Duration;

/**
 * Telemetry that arrives later than usual.
 *
 * @param side whose
 * @param during when it was produced
 * @param by how much later
 */
public record LateTelemetry(Side side, Stretch during, Duration by) {}
