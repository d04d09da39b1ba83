package dev.headgate.executor.kafka;

import java.time.Duration;
import java.util.Optional;

/** What the loop says about itself, for health checks. Thread-safe. */
public final class LoopState {

    private static final Duration LONGEST_ROUND = Duration.ofSeconds(60);

    private volatile long lastRound = System.nanoTime();
    private volatile String notReady = "not a member of the group yet";
    private volatile Runnable atFirstReady = () -> {};

    void roundBegins() {
        lastRound = System.nanoTime();
    }

    /** Does this once, when decisions can be carried out for the first time. To be set before the loop runs. */
    public void whenReady(Runnable told) {
        atFirstReady = told;
    }

    void ready() {
        notReady = "";
        Runnable told = atFirstReady;
        atFirstReady = () -> {};
        told.run();
    }

    void notReady(String why) {
        notReady = why;
    }

    /** Why the process should be restarted; empty if it need not. */
    public Optional<String> dead() {
        Duration age = Duration.ofNanos(System.nanoTime() - lastRound);
        return age.compareTo(LONGEST_ROUND) > 0
                ? Optional.of("the loop has been stuck for " + age.toSeconds() + " s")
                : Optional.empty();
    }

    /** Why no decision would be carried out now; empty if all is well. */
    public Optional<String> unready() {
        return notReady.isEmpty() ? Optional.empty() : Optional.of(notReady);
    }
}
