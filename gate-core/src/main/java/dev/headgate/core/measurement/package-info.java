/**
 * Figures that are not requests: gauges, ratios, counts, values of distributions, probes, alerts. What a plan asks for is
 * kept in slots over its windows; of gauges, alerts and distributions the latest is known at any time, of gauges and
 * distributions the last hour too. The same measurements in any order give the same figures.
 */
@NullMarked
package dev.headgate.core.measurement;

import org.jspecify.annotations.NullMarked;
