package dev.headgate.processor.metrics;

import dev.headgate.processor.judge.JudgeMeter;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.ShadowId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts judging with Micrometer. Thread safe. */
public final class MicrometerJudgeMeter implements JudgeMeter {

    private final MeterRegistry registry;
    private final Timer ticks;
    private final Timer received;
    private final Timer waited;
    private final RolloutGauges rollouts;
    private final Map<Integer, Task> tasks = new ConcurrentHashMap<>();
    private final Map<Integer, Beside> shadows = new ConcurrentHashMap<>();

    private record Task(int liveGates, int unjudged, boolean lagging) {}

    private record Beside(int live, int unjudged) {}

    /** @param registry where the meters are kept */
    public MicrometerJudgeMeter(MeterRegistry registry) {
        this.registry = registry;
        ticks = registry.timer("headgate.judge.tick");
        received = registry.timer("headgate.judge.transit");
        waited = registry.timer("headgate.judge.wait");
        rollouts = new RolloutGauges(registry);
        registry.gauge("headgate.judge.rollouts.live", tasks, MicrometerJudgeMeter::liveGates);
        registry.gauge("headgate.judge.services.unjudged", tasks, MicrometerJudgeMeter::unjudged);
        registry.gauge("headgate.judge.tasks.lagging", tasks, MicrometerJudgeMeter::laggingTasks);
        registry.gauge("headgate.judge.tasks", tasks, Map::size);
        registry.gauge("headgate.judge.shadows.live", shadows, MicrometerJudgeMeter::liveShadows);
        registry.gauge("headgate.judge.shadows.unjudged", shadows, MicrometerJudgeMeter::unjudgedShadows);
    }

    /** Shows how many partitions the topic of sketches has: each is a task of one judge. */
    public void topicPartitions(int count) {
        Gauge.builder("headgate.judge.topic.partitions", () -> count).register(registry);
    }

    @Override
    public void decided(Decision decision) {
        registry.counter(
                        "headgate.judge.decisions",
                        "kind",
                        decision.kind().wireName(),
                        "mode",
                        decision.mode().wireName())
                .increment();
        if (decision.mode() != Mode.SHADOW) {
            rollouts.decided(decision);
        }
    }

    @Override
    public void evaluated(int task, Evaluation evaluation) {
        if (!ShadowId.isShadow(evaluation.rolloutId())) {
            rollouts.evaluated(task, evaluation);
        }
    }

    @Override
    public void stands(RolloutState rollout) {
        if (rollout.mode() != Mode.SHADOW) {
            rollouts.stands(rollout);
        }
    }

    @Override
    public void received(long millis) {
        received.record(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void waited(long nanos) {
        waited.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void ticked(int task, long nanos, int liveGates, int unjudged, boolean lagging) {
        ticks.record(nanos, TimeUnit.NANOSECONDS);
        tasks.put(task, new Task(liveGates, unjudged, lagging));
    }

    @Override
    public void shadows(int task, int live, int unjudged) {
        shadows.put(task, new Beside(live, unjudged));
    }

    @Override
    public void refused(String cause) {
        registry.counter("headgate.judge.refused", "cause", cause).increment();
    }

    @Override
    public void left(int task) {
        tasks.remove(task);
        shadows.remove(task);
        rollouts.left(task);
    }

    private static double liveGates(Map<Integer, Task> tasks) {
        return tasks.values().stream().mapToInt(Task::liveGates).sum();
    }

    private static double unjudged(Map<Integer, Task> tasks) {
        return tasks.values().stream().mapToInt(Task::unjudged).sum();
    }

    private static double liveShadows(Map<Integer, Beside> shadows) {
        return shadows.values().stream().mapToInt(Beside::live).sum();
    }

    private static double unjudgedShadows(Map<Integer, Beside> shadows) {
        return shadows.values().stream().mapToInt(Beside::unjudged).sum();
    }

    private static double laggingTasks(Map<Integer, Task> tasks) {
        return tasks.values().stream().filter(Task::lagging).count();
    }
}
