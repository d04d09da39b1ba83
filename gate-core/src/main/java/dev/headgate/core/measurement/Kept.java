package dev.headgate.core.measurement;

import dev.headgate.schemas.model.MeasurementSum;

/**
 * What is kept at a place.
 *
 * @param place where
 * @param firstSecond the beginning of its time, seconds since 1970-01-01 UTC
 * @param sum what was measured in it
 */
public record Kept(Place place, long firstSecond, MeasurementSum sum) {}
