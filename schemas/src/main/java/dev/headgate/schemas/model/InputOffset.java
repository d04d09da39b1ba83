package dev.headgate.schemas.model;

/**
 * How far an input had been read when something was decided.
 *
 * @param topic the topic, without prefix
 * @param partition the partition
 * @param offset the last offset that was taken into account
 */
public record InputOffset(String topic, int partition, long offset) {}
