package dev.headgate.it.harness;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * One action that takes far longer than a session and than the longest time between two polls, on an executor whose session
 * is two seconds, while shifts of another service in the same partition go on. A second executor stands by and would take
 * over.
 */
public final class LongAction {

    private static final String PROGRAM = """
            echo "$HEADGATE_DECISION_ID $HEADGATE_ATTEMPT" >> "$1"
            exec sleep "$2"
            """;
    private static final String RUNBOOK = """
            runbook: long
            budget: 3h
            steps:
              - name: long
                command: { arguments: [ "/bin/sh", "%s", "%s", "%d" ], inherit: [ PATH ] }
                budget: 2h
                recovery: ask
                answerWithin: 0s
            """;
    private static final String OTHER = "shop";

    private final Installation headgate;
    private final Release.Site site;
    private final Operator gate;
    private final List<Executor> executors;
    private final String service;
    private final Path runs;

    /** Starts the executors; the installation must be running. */
    public LongAction(Installation headgate, Duration takes) throws InterruptedException {
        this.headgate = headgate;
        site = new Release.Site(headgate, "2.0", "1.0");
        site.divideTraffic(OTHER);
        service = ServiceNames.besides(headgate, OTHER, "long", 1).get(0);
        runs = headgate.run().path().resolve("runs.txt");
        Path program = headgate.run().write("long.sh", PROGRAM);
        headgate.run().write("runbooks/long.yaml", RUNBOOK.formatted(program, runs, takes.toSeconds()));
        site.readers();
        gate = headgate.operator();
        executors = List.of(
                headgate.executor("first").start(), headgate.executor("second").start());
    }

    /**
     * What came of it.
     *
     * @param outcomes what was recorded of it as its end
     * @param took how long it ran by that record
     * @param programs how often its program was started
     * @param owners members that the group had while it ran, each with its partitions, in all that was seen
     * @param membershipsLost how often a member was thrown out of the group
     * @param shifts how many shifts of the other service were made meanwhile
     * @param failed how many of these failed
     * @param slowest how long the slowest of these took to its outcome
     */
    public record Report(
            List<Execution> outcomes,
            Duration took,
            int programs,
            Set<String> owners,
            double membershipsLost,
            int shifts,
            int failed,
            Duration slowest) {}

    /** Runs it, and shifts the other service's traffic so often meanwhile. */
    public Report run(Duration everyShift) throws Exception {
        Await.until("two members share the partitions", () -> owners().size() == 2);
        Decision action = site.decision(service, service + "-1", 1, DecisionKind.RUN, 1, 0, 0, "long");
        gate.decide(action);
        Await.until("its program runs", () -> Files.exists(runs));
        Set<String> owners = new TreeSet<>();
        List<Duration> shifts = new ArrayList<>();
        int failed = 0;
        while (outcomes(action).isEmpty()) {
            owners.addAll(owners());
            Decision shift = site.decision(
                    OTHER,
                    OTHER + "-1",
                    1,
                    DecisionKind.PROMOTE,
                    shifts.size() + 1,
                    0,
                    1 + shifts.size() % 90,
                    "shift-" + OTHER);
            long begin = System.nanoTime();
            gate.decide(shift);
            Await.until(
                    "the outcome of " + shift.decisionId(),
                    () -> !outcomes(shift).isEmpty());
            shifts.add(Duration.ofNanos(System.nanoTime() - begin));
            failed += outcomes(shift).get(0).status() == ExecutionStatus.SUCCEEDED ? 0 : 1;
            Await.instant(begin + everyShift.toNanos());
        }
        owners.addAll(owners());
        Execution end = outcomes(action).get(0);
        return new Report(
                outcomes(action),
                Duration.between(end.startedAt(), end.finishedAt().orElseThrow()),
                Files.readAllLines(runs).size(),
                owners,
                executors.stream()
                        .mapToDouble(executor -> executor.metric("headgate_executor_memberships_lost_total"))
                        .sum(),
                shifts.size(),
                failed,
                shifts.stream().max(Duration::compareTo).orElse(Duration.ZERO));
    }

    private List<Execution> outcomes(Decision decision) {
        return site.executions(decision.rolloutId()).stream()
                .filter(execution -> execution.decisionId().equals(decision.decisionId()))
                .filter(execution -> execution.finishedAt().isPresent())
                .toList();
    }

    /** Each member's id, which the broker gives anew to whoever joins again, with its partitions. */
    private Set<String> owners() throws InterruptedException {
        try (Admin admin = headgate.admin()) {
            return admin
                    .describeConsumerGroups(List.of("it-executor"))
                    .all()
                    .get()
                    .get("it-executor")
                    .members()
                    .stream()
                    .filter(member -> !member.assignment().topicPartitions().isEmpty())
                    .map(member -> member.consumerId() + " "
                            + member.assignment().topicPartitions().stream()
                                    .map(partition -> Integer.toString(partition.partition()))
                                    .sorted()
                                    .collect(Collectors.joining(",")))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (ExecutionException unanswered) {
            throw new IllegalStateException("the group cannot be asked", unanswered);
        }
    }
}
