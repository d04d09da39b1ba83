package dev.headgate.core.telemetry;

/**
 * In which slices probes named {@code uptime} came in.
 *
 * @param successes those with one that succeeded
 * @param any those with any
 */
public record ProbeSlices(Slices successes, Slices any) {}
