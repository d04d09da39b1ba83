package dev.headgate.executor.kafka;

import dev.headgate.executor.dispatch.Effect;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Something that runs on a thread of the pool and may be stopped by an interrupt, which reaches no other work of that
 * thread. What is stopped before it has begun is begun all the same, interrupted. Thread-safe; compared by identity.
 */
final class Task {

    private final Optional<Effect> effect;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Optional<Thread> thread = Optional.empty();
    private boolean stopped;
    private long deadline;

    /** @param effect what it does; empty if it only looks */
    Task(Optional<Effect> effect) {
        this.effect = effect;
    }

    Optional<Effect> effect() {
        return effect;
    }

    /** Does the work on the calling thread. */
    void run(Runnable work) {
        begin();
        try {
            work.run();
        } finally {
            end();
        }
    }

    /** No thread was found for it. */
    void neverBegan() {
        ended.countDown();
    }

    /** Interrupts it, once; after the deadline by {@link System#nanoTime} it is overdue. */
    synchronized void stop(long until) {
        if (!stopped) {
            stopped = true;
            deadline = until;
            thread.ifPresent(Thread::interrupt);
        }
    }

    /** Whether it should have ended long since. */
    synchronized boolean isOverdue() {
        return stopped && System.nanoTime() - deadline > 0;
    }

    /** Whether it really ended before the deadline by {@link System#nanoTime}. */
    boolean awaitEnd(long until) throws InterruptedException {
        return ended.await(until - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private synchronized void begin() {
        thread = Optional.of(Thread.currentThread());
        if (stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void end() {
        thread = Optional.empty();
        boolean unused = Thread.interrupted();
        ended.countDown();
    }
}
