package dev.headgate.it.harness;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two executors of one group that are killed (SIGKILL) and paused beyond their session (SIGSTOP, SIGCONT) at random, while
 * decisions of every sort keep coming: shifts and rollbacks at HAProxy, programs that may run twice and programs that must
 * not, hooks. The test signs the decisions, so that it knows each of them.
 */
public final class DisturbedExecutors {

    private static final Logger LOG = LoggerFactory.getLogger(DisturbedExecutors.class);
    private static final Set<ExecutionStatus> OVER = EnumSet.of(
            ExecutionStatus.SUCCEEDED,
            ExecutionStatus.FAILED,
            ExecutionStatus.REFUSED,
            ExecutionStatus.SUPERSEDED,
            ExecutionStatus.EXPIRED);
    private static final List<String> SHIFTED = List.of("shop", "mail");
    private static final List<String> OTHERS = List.of("jobs", "notices", "hooks");
    private static final Duration LONGER_THAN_A_SESSION = Duration.ofMillis(3_500);
    private static final int DISTURBANCES_BETWEEN_CHECKS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String PROGRAM = """
            echo "$HEADGATE_DECISION_ID $HEADGATE_ATTEMPT" >> "$1"
            sleep "$2"
            """;

    private final Installation headgate;
    private final Random random;
    private final Release.Site site;
    private final List<Executor> executors;
    private final Operator gate;
    private final Path effects;
    private final List<Decision> decided = new ArrayList<>();
    private final Map<String, Integer> rollouts = new HashMap<>();
    private final Map<String, Integer> sequences = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private int kills;
    private int pauses;

    /** Starts them; the installation must be running. */
    public DisturbedExecutors(Installation headgate, long seed) throws InterruptedException {
        this.headgate = headgate;
        random = new Random(seed);
        site = new Release.Site(headgate, "2.0", "1.0");
        for (String service : SHIFTED) {
            site.divideTraffic(service);
        }
        effects = headgate.run().path().resolve("effects.txt");
        Path program = headgate.run().write("effect.sh", PROGRAM);
        for (String recovery : List.of("ask", "rerun")) {
            headgate.run()
                    .write(
                            "runbooks/effect-" + recovery + ".yaml",
                            Runbooks.command(
                                    "effect-" + recovery, program.toString(), effects.toString(), "0.15", recovery));
        }
        site.readers();
        gate = headgate.operator();
        executors = List.of(
                headgate.executor("first").start(), headgate.executor("second").start());
    }

    /**
     * What came of it.
     *
     * @param kills how many SIGKILLs
     * @param pauses how many pauses
     * @param decisions how many decisions were written
     * @param outcomes how many ended how
     * @param programs how often a program was run
     * @param violations what must not have happened, a sentence each
     */
    public record Report(
            int kills,
            int pauses,
            int decisions,
            Map<ExecutionStatus, Long> outcomes,
            long programs,
            List<String> violations) {}

    /** Disturbs them so often, and looks at everything that became of it. */
    public Report run(int disturbances) throws InterruptedException {
        for (int i = 1; i <= disturbances; i++) {
            AtomicBoolean over = new AtomicBoolean();
            Thread work = new Thread(() -> decideUntil(over), "decisions");
            work.start();
            disturb(executors.get(random.nextInt(executors.size())), new Random(random.nextLong()));
            over.set(true);
            work.join();
            if (i % DISTURBANCES_BETWEEN_CHECKS == 0 || i == disturbances) {
                check();
                LOG.info("{} of {}: {} decisions, {} violations", i, disturbances, decided.size(), violations.size());
            }
        }
        Map<ExecutionStatus, Long> outcomes = decided.stream()
                .flatMap(decision -> outcomes(decision).stream())
                .collect(Collectors.groupingBy(
                        Execution::status, () -> new EnumMap<>(ExecutionStatus.class), Collectors.counting()));
        return new Report(kills, pauses, decided.size(), outcomes, effects().size(), List.copyOf(violations));
    }

    private void disturb(Executor executor, Random chance) throws InterruptedException {
        Await.instant(System.nanoTime() + chance.nextLong(Duration.ofMillis(700).toNanos()));
        if (chance.nextInt(3) > 0) {
            executor.kill();
            kills++;
            executor.start();
        } else {
            executor.process().pause();
            pauses++;
            Await.instant(System.nanoTime() + LONGER_THAN_A_SESSION.toNanos());
            executor.process().resume();
        }
    }

