package dev.headgate.it.harness.disturbed;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Executor;
import dev.headgate.it.harness.guarantees.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Kills executors (SIGKILL) and pauses them beyond their session (SIGSTOP, SIGCONT), drawn from a seed. One is disturbed
 * when it is ready, mostly while the other one is; now and then the other one is disturbed, too, before the first is back.
 * Every other pause is made where the paused executor has just set a weight, and lasts until its successor has set another.
 */
final class Disturbances {

    private static final Duration LONGER_THAN_A_SESSION = Duration.ofMillis(3_500);
    private static final long CALM_AT_MOST = Duration.ofMillis(700).toNanos();

    private final List<Executor> executors;
    private final Successors successors;
    private final Random random;
    private final Map<Executor, Integer> present = new HashMap<>();
    private final List<Life> lives = new ArrayList<>();
    private int kills;
    private int pauses;
    private int ofBoth;

    /**
     * Of executors that run.
     *
     * @param successors lets the other executor act while one is paused
     */
    Disturbances(List<Executor> executors, Successors successors, Random random) {
        this.executors = List.copyOf(executors);
        this.successors = successors;
        this.random = random;
        executors.forEach(this::begins);
    }

    /** Disturbs one, or both, and returns when all are ready again. */
    void disturb() throws InterruptedException {
        Executor victim = executors.get(random.nextInt(executors.size()));
        Executor other = executors.get(executors.indexOf(victim) == 0 ? 1 : 0);
        boolean both = random.nextInt(6) == 0;
        Await.instant(System.nanoTime() + random.nextLong(CALM_AT_MOST));
        if (random.nextInt(3) > 0) {
            kill(victim);
            if (both) {
                Await.instant(System.nanoTime() + random.nextLong(2 * CALM_AT_MOST));
                kill(other);
                ofBoth++;
            }
        } else {
            pause(victim, both ? Optional.of(other) : Optional.empty());
        }
        victim.awaitReady();
        other.awaitReady();
    }

    private void kill(Executor executor) {
        executor.kill();
        kills++;
        Life killed = life(executor);
        put(executor, new Life(killed.pid(), killed.name(), Optional.of(Instant.now()), killed.pauses()));
        executor.startWithoutWaiting();
        begins(executor);
    }

    private void pause(Executor executor, Optional<Executor> killedMeanwhile) {
        Optional<String> settled = killedMeanwhile.isEmpty() && random.nextBoolean()
                ? successors.settledBy(executor.name())
                : Optional.empty();
        Instant pausedAt = Instant.now();
        long pausedAtNanos = System.nanoTime();
        executor.process().pause();
        pauses++;
        if (killedMeanwhile.isPresent()) {
            Await.instant(pausedAtNanos + random.nextLong(LONGER_THAN_A_SESSION.toNanos()));
            kill(killedMeanwhile.get());
            ofBoth++;
        }
        settled.ifPresent(successors::act);
        Await.instant(pausedAtNanos + LONGER_THAN_A_SESSION.toNanos());
        Life.Pause pause = new Life.Pause(pausedAt, pausedAtNanos, Instant.now(), System.nanoTime());
        executor.process().resume();
        settled.ifPresent(successors::watch);
        Life before = life(executor);
        List<Life.Pause> all = new ArrayList<>(before.pauses());
        all.add(pause);
        put(executor, new Life(before.pid(), before.name(), before.killedAt(), all));
    }

    private void begins(Executor executor) {
        synchronized (lives) {
            present.put(executor, lives.size());
            lives.add(new Life(executor.process().pid(), executor.name(), Optional.empty(), List.of()));
        }
    }

    private Life life(Executor executor) {
        synchronized (lives) {
            return lives.get(present.get(executor));
        }
    }

    private void put(Executor executor, Life life) {
        synchronized (lives) {
            lives.set(present.get(executor), life);
        }
    }

    List<Life> lives() {
        synchronized (lives) {
            return List.copyOf(lives);
        }
    }

    /** How many SIGKILLs. */
    int kills() {
        return kills;
    }

    /** How many pauses. */
    int pauses() {
        return pauses;
    }

    /** How many of both were of an executor while the other one was not back. */
    int ofBoth() {
        return ofBoth;
    }
}
