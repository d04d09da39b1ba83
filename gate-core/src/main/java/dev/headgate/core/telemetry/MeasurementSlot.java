package dev.headgate.core.telemetry;

import dev.headgate.core.measurement.Kept;

/**
 * What is kept of measurements at one place.
 *
 * @param kept the place and its contents
 */
public record MeasurementSlot(Kept kept) implements Slot {

    @Override
    public MeasurementSlotKey key() {
        return new MeasurementSlotKey(kept.place());
    }
}
