package dev.headgate.executor.notice;

import dev.headgate.schemas.model.Severity;

/** The order of severities: by how soon somebody should answer. */
public final class Urgency {

    private Urgency() {}

    /** The larger, the more urgent: info, P3, P2, warning, P1, critical, P0. What is not known is taken for the worst. */
    public static int of(Severity severity) {
        return switch (severity) {
            case INFO -> 0;
            case P3 -> 1;
            case P2 -> 2;
            case WARNING -> 3;
            case P1 -> 4;
            case CRITICAL -> 5;
            case P0, UNKNOWN -> 6;
        };
    }
}
