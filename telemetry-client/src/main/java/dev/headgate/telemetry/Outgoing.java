package dev.headgate.telemetry;

/**
 * The value of a record to be sent.
 *
 * @param bytes the JSON
 * @param requests how many requests it tells of
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record Outgoing(byte[] bytes, long requests) {}
