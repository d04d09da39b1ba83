package dev.headgate.executor.kafka;

import dev.headgate.executor.action.Effects;
import dev.headgate.executor.action.Permission;
import dev.headgate.executor.action.traffic.Claim;
import dev.headgate.executor.action.traffic.Look;
import dev.headgate.executor.dispatch.Effect;
import dev.headgate.executor.dispatch.FailureCategory;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs outside the loop for one partition: at most one thing per service that has to do with weights, so that a
 * look at the weight in force can never undo a shift that is on its way, and beside it at most one run, which moves no
 * traffic. Used by the loop's thread only; the work itself runs on the pool.
 */
final class Work {

    /** Something ended. */
    sealed interface Ended {

        /**
         * A step.
         *
         * @param effect what was to be done
         * @param outcome how it ended
         * @param startedAt when it was begun
         */
        record Step(Effect effect, StepOutcome outcome, Instant startedAt) implements Ended {}

        /**
         * A look at the weight in force.
         *
         * @param service the service
         * @param decisionId the decision that ought to be in force
         * @param correlationId follows the decision into log lines
         * @param looks what was found, per proxy
         */
        record Looked(String service, String decisionId, String correlationId, List<Look> looks) implements Ended {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(Work.class);
    private static final Duration END_OF_ABANDONED = Duration.ofSeconds(3);

    private final ExecutorService pool;
    private final Effects actions;
    private final Clock clock;
    private final BlockingQueue<Finished> finished = new LinkedBlockingQueue<>();
    private final Map<String, Task> running = new HashMap<>();

    private record Finished(Task task, Ended what) {}

    Work(ExecutorService pool, Effects actions, Clock clock) {
        this.pool = pool;
        this.actions = actions;
        this.clock = clock;
    }

    /** Whether nothing that has to do with weights runs for the service. */
    boolean isFree(String service) {
        return !running.containsKey(service);
    }

    /** Whether an effect may begin. */
    boolean isFree(Effect effect) {
        return !running.containsKey(slot(effect));
    }

    /** Whether nothing runs at all. */
    boolean isIdle() {
        return running.isEmpty() && finished.isEmpty();
    }

    /** How many things run. */
    int running() {
        return running.size();
    }

    /** Begins a step. */
    void begin(Effect effect, Permission permission) {
        Instant startedAt = clock.instant();
        submit(
                slot(effect),
                Optional.of(effect),
                () -> new Ended.Step(effect, actions.perform(effect, permission), startedAt),
                thrown -> new Ended.Step(effect, unforeseen(thrown), startedAt));
    }

    /** Begins to look at weights that ought to be in force. */
    void look(Decision decision, List<Action.Traffic> weights, Permission permission) {
        submit(
                decision.service(),
                Optional.empty(),
                () -> looked(
                        decision,
                        weights.stream()
                                .map(weight -> actions.look(weight, Claim.of(decision), permission))
                                .toList()),
                thrown -> looked(decision, List.of(new Look.Unknown("unforeseen: " + thrown))));
    }

    private static Ended looked(Decision decision, List<Look> looks) {
        return new Ended.Looked(decision.service(), decision.decisionId(), decision.correlationId(), looks);
    }

    /**
     * Stops the steps that must be, programs are killed. Each is among {@link #takeEnded} as abandoned once it has ended,
     * or after {@link #END_OF_ABANDONED}, whatever it does then: what takes its place must not wait for it.
     */
    void stop(Predicate<Effect> must) {
        for (Task task : running.values()) {
            if (task.effect().filter(must).isPresent()) {
                task.stop(System.nanoTime() + END_OF_ABANDONED.toNanos());
            }
        }
    }

    /** What has ended since the last call. */
    List<Ended> takeEnded() {
        List<Finished> taken = new ArrayList<>();
        finished.drainTo(taken);
        running.values().stream()
                .filter(Task::isOverdue)
                .forEach(task ->
                        task.effect().ifPresent(effect -> taken.add(new Finished(task, stillRunning(effect)))));
        return taken.stream()
                .filter(one -> running.values().remove(one.task()))
                .map(Finished::what)
                .toList();
    }

    /** Waits until something has ended, at most so long. */
    void awaitEnded(Duration patience) throws InterruptedException {
        Finished first = finished.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            finished.add(first);
        }
    }

    /** Stops everything, programs are killed; nothing of it will be reported. Waits a little for the real end. */
    void abandon() {
        long deadline = System.nanoTime() + END_OF_ABANDONED.toNanos();
        running.values().forEach(task -> task.stop(deadline));
        try {
            for (Task task : running.values()) {
                if (!task.awaitEnd(deadline)) {
                    LOG.warn("a step that was given up still runs; its target may see one more attempt beside it");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        running.clear();
        finished.clear();
    }

    /** Whatever is thrown, the service is told to be free again: nothing of it could be done any more otherwise. */
    private void submit(
            String slot, Optional<Effect> effect, Supplier<Ended> work, Function<Throwable, Ended> whenThrown) {
        Task task = new Task(effect);
        running.put(slot, task);
        try {
            pool.execute(() -> task.run(() -> finished.add(new Finished(task, outcome(slot, work, whenThrown)))));
        } catch (RejectedExecutionException | OutOfMemoryError notStarted) {
            LOG.error("nothing can be begun for service {}: {}", slot, notStarted.toString());
            task.neverBegan();
            finished.add(new Finished(task, whenThrown.apply(notStarted)));
        }
    }

    private static Ended outcome(String slot, Supplier<Ended> work, Function<Throwable, Ended> whenThrown) {
        try {
            return work.get();
        } catch (Throwable thrown) {
            LOG.error("what was done for service {} ended unforeseen: {}", slot, thrown.toString(), thrown);
            return whenThrown.apply(thrown);
        }
    }

    private Ended stillRunning(Effect effect) {
        LOG.warn(
                "step {} of {} was stopped and still runs; what took its place begins",
                effect.name(),
                effect.decisionId());
        return new Ended.Step(effect, new StepOutcome.Abandoned(), clock.instant());
    }

    /** No service has a space in its name. */
    private static String slot(Effect effect) {
        return effect.kind() == DecisionKind.RUN ? effect.service() + " run" : effect.service();
    }

    private static StepOutcome unforeseen(Throwable thrown) {
        return new StepOutcome.Failed(FailureCategory.UNFORESEEN, "unforeseen, its outcome is not known: " + thrown);
    }
}
