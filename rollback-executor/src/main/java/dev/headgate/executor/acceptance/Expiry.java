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

    /** The same of an advance whose age counts from a person's answer on. */
    public static String sentenceSinceAnswer(Received received, Instant answeredAt, Instant now) {
        return "expired: an advance valid for "
                + received.decision().validFor().map(Duration::toString).orElse("ever")
                + " after a person answered, which is " + Duration.between(answeredAt, now) + " ago now";
    }
}
