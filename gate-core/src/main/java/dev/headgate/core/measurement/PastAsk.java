package dev.headgate.core.measurement;

import dev.headgate.schemas.model.Past;
import java.util.OptionalDouble;

/**
 * A figure of the past that a plan compares with: the mean, or a quantile of a distribution.
 *
 * @param selection whose
 * @param quantile the quantile; empty for the mean
 * @param past of the hour before the rollout, or of the previous stage
 */
public record PastAsk(Selection selection, OptionalDouble quantile, Past past) {}
