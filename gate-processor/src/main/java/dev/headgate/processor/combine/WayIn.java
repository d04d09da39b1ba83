package dev.headgate.processor.combine;

/** Where requests come in. A request must come in one way only: nothing in it tells that it was counted before. */
enum WayIn {
    REQUESTS("telemetry.requests"),
    SUMMARIES("telemetry.summaries"),
    SPANS("OpenTelemetry's spans"),
    METRICS("OpenTelemetry's metrics");

    private final String words;

    WayIn(String words) {
        this.words = words;
    }

    /** As people know it. */
    String words() {
        return words;
    }
}
