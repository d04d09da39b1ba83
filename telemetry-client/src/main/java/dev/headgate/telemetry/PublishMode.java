package dev.headgate.telemetry;

/** In what form requests are published. */
public enum PublishMode {
    /** Every request, in batches of up to {@value RequestBatches#MOST_EVENTS}: the gate sees them within the linger. */
    EVENTS,
    /** One sketch per operation and second: for services with thousands of requests a second; a second later. */
    SUMMARIES
}
