package dev.headgate.cli.scenario;

import dev.headgate.core.scenario.planned.Check;
import dev.headgate.core.scenario.planned.PlannedResult;
import dev.headgate.core.scenario.planned.PlannedRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * What came of one scenario.
 *
 * @param source the scenario
 * @param result what happened
 * @param checks what became of each expectation
 * @param took how long that took, in real time
 */
public record ScenarioOutcome(ScenarioSource.Loaded source, PlannedResult result, List<Check> checks, Duration took) {

    /** Copies the list. */
    public ScenarioOutcome {
        checks = List.copyOf(checks);
    }

    /** Whether everything was as expected. */
    public boolean good() {
        return checks.stream().allMatch(Check::met);
    }

    /** Runs one. */
    public static ScenarioOutcome of(ScenarioSource.Loaded source) {
        long begun = System.nanoTime();
        PlannedResult result = PlannedRun.of(source.scenario(), source.policy(), source.text(), source.others());
        return new ScenarioOutcome(
                source, result, Check.all(source.scenario(), result), Duration.ofNanos(System.nanoTime() - begun));
    }

    /**
     * Runs all, several at once, and gives what came of them in their order.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public static List<ScenarioOutcome> all(List<ScenarioSource.Loaded> sources) throws InterruptedException {
        List<ScenarioOutcome> outcomes = new ArrayList<>();
        each(sources, outcomes::add);
        return outcomes;
    }

    /**
     * The same, each as soon as it and all before it are over.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public static void each(List<ScenarioSource.Loaded> sources, Consumer<ScenarioOutcome> taker)
            throws InterruptedException {
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<ScenarioOutcome>> running = new ArrayList<>();
            sources.forEach(source -> running.add(threads.submit(() -> of(source))));
            for (int i = 0; i < running.size(); i++) {
                taker.accept(outcome(sources.get(i), running.get(i)));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static ScenarioOutcome outcome(ScenarioSource.Loaded source, Future<ScenarioOutcome> running)
            throws InterruptedException {
        try {
            return running.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("the gate has thrown in " + source.name(), failure.getCause());
        }
    }
}
