package dev.headgate.core.telemetry;

/** A place whose contents are remembered across restarts; later contents of a place replace earlier ones. */
public sealed interface SlotKey permits RequestSlotKey, MeasurementSlotKey {}
