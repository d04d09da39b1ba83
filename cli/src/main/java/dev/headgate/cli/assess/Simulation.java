package dev.headgate.cli.assess;

import dev.headgate.core.assess.AssessedCase;
import dev.headgate.core.assess.RunRecord;
import dev.headgate.schemas.model.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Many rollouts of many cases, several at a time.
 *
 * @param policy what they are judged by
 * @param profile their traffic
 * @param cases what is simulated: the healthy one first, late ones last, all of those as late as each other
 * @param runs how often each
 * @param horizon how long a rollout is followed from the canary's first traffic
 * @param seed of all that is random
 */
public record Simulation(
        Policy policy, TrafficProfile profile, List<Case> cases, int runs, Duration horizon, long seed) {

    static final long FAR_APART = 0x9E3779B97F4A7C15L;

    /** Copies the list. */
    public Simulation {
        cases = List.copyOf(cases);
    }

    /** Is told of every rollout that is over. */
    @FunctionalInterface
    public interface Progress {
        /** Called from the threads that simulate: so many rollouts are over, which took so many simulated seconds. */
        void over(int rollouts, long seconds);
    }

    /** How many rollouts that are in all. */
    public int size() {
        return cases.size() * runs;
    }

    /** Simulates all of it; the outcome does not depend on the number of threads. */
    List<AssessedCase> run(int threads, Progress progress) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Map<Integer, List<Future<List<RunRecord>>>> futures = new TreeMap<>();
            for (int index : begunAtOnce()) {
                futures.put(index, submit(pool, index, progress));
            }
            List<List<RunRecord>> records = new ArrayList<>();
            cases.forEach(each -> records.add(new ArrayList<>()));
            for (Map.Entry<Integer, List<Future<List<RunRecord>>>> entry : futures.entrySet()) {
                for (Future<List<RunRecord>> future : entry.getValue()) {
                    put(entry.getKey(), finished(future), records);
                }
            }
            return IntStream.range(0, cases.size())
                    .mapToObj(i -> assessed(cases.get(i), records.get(i)))
                    .toList();
        } finally {
            pool.shutdownNow();
        }
    }

    private List<Future<List<RunRecord>>> submit(ExecutorService pool, int index, Progress progress) {
        List<Future<List<RunRecord>>> futures = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            long own = seedOf(index, i);
            futures.add(pool.submit(() -> {
                SimulatedRun run = SimulatedRun.begin(policy, profile, own);
                List<RunRecord> records = index == 0
                        ? run.follow(lateOnes(), lateness(), horizon, own + 1)
                        : List.of(run.follow(cases.get(index).regression(), horizon));
                progress.over(records.size(), run.simulated());
                return records;
            }));
        }
        return futures;
    }

    /** The healthy case brings all late ones with it: they are the same until the regression begins. */
    private void put(int index, List<RunRecord> found, List<List<RunRecord>> records) {
        records.get(index).add(found.get(0));
        int firstLate = cases.size() - (found.size() - 1);
        for (int i = 1; i < found.size(); i++) {
            records.get(firstLate + i - 1).add(found.get(i));
        }
    }

    private List<Integer> begunAtOnce() {
        return IntStream.range(0, cases.size())
                .filter(i -> cases.get(i).late().isZero())
                .boxed()
                .toList();
    }

    private List<Regression> lateOnes() {
        return cases.stream()
                .filter(each -> !each.late().isZero())
                .map(Case::regression)
                .toList();
    }

    private Duration lateness() {
        return cases.get(cases.size() - 1).late();
    }

    private AssessedCase assessed(Case simulated, List<RunRecord> records) {
        return new AssessedCase(simulated.name(), SimulatedTraffic.truth(profile, simulated.regression()), records);
    }

    private long seedOf(int index, int run) {
        return new SplittableRandom(seed * FAR_APART + ((long) index << 32) + run).nextLong();
    }

    private static List<RunRecord> finished(Future<List<RunRecord>> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a simulated rollout failed: " + e.getCause(), e);
        }
    }
}
