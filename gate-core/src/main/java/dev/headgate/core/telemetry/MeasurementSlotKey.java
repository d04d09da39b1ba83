package dev.headgate.core.telemetry;

import dev.headgate.core.measurement.Place;

/**
 * A place of a series of measurements.
 *
 * @param place which
 */
public record MeasurementSlotKey(Place place) implements SlotKey {}
