package dev.headgate.executor.kafka;

import dev.headgate.executor.action.Actions;
import dev.headgate.executor.action.HaproxyTrafficShifter.Look;
import dev.headgate.executor.action.Permission;
import dev.headgate.executor.dispatch.Effect;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Action;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs outside the loop for one partition: at most one thing per service, so that a look at the weight in force
 * can never undo a shift that is on its way. Used by the loop's thread only; the work itself runs on the pool.
 */
final class Work {

    /** Something ended. */
    sealed interface Ended {

        /** The service that is free again. */
        String service();

        /**
         * A step.
         *
         * @param effect what was to be done
         * @param outcome how it ended
         * @param startedAt when it was begun
         */
        record Step(Effect effect, StepOutcome outcome, Instant startedAt) implements Ended {

            @Override
            public String service() {
                return effect.service();
            }
        }

        /**
         * A look at the weight in force.
         *
         * @param service the service
         * @param decisionId the decision that ought to be in force
         * @param looks what was found, per proxy
         */
        record Looked(String service, String decisionId, List<Look> looks) implements Ended {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(Work.class);
    private static final Duration END_OF_ABANDONED = Duration.ofSeconds(3);

    private final ExecutorService pool;
    private final Actions actions;
    private final Clock clock;
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private final Map<String, Task> running = new HashMap<>();

    /** A cancelled future says it is done while its thread still kills a program; the latch tells the real end. */
    private record Task(Future<?> future, CountDownLatch stopped) {}

    Work(ExecutorService pool, Actions actions, Clock clock) {
        this.pool = pool;
        this.actions = actions;
        this.clock = clock;
    }

    /** Whether nothing runs for the service. */
    boolean isFree(String service) {
        return !running.containsKey(service);
    }

    /** Whether nothing runs at all. */
    boolean isIdle() {
        return running.isEmpty() && ended.isEmpty();
    }

    /** Begins a step. */
    void begin(Effect effect, Permission permission) {
        Instant startedAt = clock.instant();
        submit(
                effect.service(),
                () -> new Ended.Step(effect, actions.perform(effect, permission), startedAt),
                thrown -> new Ended.Step(effect, unforeseen(thrown), startedAt));
    }

    /** Begins to look at weights that ought to be in force. */
    void look(String service, String decisionId, List<Action.HaproxyWeight> weights, Permission permission) {
        submit(
                service,
                () -> new Ended.Looked(
                        service,
                        decisionId,
                        weights.stream()
                                .map(weight -> actions.look(weight, permission))
                                .toList()),
                thrown -> new Ended.Looked(service, decisionId, List.of(new Look.Unknown("unforeseen: " + thrown))));
    }

    /** What has ended since the last call. */
    List<Ended> takeEnded() {
        List<Ended> taken = new ArrayList<>();
        ended.drainTo(taken);
        taken.forEach(one -> running.remove(one.service()));
        return List.copyOf(taken);
    }

    /** Waits until something has ended, at most so long. */
    void awaitEnded(Duration patience) throws InterruptedException {
        Ended first = ended.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            ended.add(first);
        }
    }

    /** Stops everything, programs are killed; nothing of it will be reported. Waits a little for the real end. */
    void abandon() {
        running.values().forEach(task -> task.future().cancel(true));
        long deadline = System.nanoTime() + END_OF_ABANDONED.toNanos();
        try {
            for (Task task : running.values()) {
                boolean stopped = task.stopped().await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (!stopped) {
                    LOG.warn("a step that was given up still runs; its target may see one more attempt beside it");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        running.clear();
        ended.clear();
    }

    /** Whatever is thrown, the service is told to be free again: nothing of it could be done any more otherwise. */
    private void submit(String service, Supplier<Ended> work, Function<Throwable, Ended> whenThrown) {
        CountDownLatch stopped = new CountDownLatch(1);
        Runnable task = () -> {
            try {
                ended.add(work.get());
            } catch (Throwable thrown) {
                LOG.error("what was done for service {} ended unforeseen: {}", service, thrown.toString(), thrown);
                ended.add(whenThrown.apply(thrown));
            } finally {
                stopped.countDown();
            }
        };
        Future<?> future;
        try {
            future = pool.submit(task);
        } catch (RejectedExecutionException | OutOfMemoryError notStarted) {
            LOG.error("nothing can be begun for service {}: {}", service, notStarted.toString());
            ended.add(whenThrown.apply(notStarted));
            stopped.countDown();
            future = CompletableFuture.completedFuture(null);
        }
        running.put(service, new Task(future, stopped));
    }

    private static StepOutcome unforeseen(Throwable thrown) {
        return new StepOutcome.Failed("unforeseen, its outcome is not known: " + thrown, OptionalInt.empty(), "");
    }
}
