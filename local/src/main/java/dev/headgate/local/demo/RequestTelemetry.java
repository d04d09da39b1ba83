package dev.headgate.local.demo;

/** Is told of each request that a demo service has completed; called from several threads, must not block. */
@FunctionalInterface
interface RequestTelemetry {
    /**
     * A request was completed just now.
     *
     * @param operation what was asked for
     * @param latencyMicros from its beginning until now
     * @param success whether it was answered as its caller wanted
     * @param requestId the caller's id for it, empty if it has none
     */
    void completed(String operation, long latencyMicros, boolean success, String requestId);
}
