package dev.headgate.benchmarks.statistics;

import dev.headgate.core.evidence.PairedCounts;
import dev.headgate.schemas.sketch.LatencySketch;

/**
 * One second of both versions.
 *
 * @param startsStage whether a stage starts with it
 * @param errors requests and errors
 * @param canary the canary's latencies; empty where only errors are simulated
 * @param baseline the baseline's latencies
 */
record Second(boolean startsStage, PairedCounts errors, LatencySketch canary, LatencySketch baseline) {}
