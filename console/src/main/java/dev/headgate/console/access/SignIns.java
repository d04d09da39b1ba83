package dev.headgate.console.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Sign-ins that have begun and not ended; each ends once, within ten minutes. Thread-safe. */
final class SignIns {

    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int MOST = 1_000;

    private final Supplier<Instant> now;
    private final Map<String, Attempt> byState = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Attempt> eldest) {
            return size() > MOST;
        }
    };

    SignIns(Supplier<Instant> now) {
        this.now = now;
    }

    /**
     * One of them.
     *
     * @param state names it; comes back with the answer
     * @param nonce stands in the token
     * @param verifier proves that who has the code is who asked for it
     * @param returnTo the page to show afterwards
     * @param until when it is over
     */
    record Attempt(String state, String nonce, String verifier, String returnTo, Instant until) {}

    synchronized Attempt begin(String returnTo) {
        Attempt attempt = new Attempt(
                Secrets.random(),
                Secrets.random(),
                Secrets.random(),
                returnTo,
                now.get().plus(LIFETIME));
        byState.put(attempt.state(), attempt);
        return attempt;
    }

    synchronized Optional<Attempt> end(String state) {
        return Optional.ofNullable(byState.remove(state))
                .filter(attempt -> now.get().isBefore(attempt.until()));
    }
}
