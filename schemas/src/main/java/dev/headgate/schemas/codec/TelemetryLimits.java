package dev.headgate.schemas.codec;

/** Bounds of what applications may send. */
public final class TelemetryLimits {

    /** Largest raw request event, bytes. */
    public static final int EVENT_BYTES = 32_768;

    /** Largest batch, bytes. */
    public static final int BATCH_BYTES = 1_048_576;

    /** Most events in a batch. */
    public static final int BATCH_EVENTS = 1_000;

    /** Most labels of an event. */
    public static final int LABELS = 16;

    /** Longest label value and request id, characters. */
    public static final int TEXT_LENGTH = 200;

    /** Latest time that is taken for one: the end of the year 9999, milliseconds since 1970-01-01 UTC. */
    public static final long LATEST_MILLIS = 253_402_300_799_999L;

    private TelemetryLimits() {}
}
