package dev.headgate.benchmarks.throughput.input;

/**
 * What is counted apart.
 *
 * @param service name of the service
 * @param version one of its versions
 * @param operation one of that version's operations
 */
public record Series(String service, String version, String operation) {}
