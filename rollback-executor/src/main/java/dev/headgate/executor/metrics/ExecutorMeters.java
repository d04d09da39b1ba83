package dev.headgate.executor.metrics;

import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

/** The executor's meters. Thread-safe. */
public final class ExecutorMeters {

    private static final String PREFIX = "headgate.executor.";

    private final MeterRegistry registry;
    private final AtomicInteger partitions = new AtomicInteger();
    private final AtomicInteger ofTopic = new AtomicInteger();
    private final AtomicInteger queue = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong oldestMillis = new AtomicLong();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger doubts = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger asking = new AtomicInteger();

    /** Registers with this registry. */
    public ExecutorMeters(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge(PREFIX + "partitions", partitions);
        registry.gauge(PREFIX + "topic.partitions", ofTopic);
        registry.gauge(PREFIX + "queue", queue);
        registry.gauge(PREFIX + "queue.waiting", waiting);
        registry.gauge(PREFIX + "queue.oldest", oldestMillis, millis -> millis.get() / 1e3);
        registry.gauge(PREFIX + "steps.running", running);
        registry.gauge(PREFIX + "services.in.doubt", doubts);
        registry.gauge(PREFIX + "partitions.held", held);
        registry.gauge(PREFIX + "asking", asking);
    }

    /** A record could not be used, of {@code decisions} or of the {@code journal}. */
    public void deadLetter(String source, String cause) {
        registry.counter(PREFIX + "dead.letters", "source", source, "cause", cause)
                .increment();
    }

    /** In how many partitions an operator holds advances and runs back. */
    public void held(int partitionCount) {
        held.set(partitionCount);
    }

    /** How many executions wait for a person. */
    public void asking(int executionCount) {
        asking.set(executionCount);
    }

    /** A decision was read and not carried out, for such a reason. */
    public void refused(String reason) {
        registry.counter(PREFIX + "refused", "reason", reason).increment();
    }

    /** So many dead letters could not be written. */
    public void deadLettersLost(int count) {
        registry.counter(PREFIX + "dead.letters.lost").increment(count);
    }

    /** An execution was recorded. */
    public void execution(Execution execution) {
        registry.counter(PREFIX + "executions", "status", execution.status().wireName())
                .increment();
    }

    /** A decision was carried out, so long after it was appended to the log. */
    public void carriedOut(ExecutionStatus status, Duration sinceAppended) {
        registry.timer(PREFIX + "decision.to.outcome", "status", status.wireName())
                .record(sinceAppended);
    }

    /** The first effect of a decision begins, so long after it was appended to the log. */
    public void begun(DecisionKind kind, Duration sinceAppended) {
        registry.timer(PREFIX + "decision.to.effect", "kind", kind.wireName()).record(sinceAppended);
    }

    /** A step failed that reaches this target. */
    public void targetFailed(String target, String category) {
        registry.counter(PREFIX + "target.failures", "target", target, "category", category)
                .increment();
    }

    /** A breaker of a target was made; its state is 0 while it asks, 0.5 while it tries again, 1 while it leaves it alone. */
    public void breaker(String target, DoubleSupplier state) {
        Gauge.builder(PREFIX + "breaker.open", state::getAsDouble)
                .tag("target", target)
                .strongReference(true)
                .register(registry);
    }

    /** A step ended, after so long; what failed has a category, anything else {@code none}. */
    public void step(String action, String outcome, String category, Duration took) {
        registry.timer(PREFIX + "step", "action", action, "outcome", outcome, "category", category)
                .record(took);
    }

    /** The weight in force was looked at. */
    public void look(String result) {
        registry.counter(PREFIX + "looks", "result", result).increment();
    }

    /** An effect was held back because the lease was not fresh. */
    public void leaseMissing() {
        registry.counter(PREFIX + "lease.missing").increment();
    }

    /** The membership in the group ended against our will. */
    public void membershipLost() {
        registry.counter(PREFIX + "memberships.lost").increment();
    }

    /** How many partitions the topic of decisions has. */
    public void topicPartitions(int count) {
        ofTopic.set(count);
    }

    /** How many partitions are owned, and how many services are in doubt in them. */
    public void owned(int partitionCount, int inDoubt) {
        partitions.set(partitionCount);
        doubts.set(inDoubt);
    }

    /**
     * What is not over yet in all partitions.
     *
     * @param unfinished how many decisions wait or run
     * @param waitingForTheirTurn how many of them wait
     * @param oldest how long ago the oldest of them was appended to the log; zero if there is none
     */
    public void queue(int unfinished, int waitingForTheirTurn, Duration oldest) {
        queue.set(unfinished);
        waiting.set(waitingForTheirTurn);
        oldestMillis.set(Math.max(0, oldest.toMillis()));
    }

    /** How many steps and looks run now. */
    public void running(int stepsAndLooks) {
        running.set(stepsAndLooks);
    }
}
