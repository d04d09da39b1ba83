package dev.headgate.cli.assess;

import dev.headgate.core.assess.AssessedCase;
import dev.headgate.core.assess.RunRecord;
import dev.headgate.schemas.model.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Many rollouts of many cases, several at a time.
 *
 * @param policy what they are judged by
 * @param profile their traffic
 * @param cases what is simulated
 * @param runs how often each
 * @param horizon how long a rollout is followed from the canary's first traffic
 * @param seed of all that is random
 */
public record Simulation(
        Policy policy, TrafficProfile profile, List<Case> cases, int runs, Duration horizon, long seed) {

    private static final long FAR_APART = 0x9E3779B97F4A7C15L;

    /** Copies the list. */
    public Simulation {
        cases = List.copyOf(cases);
    }

    /** Is told of every run that is over. */
    @FunctionalInterface
    public interface Progress {
        /** Called from the threads that simulate. */
        void over(RunRecord run);
    }

    /** How many rollouts that are in all. */
    public int size() {
        return cases.size() * runs;
    }

    /** Simulates all of it; the outcome does not depend on the number of threads. */
    List<AssessedCase> run(int threads, Progress progress) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<List<Future<RunRecord>>> futures = new ArrayList<>();
            for (int i = 0; i < cases.size(); i++) {
                futures.add(submit(pool, i, progress));
            }
            List<AssessedCase> assessed = new ArrayList<>();
            for (int i = 0; i < cases.size(); i++) {
                Case each = cases.get(i);
                assessed.add(new AssessedCase(
                        each.name(), SimulatedTraffic.truth(profile, each.regression()), finished(futures.get(i))));
            }
            return assessed;
        } finally {
            pool.shutdownNow();
        }
    }

    private List<Future<RunRecord>> submit(ExecutorService pool, int index, Progress progress) {
        List<Future<RunRecord>> futures = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            long own = seedOf(index, i);
            futures.add(pool.submit(() -> {
                RunRecord run = new SimulatedRun(policy, profile, cases.get(index), horizon, own).run();
                progress.over(run);
                return run;
            }));
        }
        return futures;
    }

    private long seedOf(int index, int run) {
        return new SplittableRandom(seed * FAR_APART + ((long) index << 32) + run).nextLong();
    }

    private static List<RunRecord> finished(List<Future<RunRecord>> futures) throws InterruptedException {
        List<RunRecord> runs = new ArrayList<>();
        for (Future<RunRecord> future : futures) {
            try {
                runs.add(future.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a simulated rollout failed: " + e.getCause(), e);
            }
        }
        return runs;
    }
}
