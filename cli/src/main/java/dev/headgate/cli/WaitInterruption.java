package dev.headgate.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What is said, and perhaps done, when Ctrl-C or a cancelled job ends the waiting: rollouts go on by themselves unless an abort
 * was asked for. In force until it is closed.
 */
final class WaitInterruption implements AutoCloseable {
    /** GitHub's runners kill a cancelled step ten seconds after they have interrupted it, GitLab's later. */
    private static final long LONGEST_SECONDS = 6;

    private final PrintWriter err;
    private final List<String> services;
    private final Optional<Abort> abort;
    private final Runnable before;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "interrupted");

    /** Sends aborts. */
    @FunctionalInterface
    interface Abort {
        /**
         * Returns when the broker has them.
         *
         * @throws org.apache.kafka.common.KafkaException if it does not take them
         */
        void send() throws InterruptedException;
    }

    private WaitInterruption(PrintWriter err, List<String> services, Optional<Abort> abort, Runnable before) {
        this.err = err;
        this.services = services;
        this.abort = abort;
        this.before = before;
    }

    /**
     * In force from now on.
     *
     * @param services whose rollouts are waited for
     * @param abort what is done; empty for nothing
     * @param before done first of all
     */
    static WaitInterruption install(PrintWriter err, List<String> services, Optional<Abort> abort, Runnable before) {
        WaitInterruption interruption = new WaitInterruption(err, services, abort, before);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** The waiting is over. */
    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException underWay) {
            // It has been interrupted: the hook is waiting for this.
        }
    }

    private void interrupted() {
        Stopping.begin();
        before.run();
        if (abort.isEmpty()) {
            services.forEach(service -> err.println("interrupted: the rollout of " + service
                    + " goes on by itself; \"headgate rollout abort --service " + service + "\" ends it"));
            err.flush();
            return;
        }
        err.println("interrupted: aborting the rollout of " + String.join(", ", services));
        err.flush();
        try {
            abort.get().send();
            boolean ended = over.await(LONGEST_SECONDS, TimeUnit.SECONDS);
            err.println(
                    ended
                            ? "aborted"
                            : "the abort is written and the gate carries it out; see \"headgate rollout status\"");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException notSent) {
            err.println("the abort could not be sent: " + Failures.message(notSent)
                    + "; \"headgate rollout abort\" tries again");
        }
        err.flush();
    }
}
