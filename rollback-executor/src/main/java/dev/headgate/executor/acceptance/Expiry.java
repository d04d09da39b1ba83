package dev.headgate.executor.acceptance;

import java.time.Duration;
import java.time.Instant;

/** Says how old a decision was that expires. */
public final class Expiry {

    private Expiry() {}

    /** One sentence: how long it was valid and how old it is. */
    public static String sentence(Received received, Instant now) {
        return "expired: " + (received.isRun() ? "a run" : "an advance") + " valid for "
                + received.decision().validFor().map(Duration::toString).orElse("ever") + " after it was appended, now "
                + received.ageAt(now) + " old";
    }
}