    /** One service's decisions come in order, those of several at any time. */
    private void decideUntil(AtomicBoolean over) {
        do {
            String service = random.nextInt(2) == 0
                    ? SHIFTED.get(random.nextInt(SHIFTED.size()))
                    : OTHERS.get(random.nextInt(OTHERS.size()));
            send(next(service));
            Await.instant(
                    System.nanoTime() + random.nextLong(Duration.ofMillis(120).toNanos()));
        } while (!over.get());
    }

    private Decision next(String service) {
        int rollout = rollouts.computeIfAbsent(service, absent -> 1);
        boolean rollback =
                SHIFTED.contains(service) && sequences.getOrDefault(service, 0) > 0 && random.nextInt(12) == 0;
        int sequence = sequences.merge(service, 1, Integer::sum);
        DecisionKind kind =
                rollback ? DecisionKind.ROLLBACK : service.equals("hooks") ? DecisionKind.RUN : DecisionKind.PROMOTE;
        String runbook = SHIFTED.contains(service)
                ? "shift-" + service
                : service.equals("notices") ? "effect-ask" : "effect-rerun";
        double to = rollback || kind == DecisionKind.RUN ? 0 : 1 + random.nextInt(90);
        Decision decision = site.decision(service, service + "-" + rollout, rollout, kind, sequence, 0, to, runbook);
        if (rollback) {
            rollouts.merge(service, 1, Integer::sum);
            sequences.remove(service);
        }
        decided.add(decision);
        return decision;
    }

    private void send(Decision decision) {
        gate.send(
                TopicCatalogue.GATE_DECISIONS,
                Optional.empty(),
                decision.service(),
                new JsonCodec().write(decision),
                headgate.gateKey()::sign);
    }

    private void check() {
        for (Decision decision : decided) {
            Await.until(
                    "the outcome of " + decision.decisionId(),
                    PATIENCE,
                    () -> !outcomes(decision).isEmpty());
        }
        decided.forEach(this::checkOutcome);
        SHIFTED.forEach(this::checkInForce);
        Map<String, List<Integer>> attempts = attemptsByDecision();
        decided.forEach(decision -> checkPrograms(decision, attempts.getOrDefault(decision.decisionId(), List.of())));
        decided.stream().map(Decision::rolloutId).distinct().forEach(this::checkOrder);
    }

    private void checkOutcome(Decision decision) {
        int found = outcomes(decision).size();
        if (found != 1) {
            violated(decision.decisionId() + " has " + found + " outcomes");
        }
    }

    private void checkInForce(String service) {
        decided.stream()
                .filter(decision -> decision.service().equals(service))
                .reduce((earlier, later) -> later)
                .ifPresent(last -> {
                    double share = site.shareInForce(service);
                    if (Math.abs(share - last.to().percent()) > 0.5) {
                        violated(service + " has " + share + " % in force, decided was " + last.to() + " by "
                                + last.decisionId());
                    }
                });
    }

    private void checkPrograms(Decision decision, List<Integer> attempts) {
        boolean once = decision.runbook().name().equals("effect-ask");
        if (once && attempts.size() > 1) {
            violated(decision.decisionId() + " must not run twice, and ran " + attempts.size() + " times");
        }
        if (!attempts.stream().sorted().distinct().toList().equals(attempts)) {
            violated(decision.decisionId() + " was attempted in the order " + attempts);
        }
    }

    private void checkOrder(String rolloutId) {
        List<Integer> begun = site.executions(rolloutId).stream()
                .filter(execution -> execution.status() == ExecutionStatus.STARTED && execution.attempt() == 1)
                .map(execution -> Integer.parseInt(
                        execution.decisionId().substring(execution.decisionId().indexOf('/') + 1)))
                .toList();
        if (!begun.stream().sorted(Comparator.naturalOrder()).toList().equals(begun)) {
            violated(rolloutId + " was begun in the order " + begun);
        }
    }

    private void violated(String what) {
        if (!violations.contains(what)) {
            violations.add(what);
        }
    }

    private List<Execution> outcomes(Decision decision) {
        return site.executions(decision.rolloutId()).stream()
                .filter(execution -> execution.decisionId().equals(decision.decisionId()))
                .filter(execution -> OVER.contains(execution.status()))
                .toList();
    }

    private Map<String, List<Integer>> attemptsByDecision() {
        Map<String, List<Integer>> attempts = new HashMap<>();
        for (String line : effects()) {
            String[] words = line.split(" ", -1);
            attempts.computeIfAbsent(words[0], absent -> new ArrayList<>()).add(Integer.parseInt(words[1]));
        }
        return attempts;
    }

    private List<String> effects() {
        try {
            return Files.exists(effects) ? Files.readAllLines(effects) : List.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
