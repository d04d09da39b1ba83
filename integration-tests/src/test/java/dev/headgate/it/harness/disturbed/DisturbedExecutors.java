package dev.headgate.it.harness.disturbed;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Collected;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.guarantees.Evidence;
import dev.headgate.it.harness.guarantees.Findings;
import dev.headgate.it.harness.guarantees.Guarantee;
import dev.headgate.it.harness.guarantees.Issued;
import dev.headgate.it.harness.guarantees.Line;
import dev.headgate.it.harness.guarantees.Recorded;
import dev.headgate.it.harness.guarantees.Sample;
import dev.headgate.it.harness.guarantees.Sort;
import dev.headgate.local.proxy.RuntimeApiClient;
import dev.headgate.local.proxy.TrafficSplitter;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Two executors of one group that are disturbed at random while decisions of every sort keep coming, and every guarantee
 * examined again and again. The test signs the decisions, so that it knows each of them.
 */
public final class DisturbedExecutors implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** Hooks wait one behind the other, and executors are away most of the time. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private static final int BETWEEN_LOOKS = 25;
    private static final int MOST_UNDER_WAY = 60;
    private static final long BETWEEN_DECISIONS = Duration.ofMillis(300).toNanos();

    private final Random random;
    private final EffectLog log;
    private final WorkPrograms programs;
    private final MixedWork work;
    private final WeightSampler weights;
    private final Successors successors;
    private final Disturbances disturbances;
    private final Collected<Execution> executions;
    private final Collected<DeadLetter> deadLetters;
    private final String decisionsTopic;
    private final List<Recorded> recorded = new ArrayList<>();
    private final Map<Issued.Place, List<String>> refused = new HashMap<>();
    private final Map<String, Recorded> ended = new HashMap<>();
    private int deadLettersRead;
    private int issuedRead;
    private long waiting;
    private volatile boolean over;

    /** Starts them; the installation must be running. */
    public DisturbedExecutors(Installation headgate, long seed) throws Exception {
        random = new Random(seed);
        log = new EffectLog(headgate.run().path().resolve("effects.txt"));
        programs = new WorkPrograms(headgate, log);
        Map<String, RuntimeApiClient> proxies = new LinkedHashMap<>();
        for (String service : MixedWork.SHIFTED) {
            TrafficSplitter proxy = headgate.haproxy(service, "2.0", "1.0");
            programs.writeShift(service, proxy.runtimeApiAddress());
            proxies.put(service, proxy.runtimeApi());
        }
        executions = headgate.readers().executions();
        deadLetters = headgate.readers().deadLetters();
        decisionsTopic = headgate.topics().name(TopicCatalogue.GATE_DECISIONS);
        work = new MixedWork(headgate, new Random(random.nextLong()));
        successors = new Successors(work, this::outcome);
        disturbances = new Disturbances(
                List.of(
                        headgate.executor("first").start(),
                        headgate.executor("second").start()),
                successors,
                new Random(random.nextLong()));
        weights = new WeightSampler(proxies);
    }

    /**
     * How it stands.
     *
     * @param kills how many SIGKILLs
     * @param pauses how many pauses
     * @param ofBoth how many of both came while the other executor was not back
     * @param takenOver how many pauses ended after a successor had acted for the sleeping one
     * @param resettled how many of them after the successor had set another weight where the sleeping one had set one
     * @param sorts how many decisions were written of each sort
     * @param outcomes how many ended how
     * @param programs how often a program was begun
     * @param findings what each guarantee found
     */
    public record Report(
            int kills,
            int pauses,
            int ofBoth,
            long takenOver,
            int resettled,
            Map<Sort, Long> sorts,
            Map<ExecutionStatus, Long> outcomes,
            long programs,
            Map<Guarantee, Findings> findings) {

        /** How many kills and pauses. */
        public int disturbances() {
            return kills + pauses;
        }

        /** How many decisions were written. */
        public long decisions() {
            return sorts.values().stream().mapToLong(Long::longValue).sum();
        }

        /** What must not have happened, a sentence each. */
        public List<String> violations() {
            return findings.entrySet().stream()
                    .flatMap(one -> one.getValue().violations().stream()
                            .map(violation -> one.getKey().getClass().getSimpleName() + ": " + violation))
                    .toList();
        }
    }

    /**
     * Disturbs them so often, waits for the end of everything, and examines it.
     *
     * @param progress is told how it stands now and then, what is still under way left aside
     */
    public Report run(int killsAndPauses, Consumer<Report> progress) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread decisions = new Thread(this::decide, "decisions");
        decisions.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        decisions.start();
        int told = 0;
        int done = 0;
        while (done < killsAndPauses) {
            disturbances.disturb();
            done = disturbances.kills() + disturbances.pauses();
            if (done / BETWEEN_LOOKS > told) {
                told = done / BETWEEN_LOOKS;
                progress.accept(report(System.nanoTime() - LONGEST.toNanos()));
            }
        }
        over = true;
        decisions.join();
        if (failure.get() != null) {
            throw new IllegalStateException("Decisions could not be written", failure.get());
        }
        awaitTheEnd();
        return report(System.nanoTime());
    }

    @Override
    public void close() throws InterruptedException {
        weights.close();
        programs.close();
    }

    private void decide() {
        while (!over) {
            if (underWay() < MOST_UNDER_WAY) {
                work.next();
            }
            Await.instant(System.nanoTime() + random.nextLong(BETWEEN_DECISIONS));
        }
    }

    private Optional<Recorded> outcome(Issued one) {
        readOn();
        synchronized (recorded) {
            return Optional.ofNullable(ended.get(one.id()));
        }
    }

    private long underWay() {
        readOn();
        synchronized (recorded) {
            return waiting - ended.size();
        }
    }

    /** As long as anything ends, it goes on; nothing is asserted: what did not come is found by the guarantees. */
    private void awaitTheEnd() {
        AtomicInteger endedBefore = new AtomicInteger();
        AtomicLong progressAt = new AtomicLong(System.nanoTime());
        Await.until("the end of all decisions", LONGEST, () -> {
            readOn();
            int endedNow = allThatEnded();
            if (endedBefore.getAndSet(endedNow) != endedNow) {
                progressAt.set(System.nanoTime());
            }
            return allEnded() || System.nanoTime() - progressAt.get() > PATIENCE.toNanos();
        });
    }

    private int allThatEnded() {
        synchronized (recorded) {
            return ended.size() + refused.size();
        }
    }

    private boolean allEnded() {
        synchronized (recorded) {
            return work.issued().stream()
                    .allMatch(one -> (!one.hasOutcome() || one.sort() == Sort.DUPLICATE || ended.containsKey(one.id()))
                            && (one.sort().deadLetter().isEmpty() || refused.containsKey(one.place())));
        }
    }

    private void readOn() {
        synchronized (recorded) {
            executions.itemsFrom(recorded.size()).forEach(item -> {
                Recorded one = new Recorded(item.value(), item.seenAtNanos());
                recorded.add(one);
                if (one.isOutcome()) {
                    ended.putIfAbsent(one.execution().decisionId(), one);
                }
            });
            deadLetters.itemsFrom(deadLettersRead).forEach(item -> {
                deadLettersRead++;
                if (item.value().topic().equals(decisionsTopic)) {
                    refused.computeIfAbsent(
                                    new Issued.Place(
                                            item.value().partition(),
                                            item.value().offset()),
                                    absent -> new ArrayList<>())
                            .add(item.value().cause());
                }
            });
            List<Issued> more = work.issuedFrom(issuedRead);
            issuedRead += more.size();
            waiting += more.stream()
                    .filter(one -> one.hasOutcome() && one.sort() != Sort.DUPLICATE)
                    .count();
        }
    }

    /** What is read later belongs to what was read before, never the other way round. */
    private Evidence evidence(long overdueBefore) {
        readOn();
        synchronized (recorded) {
            List<Sample> samples = weights.samples();
            List<Line> lines = log.lines();
            return new Evidence(work.issued(), recorded, refused, lines, samples, disturbances.lives(), overdueBefore);
        }
    }

    private Report report(long overdueBefore) {
        Evidence evidence = evidence(overdueBefore);
        Map<Guarantee, Findings> findings = new LinkedHashMap<>();
        Guarantee.ALL.forEach(one -> findings.put(one, one.examine(evidence)));
        Map<Sort, Long> sorts = evidence.issued().stream()
                .collect(Collectors.groupingBy(Issued::sort, () -> new EnumMap<>(Sort.class), Collectors.counting()));
        Map<ExecutionStatus, Long> outcomes = evidence.issued().stream()
                .filter(one -> one.sort() != Sort.DUPLICATE)
                .flatMap(one -> evidence.outcomes(one).stream())
                .collect(Collectors.groupingBy(
                        one -> one.execution().status(),
                        () -> new EnumMap<>(ExecutionStatus.class),
                        Collectors.counting()));
        long begun = evidence.lines().stream()
                .filter(line -> line.what().equals("begin"))
                .count();
        return new Report(
                disturbances.kills(),
                disturbances.pauses(),
                disturbances.ofBoth(),
                evidence.takenOver(),
                successors.acted(),
                sorts,
                outcomes,
                begun,
                findings);
    }
}
