package dev.headgate.executor.notice;

/**
 * The record that a notice comes from.
 *
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset
 * @param value its value, as it was read
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares sources
public record Source(String topic, int partition, long offset, byte[] value) {}
