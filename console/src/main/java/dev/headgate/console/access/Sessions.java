package dev.headgate.console.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Who has signed in, in memory: a restart signs everybody out. Known by the hash of its secret alone. Thread-safe. */
public final class Sessions {

    private static final int MOST = 10_000;

    private final Duration lifetime;
    private final Supplier<Instant> now;
    private final Map<String, Session> bySecretHash = new LinkedHashMap<>();

    /**
     * None yet.
     *
     * @param lifetime after which each ends
     */
    public Sessions(Duration lifetime, Supplier<Instant> now) {
        this.lifetime = lifetime;
        this.now = now;
    }

    /**
     * Begins one.
     *
     * @param tokenHash the token that must still be known while it lasts, if it began with one
     * @return its secret, for the cookie
     */
    public synchronized String begin(Person person, Optional<String> tokenHash) {
        forgetOld();
        String secret = Secrets.random();
        bySecretHash.put(
                Secrets.sha256(secret),
                new Session(person, Secrets.random(), now.get().plus(lifetime), tokenHash));
        return secret;
    }

    /** The session of a secret; empty if there is none, or not any more. */
    public synchronized Optional<Session> find(String secret) {
        return Optional.ofNullable(bySecretHash.get(Secrets.sha256(secret)))
                .filter(session -> now.get().isBefore(session.until()));
    }

    /** Ends one. */
    public synchronized void end(String secret) {
        bySecretHash.remove(Secrets.sha256(secret));
    }

    /** How long each lasts. */
    public Duration lifetime() {
        return lifetime;
    }

    private void forgetOld() {
        bySecretHash.values().removeIf(session -> !now.get().isBefore(session.until()));
        Iterator<String> oldest = bySecretHash.keySet().iterator();
        while (bySecretHash.size() >= MOST) {
            oldest.next();
            oldest.remove();
        }
    }
}
