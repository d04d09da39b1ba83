package dev.headgate.processor.process;

import java.util.Locale;

/** The gate's two applications; they meet at the topic {@code gate.sketches}, so each scales alone. */
enum GateApplication {
    /** Adds up telemetry and sends it on by service. */
    COMBINE,
    /** Judges services and decides about their rollouts. */
    JUDGE;

    /** The name in application ids, flags and metrics. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
