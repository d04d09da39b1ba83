package dev.headgate.it.harness;

/**
 * A running broker.
 *
 * @param bootstrapServers what clients connect to
 * @param stop ends it
 */
public record TestBroker(String bootstrapServers, AutoCloseable stop) {}
