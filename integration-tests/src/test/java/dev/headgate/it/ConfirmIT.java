package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.CommandLine;
import dev.headgate.it.harness.Executor;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Release;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.ReadyCondition;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Question;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runbooks that wait for a person, over kills of the executor, answered from the command line. */
class ConfirmIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final String ASKS = """
            runbook: asks-%s
            budget: 2h
            steps:
              - { name: replica, confirm: { question: Is the replica caught up? }, budget: %s }
              - { name: switch, command: { arguments: [ /bin/true ] }, recovery: rerun, budget: 60s }
            """;

    private static final String CHARGES = """
            runbook: charges
            budget: 10m
            steps:
              - name: charge
                command: { arguments: [ /bin/sh, "%s", "%s" ], inherit: [ PATH ] }
                budget: 5m
                recovery: ask
                answerWithin: 30m
            """;

    private static final String BACK = """
            runbook: back
            steps:
              - { name: back, command: { arguments: [ /bin/true ] }, recovery: rerun, budget: 60s }
            """;

    /** The first attempt is still at it when its executor is killed. */
    private static final String PROGRAM = """
            echo "$HEADGATE_DECISION_ID $HEADGATE_ATTEMPT" >> "$1"
            if [ "$HEADGATE_ATTEMPT" = 1 ]; then sleep 60; fi
            """;

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    private static Release.Site site;
    private static Path effects;
    private Optional<Executor> running = Optional.empty();

    @BeforeAll
    static void write() {
        site = new Release.Site(HEADGATE, "2.0", "1.0");
        site.waitUpTo(PATIENCE);
        effects = HEADGATE.run().path().resolve("effects.txt");
        Path program = HEADGATE.run().write("charge.sh", PROGRAM);
        HEADGATE.run().write("runbooks/asks-patiently.yaml", ASKS.formatted("patiently", "1h"));
        HEADGATE.run().write("runbooks/asks-briefly.yaml", ASKS.formatted("briefly", "3s"));
        HEADGATE.run().write("runbooks/charges.yaml", CHARGES.formatted(program, effects));
        HEADGATE.run().write("runbooks/back.yaml", BACK);
        site.readers();
    }

    @AfterEach
    void stop() {
        running.ifPresent(Executor::stop);
    }

    @Test
    void theAnswerComesToTheSuccessorOfTheExecutorThatAsked() throws Exception {
        Executor first = start("asking");
        ChildProcess followed = commands().start("follow", List.of(), "executions", "list", "--follow");
        followed.awaitReady(ReadyCondition.logLine("(no executions|begun at)"), PATIENCE);
        Decision run = decide("shop", DecisionKind.RUN, 1, "asks-patiently");
        Question asked = awaitQuestion(run);

        CommandLine.Ended waiting = commands().run("executions", "list", "--status", "waiting");
        first.kill();
        start("answered");
        CommandLine.Ended answer =
                commands().run("executions", "confirm", run.decisionId(), "--yes", "--reason", "it is 2 s behind");

        assertThat(asked.about()).isEqualTo(Question.About.CONFIRMATION);
        assertThat(waiting.out()).contains(run.decisionId(), "waiting", "Is the replica caught up?");
        assertThat(answer.code()).as(answer.err()).isZero();
        Execution outcome = awaitOutcome(run, ExecutionStatus.SUCCEEDED);
        assertThat(outcome.executor()).isEqualTo("answered");
        followed.awaitReady(ReadyCondition.logLine("(shop-1/1#1)  run  waiting  Is the replica"), PATIENCE);
        followed.awaitReady(ReadyCondition.logLine("(shop-1/1#1)  run  succeeded"), PATIENCE);
        CommandLine.interrupt(followed);
        CommandLine.Ended show = commands().run("executions", "show", run.decisionId());
        assertThat(show.out()).contains("yes, said", "it is 2 s behind (key ");
        CommandLine.Ended again =
                commands().run("executions", "confirm", run.decisionId(), "--no", "--reason", "too late");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("is over: succeeded", "nothing was sent");
    }

    @Test
    void whereNobodyAnswersTheStepFails() throws Exception {
        start("patient");
        Decision run = decide("mail", DecisionKind.RUN, 1, "asks-briefly");

        assertThat(awaitOutcome(run, ExecutionStatus.FAILED).reason())
                .isEqualTo("step replica: nobody has answered within 3s");
    }

    @Test
    void aRollbackTakesThePlaceOfAnAdvanceThatWaits() throws Exception {
        start("superseding");
        Decision advance = decide("till", DecisionKind.PROMOTE, 1, "asks-patiently");
        awaitQuestion(advance);

        Decision rollback = decide("till", DecisionKind.ROLLBACK, 2, "back");

        awaitOutcome(rollback, ExecutionStatus.SUCCEEDED);
        assertThat(awaitOutcome(advance, ExecutionStatus.SUPERSEDED).reason())
                .contains("while it waited for a person", rollback.decisionId() + " took its place");
    }

    @Test
    void aPersonSaysWhatBecameOfAStepThatMustNotRunTwice() throws Exception {
        Decision run = interruptedCharge("jobs");

        CommandLine.Ended answer = commands()
                .run(
                        "executions",
                        "resolve",
                        run.decisionId(),
                        "--step",
                        "charge",
                        "--done",
                        "--reason",
                        "it was paid");

        assertThat(answer.code()).as(answer.err()).isZero();
        Execution outcome = awaitOutcome(run, ExecutionStatus.SUCCEEDED);
        assertThat(outcome.attempt()).isEqualTo(2);
        assertThat(attempts(run)).containsExactly("1");
    }

    @Test
    void aPersonLetsAStepRunAgainThatMustNotRunTwice() throws Exception {
        Decision run = interruptedCharge("news");
        CommandLine.Ended wrong =
                commands().run("executions", "confirm", run.decisionId(), "--yes", "--reason", "of course");

        CommandLine.Ended answer =
                commands().run("executions", "retry", run.decisionId(), "--reason", "nothing was paid");

        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err()).contains("asks something else", "executions resolve " + run.decisionId());
        assertThat(answer.code()).as(answer.err()).isZero();
        awaitOutcome(run, ExecutionStatus.SUCCEEDED);
        assertThat(attempts(run)).containsExactly("1", "2");
    }

    /** Its executor is killed in the middle of it, and the next one asks. */
    private Decision interruptedCharge(String service) throws Exception {
        Executor first = start("charging-" + service);
        Decision run = decide(service, DecisionKind.RUN, 1, "charges");
        Await.until(
                "the program of " + run.decisionId() + " runs",
                PATIENCE,
                () -> !attempts(run).isEmpty());
        first.kill();
        start("asking-" + service);
        assertThat(awaitQuestion(run).about()).isEqualTo(Question.About.OUTCOME);
        return run;
    }

    private Executor start(String name) throws InterruptedException {
        Executor executor = HEADGATE.executor(name).trustingOperators().start();
        running = Optional.of(executor);
        return executor;
    }

    private static Decision decide(String service, DecisionKind kind, int sequence, String runbook) {
        Decision decision = site.decision(service, service + "-1", 1, kind, sequence, 0, 0, runbook);
        HEADGATE.operator()
                .send(
                        TopicCatalogue.GATE_DECISIONS,
                        Optional.empty(),
                        service,
                        new JsonCodec().write(decision),
                        HEADGATE.gateKey()::sign);
        return decision;
    }

    private static Question awaitQuestion(Decision decision) {
        Await.until(
                "a question of " + decision.decisionId(),
                PATIENCE,
                () -> executions(decision).stream().anyMatch(Execution::waitsForAPerson));
        return executions(decision).stream()
                .flatMap(execution -> execution.question().stream())
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private static Execution awaitOutcome(Decision decision, ExecutionStatus status) {
        Await.until(
                "the outcome of " + decision.decisionId(),
                PATIENCE,
                () -> executions(decision).stream()
                        .anyMatch(execution -> execution.finishedAt().isPresent()));
        List<Execution> over = executions(decision).stream()
                .filter(execution -> execution.finishedAt().isPresent())
                .toList();
        assertThat(over).hasSize(1);
        assertThat(over.get(0).status()).as(over.get(0).reason()).isEqualTo(status);
        return over.get(0);
    }

    private static List<Execution> executions(Decision decision) {
        return site.executions(decision.rolloutId()).stream()
                .filter(execution -> execution.decisionId().equals(decision.decisionId()))
                .toList();
    }

    private static List<String> attempts(Decision decision) {
        try {
            return Files.exists(effects)
                    ? Files.readAllLines(effects).stream()
                            .filter(line -> line.startsWith(decision.decisionId() + " "))
                            .map(line -> line.substring(line.indexOf(' ') + 1))
                            .toList()
                    : List.of();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static CommandLine commands() {
        return new CommandLine(
                HEADGATE.run(),
                Map.of(
                        "HEADGATE_BOOTSTRAP_SERVERS", HEADGATE.bootstrapServers(),
                        "HEADGATE_TOPIC_PREFIX", HEADGATE.topics().prefix(),
                        "HEADGATE_OPERATOR_KEY", HEADGATE.keys().operatorFile().toString()));
    }
}
