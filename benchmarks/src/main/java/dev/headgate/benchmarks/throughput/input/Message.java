package dev.headgate.benchmarks.throughput.input;

/**
 * A record to be sent.
 *
 * @param key what the records of one series, or of one version where a record holds several series, have in common
 * @param value its bytes
 * @param requests how many requests it stands for
 */
@SuppressWarnings("ArrayRecordComponent") // Only sent, never compared.
public record Message(String key, byte[] value, long requests) {}
