package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Executor;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Operator;
import dev.headgate.it.harness.Release;
import dev.headgate.it.harness.Runbooks;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIGKILL to the executor. Decisions are signed with the gate's key by the test, so that it chooses each of them. */
class ExecutorKillsIT {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorKillsIT.class);
    private static final Set<ExecutionStatus> OVER = EnumSet.of(
            ExecutionStatus.SUCCEEDED, ExecutionStatus.FAILED, ExecutionStatus.REFUSED, ExecutionStatus.SUPERSEDED);
    private static final int KILLS_WHILE_SHIFTING = 3;
    private static final int DECISIONS_BETWEEN_KILLS = 12;
    private static final String SCRIPT = """
            echo "$HEADGATE_DECISION_ID $HEADGATE_ATTEMPT" >> "$1"
            tries=0
            while [ ! -e "$2" ] && [ "$tries" -lt 1200 ]; do tries=$((tries + 1)); sleep 0.05; done
            """;

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    private static Release.Site site;
    private static Operator gate;
    private static Executor executor;
    private static Path effects;
    private static Path goOn;

    @BeforeAll
    static void prepare() throws Exception {
        site = new Release.Site(HEADGATE, "2.0", "1.0");
        site.divideTraffic("shop");
        site.divideTraffic("mail");
        site.divideTraffic("hooks");
        effects = HEADGATE.run().path().resolve("effects.txt");
        goOn = HEADGATE.run().path().resolve("go-on");
        Path script = HEADGATE.run().write("effect.sh", SCRIPT);
        for (String recovery : new String[] {"ask", "rerun"}) {
            HEADGATE.run()
                    .write(
                            "runbooks/effect-" + recovery + ".yaml",
                            Runbooks.command(
                                    "effect-" + recovery,
                                    script.toString(),
                                    effects.toString(),
                                    goOn.toString(),
                                    recovery));
        }
        site.readers();
        gate = HEADGATE.operator();
        executor = HEADGATE.executor("killed").start();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 20261122)
    void everyAcceptedDecisionHasOneOutcomeAndTheLastOneIsInForce(long seed) throws Exception {
        Random random = new Random(seed);
        List<Decision> decided = new ArrayList<>();
        for (int kill = 1; kill <= KILLS_WHILE_SHIFTING; kill++) {
            for (int i = 0; i < DECISIONS_BETWEEN_KILLS; i++) {
                decided.add(promote("shop", decided.size() + 1, 1 + random.nextInt(90)));
                decided.add(promote("mail", decided.size() + 1, 1 + random.nextInt(90)));
                Await.instant(System.nanoTime()
                        + random.nextLong(Duration.ofMillis(60).toNanos()));
            }
            LOG.info("Kill {} while shifting, seed {}", kill, seed);
            executor.kill();
            executor.start();
        }

        for (Decision decision : decided) {
            awaitOutcome(decision);
        }
        assertThat(decided)
                .allSatisfy(decision -> assertThat(outcomes(decision))
                        .as("outcomes of %s, seed %d", decision.decisionId(), seed)
                        .hasSize(1));
        for (String service : new String[] {"shop", "mail"}) {
            Decision last = decided.stream()
                    .filter(decision -> decision.service().equals(service))
                    .reduce((earlier, later) -> later)
                    .orElseThrow();
            assertThat(outcomes(last).get(0).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(site.shareInForce(service))
                    .as("seed %d", seed)
                    .isEqualTo(last.to().percent());
            assertThat(begunInOrder(service))
                    .as("order of %s, seed %d", service, seed)
                    .isSorted();
        }
    }

    @Test
    void anEffectThatMayBeDoneAgainIsDoneAgainAsTheNextAttempt() throws Exception {
        Decision decision = interruptedEffect("jobs", "effect-rerun");

        assertThat(awaitOutcome(decision).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(outcomes(decision)).extracting(Execution::attempt).containsExactly(2);
        assertThat(effectsOf(decision)).containsExactly(decision.decisionId() + " 1", decision.decisionId() + " 2");
        assertThat(started(decision)).contains(1, 2);
    }

    @Test
    void anEffectThatMustNotBeDoneTwiceIsLeftToAPerson() throws Exception {
        Decision decision = interruptedEffect("notices", "effect-ask");

        Execution outcome = awaitOutcome(decision);

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(outcome.reason()).isNotBlank();
        assertThat(effectsOf(decision)).containsExactly(decision.decisionId() + " 1");
        assertThat(started(decision)).contains(1);
    }

    /** The hook would run for a minute: nobody says that it may go on. */
    @Test
    void aRollbackDoesNotWaitForAHookThatRunsAlsoAfterAKill() throws Exception {
        Files.deleteIfExists(goOn);
        for (boolean killed : new boolean[] {false, true}) {
            String rollout = "hooks-" + (killed ? "killed" : "alive");
            long epoch = killed ? 12 : 11;
            Decision hook = site.decision("hooks", rollout, epoch, DecisionKind.RUN, 1, 0, 0, "effect-rerun");
            send(hook);
            Await.until(
                    "the program of " + rollout + " runs",
                    () -> !effectsOf(hook).isEmpty());
            if (killed) {
                executor.kill();
                executor.start();
                Await.until(
                        "the program of " + rollout + " runs again",
                        () -> effectsOf(hook).size() == 2);
            }
            Decision rollback = site.decision("hooks", rollout, epoch, DecisionKind.ROLLBACK, 2, 10, 0, "shift-hooks");
            Instant sent = Instant.now();
            send(rollback);

            assertThat(awaitOutcome(rollback).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(Duration.between(sent, Instant.now())).isLessThan(Duration.ofSeconds(30));
            assertThat(outcomes(hook))
                    .singleElement()
                    .satisfies(outcome -> assertThat(outcome.status()).isEqualTo(ExecutionStatus.SUPERSEDED));
        }
    }

    /** Kills the executor when the effect has happened and cannot have been recorded: its program still runs. */
    private static Decision interruptedEffect(String service, String runbook) throws Exception {
        Files.deleteIfExists(goOn);
        Decision decision = site.decision(service, service + "-1", 7, DecisionKind.PROMOTE, 1, 0, 10, runbook);
        send(decision);
        Await.until(
                "the program of " + service + " runs",
                () -> !effectsOf(decision).isEmpty());
        executor.kill();
        Files.writeString(goOn, "");
        executor.start();
        return decision;
    }

    private static Decision promote(String service, int sequence, int weight) {
        Decision decision = site.decision(
                service, service + "-1", 3, DecisionKind.PROMOTE, sequence, 0, weight, "shift-" + service);
        send(decision);
        return decision;
    }

    private static void send(Decision decision) {
        gate.send(
                TopicCatalogue.GATE_DECISIONS,
                Optional.empty(),
                decision.service(),
                new JsonCodec().write(decision),
                HEADGATE.gateKey()::sign);
    }

    private static Execution awaitOutcome(Decision decision) {
        Await.until(
                "the outcome of " + decision.decisionId(),
                () -> !outcomes(decision).isEmpty());
        return outcomes(decision).get(0);
    }

    private static List<Execution> outcomes(Decision decision) {
        return of(decision)
                .filter(execution -> OVER.contains(execution.status()))
                .toList();
    }

    private static List<Integer> started(Decision decision) {
        return of(decision)
                .filter(execution -> execution.status() == ExecutionStatus.STARTED)
                .map(Execution::attempt)
                .toList();
    }

    private static java.util.stream.Stream<Execution> of(Decision decision) {
        return site.executions(decision.rolloutId()).stream()
                .filter(execution -> execution.decisionId().equals(decision.decisionId()));
    }

    private static List<Integer> begunInOrder(String service) {
        return site.executions(service + "-1").stream()
                .filter(execution -> execution.status() == ExecutionStatus.STARTED)
                .map(execution -> Integer.parseInt(
                        execution.decisionId().substring(execution.decisionId().indexOf('/') + 1)))
                .toList();
    }

    private static List<String> effectsOf(Decision decision) throws IOException {
        if (!Files.exists(effects)) {
            return List.of();
        }
        return Files.readAllLines(effects).stream()
                .filter(line -> line.startsWith(decision.decisionId() + " "))
                .toList();
    }
}
