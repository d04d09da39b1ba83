package dev.headgate.core.telemetry;

/** What is kept at one place, as it is remembered across restarts. */
public sealed interface Slot permits RequestSlot, MeasurementSlot {

    /** The place. */
    SlotKey key();
}
