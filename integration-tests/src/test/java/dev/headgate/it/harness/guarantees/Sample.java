package dev.headgate.it.harness.guarantees;

/**
 * The weights in force at one moment.
 *
 * @param service whose
 * @param begin {@code System.nanoTime()} before HAProxy was asked
 * @param end and after it had answered
 * @param canary the canary's weight
 * @param baseline the baseline's
 */
public record Sample(String service, long begin, long end, int canary, int baseline) {}
