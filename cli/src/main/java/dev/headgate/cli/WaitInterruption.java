package dev.headgate.cli;

import dev.headgate.cli.Starts.Stage;
import dev.headgate.cli.follow.RolloutEnd;
import dev.headgate.cli.follow.WaitResult;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What is said, and perhaps done, when Ctrl-C or a cancelled job ends the waiting: what was not started stays so, and rollouts go
 * on by themselves unless an abort was asked for. In force until it is closed.
 */
final class WaitInterruption implements AutoCloseable {
    /** GitHub's runners kill a cancelled step ten seconds after they have interrupted it, GitLab's later. */
    private static final long LONGEST_SECONDS = 6;

    private final PrintWriter err;
    private final Starts starts;
    private final Optional<Abort> abort;
    private final Runnable before;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopping, "interrupted");
    private volatile boolean allAborted;

    /** Sends aborts. */
    @FunctionalInterface
    interface Abort {
        /**
         * Returns when the broker has it.
         *
         * @param service whose rollout is aborted
         * @throws org.apache.kafka.common.KafkaException if it does not take it
         */
        void send(String service) throws InterruptedException;
    }

    /** Not in force: {@link #interrupted} is called by whoever is interrupted. */
    WaitInterruption(PrintWriter err, Starts starts, Optional<Abort> abort, Runnable before) {
        this.err = err;
        this.starts = starts;
        this.abort = abort;
        this.before = before;
    }

    /**
     * In force from now on.
     *
     * @param starts of the rollouts that are waited for
     * @param abort what is done of those that have started; empty for nothing
     * @param before done first of all
     */
    static WaitInterruption install(PrintWriter err, Starts starts, Optional<Abort> abort, Runnable before) {
        WaitInterruption interruption = new WaitInterruption(err, starts, abort, before);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** What the waiting has come to, before it is closed. */
    void ended(List<WaitResult> results) {
        allAborted = results.stream().allMatch(result -> result.end() == RolloutEnd.ABORTED);
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

    private void stopping() {
        Stopping.begin();
        interrupted();
    }

    /** Says and does it. Returns when nothing more is to be done. */
    void interrupted() {
        Map<String, Stage> found = starts.interrupt();
        before.run();
        found.forEach((service, stage) -> said(service, stage).ifPresent(err::println));
        List<String> begun = begun(found);
        if (abort.isPresent() && !begun.isEmpty()) {
            err.println("interrupted: aborting the rollout of " + String.join(", ", begun)
                    + (found.containsValue(Stage.UNDER_WAY) ? ", once it is known what became of its start" : ""));
            err.flush();
            try {
                abortAll(abort.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        err.flush();
    }

    private Optional<String> said(String service, Stage stage) {
        if (stage == Stage.UNSENT) {
            return Optional.of("interrupted: the rollout of " + service + " was not started; nothing was sent");
        }
        if (abort.isPresent()) {
            return Optional.empty();
        }
        String ends = "\"headgate rollout abort --service " + service + "\" ends it";
        return Optional.of(
                stage == Stage.SENT
                        ? "interrupted: the rollout of " + service + " goes on by itself; " + ends
                        : "interrupted: it is not known whether the rollout of " + service + " has started;"
                                + " if it has, it goes on by itself; " + ends);
    }

    // An abort that overtakes its start is refused and the rollout runs: starts under way are waited for.
    private void abortAll(Abort each) throws InterruptedException {
        Map<String, Stage> settled = starts.settled();
        List<String> services = begun(settled);
        List<String> written = new ArrayList<>();
        for (String service : services) {
            try {
                each.send(service);
                written.add(service);
            } catch (RuntimeException notSent) {
                err.println("the abort of " + service + " could not be sent: " + Failures.message(notSent)
                        + "; \"headgate rollout abort --service " + service + "\" tries again");
                err.flush();
            }
        }
        if (!written.isEmpty()) {
            boolean seen =
                    over.await(LONGEST_SECONDS, TimeUnit.SECONDS) && allAborted && written.size() == settled.size();
            err.println(
                    seen
                            ? "aborted"
                            : "the abort of " + String.join(", ", written)
                                    + " is written and the gate carries it out; see \"headgate rollout status\"");
        }
    }

    /** Which have started or may have; first those that surely have, as time may run out. */
    private static List<String> begun(Map<String, Stage> stages) {
        List<String> begun = new ArrayList<>();
        stages.forEach((service, stage) -> {
            if (stage == Stage.SENT) {
                begun.add(service);
            }
        });
        stages.forEach((service, stage) -> {
            if (stage == Stage.UNDER_WAY || stage == Stage.UNCERTAIN) {
                begun.add(service);
            }
        });
        return begun;
    }
}
