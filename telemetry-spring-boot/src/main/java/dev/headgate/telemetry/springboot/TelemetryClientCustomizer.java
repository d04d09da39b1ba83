package dev.headgate.telemetry.springboot;

import dev.headgate.telemetry.TelemetryClientBuilder;

/** A bean of this kind has the last word on the client's settings, before it is built. */
@FunctionalInterface
public interface TelemetryClientCustomizer {

    /** Changes what the properties said. */
    void customize(TelemetryClientBuilder builder);
}
