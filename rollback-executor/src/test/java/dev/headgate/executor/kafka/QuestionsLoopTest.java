package dev.headgate.executor.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.documents.Parsed;
import dev.headgate.documents.RunbookReader;
import dev.headgate.executor.Decisions;
import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.action.Actions;
import dev.headgate.executor.action.CommandAction;
import dev.headgate.executor.action.http.HttpAction;
import dev.headgate.executor.action.http.HttpRequests;
import dev.headgate.executor.action.traffic.TrafficShifter;
import dev.headgate.executor.action.traffic.TrafficTargets;
import dev.headgate.executor.metrics.ExecutorMeters;
import dev.headgate.executor.runbook.Runbooks;
import dev.headgate.executor.settings.ExecutorSettings;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutionWord;
import dev.headgate.schemas.model.ExecutionWord.Says;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Question;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to a person on their way through the loop: asked, signed, answered, refused, and over a change of owner. */
class QuestionsLoopTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String ASKS = """
            runbook: asks
            steps:
              - { name: replica, confirm: { question: Is the replica caught up? }, budget: 30m }
              - { name: switch, command: { arguments: [ "/bin/true" ] }, recovery: rerun }
            """;

    private static final String SWITCHES = """
            runbook: switches
            steps:
              - { name: switch, command: { arguments: [ "/bin/true" ] }, recovery: rerun }
            """;

    @TempDir
    Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private SigningKey operator;
    private FakeKafka kafka;
    private ExecutorLoop loop;
    private Thread thread;

    @BeforeEach
    void start() throws Exception {
        KeyFiles gate = KeyFiles.create(directory.resolve("gate"), "gate");
        operator = SigningKey.load(
                KeyFiles.create(directory.resolve("operators"), "ops").privateKey());
        kafka = new FakeKafka(SigningKey.load(gate.privateKey()));
        ExecutorSettings settings = ExecutorSettings.read(
                Optional.empty(),
                Map.of(),
                List.of(
                        "bootstrap.servers=127.0.0.1:1",
                        "trusted.keys=" + directory.resolve("gate"),
                        "runbooks=" + directory,
                        "session.timeout=60s"));
        loop = new ExecutorLoop(
                settings,
                new DecisionKeys(
                        TrustedKeys.load(directory.resolve("gate")),
                        Optional.of(TrustedKeys.load(directory.resolve("operators")))),
                new Acceptance(new Runbooks(List.of(runbook(ASKS), runbook(SWITCHES)))),
                new Actions(
                        new TrafficShifter(new TrafficTargets()),
                        new CommandAction(Map.of()),
                        new HttpAction(new HttpRequests(Map.of()))),
                new ExecutorMeters(meters),
                FakeKafka.TOPICS,
                kafka,
                Clock.systemUTC());
        thread = new Thread(loop, "loop-of-the-test");
        thread.start();
    }

    @AfterEach
    void stop() throws Exception {
        loop.stop();
        thread.join(PATIENCE.toMillis());
    }

    @Test
    void anOperatorsAnswerLetsTheRunbookGoOnAndOtherServicesDidMeanwhile() {
        kafka.append(Decisions.run(7, 1, "asks"));
        Question question = awaitQuestion();
        await().atMost(PATIENCE)
                .until(() -> meters.get("headgate.executor.asking").gauge().value() == 1);
        kafka.append(Decisions.with(
                Decisions.decision("till", DecisionKind.RUN, 8, 1, 5, "switches", Mode.ENFORCE),
                "r8/1",
                Map.of(),
                Optional.empty()));
        awaitOutcome("r8/1", ExecutionStatus.SUCCEEDED);

        say(word(Says.YES, question), operator);

        Execution outcome = awaitOutcome("r7/1", ExecutionStatus.SUCCEEDED);
        assertThat(outcome.steps().get(0).output()).startsWith("yes, said jane: I have looked (key ");
        assertThat(kafka.deadLetters()).isEmpty();
        await().atMost(PATIENCE)
                .until(() -> meters.get("headgate.executor.asking").gauge().value() == 0);
    }

    @Test
    void theNextOwnerOfThePartitionWaitsOnAndTakesTheAnswer() {
        kafka.append(Decisions.run(7, 1, "asks"));
        Question question = awaitQuestion();
        kafka.failNextCommit = new ProducerFencedException("another one owns it");
        kafka.append(Decisions.with(
                Decisions.decision("till", DecisionKind.RUN, 8, 1, 5, "switches", Mode.ENFORCE),
                "r8/1",
                Map.of(),
                Optional.empty()));
        await().atMost(PATIENCE).until(() -> kafka.members.size() > 1);

        say(word(Says.YES, question), operator);

        awaitOutcome("r7/1", ExecutionStatus.SUCCEEDED);
        assertThat(kafka.executions())
                .filteredOn(execution -> execution.decisionId().equals("r7/1") && execution.waitsForAPerson())
                .as("asked once")
                .hasSize(1);
    }

    @Test
    void anAnswerToWhatIsNotAskedIsADeadLetterCountedAndRefused() {
        kafka.append(Decisions.run(7, 1, "asks"));
        Question question = awaitQuestion();
        Question other = new Question(
                question.step(),
                question.about(),
                question.text(),
                question.askedAt().minusSeconds(1),
                question.until());

        Decision word = word(Says.YES, other);
        say(word, operator);

        Execution refusal = awaitOutcome(word.decisionId(), ExecutionStatus.REFUSED);
        assertThat(refusal.reason()).contains("has moved on");
        assertThat(kafka.deadLetters()).extracting(DeadLetter::cause).containsExactly("not-asked");
        assertThat(meters.counter("headgate.executor.refused", "reason", "not-asked")
                        .count())
                .isEqualTo(1);
        say(word(Says.NO, question), operator);
        awaitOutcome("r7/1", ExecutionStatus.FAILED);
    }

    @Test
    void anAnswerThatIsBroughtAgainIsADeadLetter() {
        kafka.append(Decisions.run(7, 1, "asks"));
        Decision word = word(Says.YES, awaitQuestion());
        say(word, operator);
        say(word, operator);

        awaitOutcome("r7/1", ExecutionStatus.SUCCEEDED);
        await().atMost(PATIENCE).until(() -> !kafka.deadLetters().isEmpty());

        assertThat(kafka.deadLetters()).extracting(DeadLetter::cause).containsExactly("replayed");
    }

    @Test
    void whoeverIsNotTrustedAnswersNothing() throws Exception {
        SigningKey stranger = SigningKey.load(
                KeyFiles.create(directory.resolve("strangers"), "eve").privateKey());
        kafka.append(Decisions.run(7, 1, "asks"));
        Question question = awaitQuestion();

        say(word(Says.YES, question), stranger);

        await().atMost(PATIENCE).until(() -> !kafka.deadLetters().isEmpty());
        assertThat(kafka.deadLetters()).extracting(DeadLetter::cause).containsExactly("unknown-key");
        say(word(Says.NO, question), operator);
        awaitOutcome("r7/1", ExecutionStatus.FAILED);
    }

    private static Decision word(Says says, Question question) {
        return new ExecutionWord(
                        says,
                        "r7/1",
                        1,
                        Optional.of(question.step()),
                        Optional.of(question.askedAt()),
                        "jane",
                        "I have looked")
                .decision(Decisions.run(7, 1, "asks"), UUID.randomUUID().toString(), Instant.now());
    }

    private void say(Decision word, SigningKey key) {
        byte[] value = new JsonCodec().write(word);
        RecordHeaders headers = new RecordHeaders();
        key.sign(value, headers);
        kafka.append(word.service().getBytes(StandardCharsets.UTF_8), value, headers);
    }

    private Question awaitQuestion() {
        await().atMost(PATIENCE).until(() -> kafka.executions().stream().anyMatch(Execution::waitsForAPerson));
        return kafka.executions().stream()
                .flatMap(execution -> execution.question().stream())
                .findFirst()
                .orElseThrow();
    }

    private Execution awaitOutcome(String decisionId, ExecutionStatus status) {
        await().atMost(PATIENCE).until(() -> of(decisionId, status).isPresent());
        return of(decisionId, status).orElseThrow();
    }

    private Optional<Execution> of(String decisionId, ExecutionStatus status) {
        return kafka.executions().stream()
                .filter(execution -> execution.decisionId().equals(decisionId) && execution.status() == status)
                .findFirst();
    }

    private static Runbook runbook(String yaml) {
        return ((Parsed.Valid<Runbook>) RunbookReader.read("test.yaml", yaml)).value();
    }
}
