package dev.headgate.schemas.model;

/**
 * What one series of measurements showed in one second, or a part of it: adding the parts in any order gives the whole.
 *
 * @param key which series
 * @param second the second's beginning, seconds since 1970-01-01 UTC
 * @param sum what was measured in it
 */
public record MeasurementSecond(MeasurementKey key, long second, MeasurementSum sum) {}
