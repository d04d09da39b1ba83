package dev.headgate.telemetry;

/** In what form requests are published. */
public enum PublishMode {
    /**
     * One sketch with counts per operation and second, shortly after the second's end: costs next to nothing to record, to
     * send and to judge, however many requests there are. The default.
     */
    SUMMARIES,
    /**
     * Every request, in batches of up to {@value RequestBatches#MOST_EVENTS}: the gate sees them within the linger, so a
     * second sooner. For a few hundred requests a second, where every one's id and moment matter.
     */
    EVENTS
}
