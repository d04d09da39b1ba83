package dev.headgate.core;

import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.schemas.model.InputOffset;
import java.time.Instant;
import java.util.List;

/**
 * One step of the gate: what came, when it is, and how complete telemetry is.
 *
 * @param now the instant; never before the last tick's
 * @param inputs what came since the last tick, in canonical order: executions, commands, sketches, each by offset
 * @param status how complete telemetry is at {@code now}
 * @param offsets how far each input had been read, for the decisions' records
 */
public record Tick(Instant now, List<Input> inputs, TelemetryStatus status, List<InputOffset> offsets) {

    /** Copies the lists. */
    public Tick {
        inputs = List.copyOf(inputs);
        offsets = List.copyOf(offsets);
    }
}
