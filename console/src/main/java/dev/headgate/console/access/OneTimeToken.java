package dev.headgate.console.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Lets in whoever shows it first, within an hour. Thread-safe. */
public final class OneTimeToken {

    /** How long it is good for. */
    public static final Duration LIFETIME = Duration.ofHours(1);

    private final Supplier<Instant> now;
    private final Instant until;
    private Optional<String> token;

    private OneTimeToken(Optional<String> token, Supplier<Instant> now) {
        this.token = token;
        this.now = now;
        this.until = now.get().plus(LIFETIME);
    }

    /** A new one. */
    public static OneTimeToken create(Supplier<Instant> now) {
        return new OneTimeToken(Optional.of(Secrets.random()), now);
    }

    /** One that lets nobody in, where people are known by other ways. */
    public static OneTimeToken none() {
        return new OneTimeToken(Optional.empty(), () -> Instant.EPOCH);
    }

    /** To be printed; empty if there is none. */
    public synchronized Optional<String> shown() {
        return token;
    }

    /** Whether this is it, for the first time; from then on it is none any more. */
    public synchronized boolean use(String text) {
        boolean good = token.filter(it -> Secrets.same(it, text)).isPresent()
                && now.get().isBefore(until);
        if (good) {
            token = Optional.empty();
        }
        return good;
    }
}
