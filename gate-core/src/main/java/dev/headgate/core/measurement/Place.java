package dev.headgate.core.measurement;

import dev.headgate.schemas.model.MeasurementKey;

/**
 * A place at which something is kept of a series; later contents replace earlier ones, so that what is kept is bounded.
 *
 * @param series whose
 * @param span the row of slots
 * @param index the place in it, from 0
 */
public record Place(MeasurementKey series, Span span, int index) {}
