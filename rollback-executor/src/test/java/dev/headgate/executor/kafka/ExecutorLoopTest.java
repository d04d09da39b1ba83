package dev.headgate.executor.kafka;

import static dev.headgate.executor.Decisions.decision;
import static dev.headgate.executor.Decisions.run;
import static dev.headgate.executor.Decisions.shadow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.action.Actions;
import dev.headgate.executor.action.CommandAction;
import dev.headgate.executor.action.http.HttpAction;
import dev.headgate.executor.action.http.HttpRequests;
import dev.headgate.executor.action.traffic.TrafficShifter;
import dev.headgate.executor.action.traffic.TrafficTargets;
import dev.headgate.executor.action.traffic.haproxy.FakeRuntimeApi;
import dev.headgate.executor.journal.Progress;
import dev.headgate.executor.metrics.ExecutorMeters;
import dev.headgate.executor.runbook.Runbooks;
import dev.headgate.executor.settings.ExecutorSettings;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.RunbookParameter;
import dev.headgate.schemas.model.Step;
import dev.headgate.schemas.model.StepCondition;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The loop against Kafka's mock clients and a fake HAProxy. */
class ExecutorLoopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private FakeRuntimeApi haproxy;
    private FakeKafka kafka;
    private ExecutorLoop loop;
    private Thread thread;

    @BeforeEach
    void start() throws Exception {
        begin("session.timeout=60s");
    }

    private void begin(String session) throws Exception {
        haproxy = new FakeRuntimeApi();
        KeyFiles keys = KeyFiles.create(keys(), "gate");
        kafka = new FakeKafka(SigningKey.load(keys.privateKey()));
        ExecutorSettings settings = ExecutorSettings.read(
                Optional.empty(),
                Map.of(),
                List.of(
                        "bootstrap.servers=127.0.0.1:1",
                        "trusted.keys=" + keys(),
                        "runbooks=" + directory,
                        session,
                        "reassert.interval=50ms",
                        "handover.grace=10s"));
        Acceptance acceptance = new Acceptance(runbooks());
        loop = new ExecutorLoop(
                settings,
                DecisionKeys.of(TrustedKeys.load(keys())),
                acceptance,
                new Actions(
                        new TrafficShifter(new TrafficTargets()),
                        new CommandAction(Map.of()),
                        new HttpAction(new HttpRequests(Map.of()))),
                new ExecutorMeters(meters),
                FakeKafka.TOPICS,
                kafka,
                Clock.systemUTC());
        thread = new Thread(loop, "loop-of-the-test");
    }

    @AfterEach
    void stop() throws Exception {
        loop.stop();
        thread.join(PATIENCE.toMillis());
        haproxy.close();
    }

    @Test
    void carriesOutADecisionAndRecordsTheWeightInForce() {
        kafka.append(decision(DecisionKind.PROMOTE, 7, 1, 20));
        thread.start();

        awaitOutcome("r7/1", ExecutionStatus.SUCCEEDED);

        assertThat(haproxy.weights).containsEntry("2.0.0", 20).containsEntry("1.0.0", 80);
        assertThat(outcomes("r7/1")).singleElement().satisfies(outcome -> {
            assertThat(outcome.confirmedWeight()).contains(new Weight(20));
            assertThat(outcome.correlationId()).isEqualTo("correlation-7");
        });
        assertThat(kafka.journal().get("shop/r7/1").progress()).isEqualTo(Progress.FINISHED);
    }

    @Test
    void showsHowManyPartitionsThereAreAndHowManyAreItsOwn() {
        thread.start();

        await().atMost(PATIENCE)
                .until(() ->
                        gauge("headgate.executor.topic.partitions") == 1 && gauge("headgate.executor.partitions") == 1);
    }

    @Test
    void takesUpNothingBeforeItHasReadWhatMayStandBehind() {
        kafka.append(decision(DecisionKind.PROMOTE, 7, 1, 20));
        kafka.append(decision(DecisionKind.ROLLBACK, 7, 2, 0));
        haproxy.weights.put("2.0.0", 50);
        thread.start();

        awaitOutcome("r7/2", ExecutionStatus.SUCCEEDED);

        assertThat(outcomes("r7/1"))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.status()).isEqualTo(ExecutionStatus.SUPERSEDED));
        assertThat(haproxy.told).noneMatch(line -> line.endsWith("weight 20"));
    }

    @Test
    void deadLettersWhatItCannotTrustOrReadAndGoesOn() {
        kafka.append(
                "shop".getBytes(StandardCharsets.UTF_8),
                "garbage".getBytes(StandardCharsets.UTF_8),
                new RecordHeaders());
        kafka.append(decision(DecisionKind.PROMOTE, 7, 1, 20));
        kafka.append(decision(DecisionKind.PROMOTE, 7, 1, 20));
        thread.start();

        awaitOutcome("r7/1", ExecutionStatus.SUCCEEDED);

        assertThat(kafka.deadLetters()).extracting(letter -> letter.cause()).containsExactly("unsigned", "replayed");
        assertThat(outcomes("r7/1")).hasSize(1);
    }

    @Test
    void aShadowIsLeftAloneEvenWhenItIsReadTwice() {
        kafka.append(shadow(decision(DecisionKind.PROMOTE, 7, 1, 90), Mode.SHADOW));
        kafka.append(decision(DecisionKind.PROMOTE, 7, 1, 20));
        kafka.append(shadow(decision(DecisionKind.ROLLBACK, 7, 2, 0), Mode.SHADOW));
        kafka.append(shadow(decision(DecisionKind.ROLLBACK, 7, 2, 0), Mode.SHADOW));
        kafka.append(decision(DecisionKind.PROMOTE, 7, 2, 50));
        thread.start();

        awaitOutcome("r7/2", ExecutionStatus.SUCCEEDED);

        assertThat(haproxy.told).noneMatch(line -> line.endsWith("weight 90") || line.endsWith("weight 0"));
        assertThat(outcomes("r7.shadow/1")).isEmpty();
        assertThat(outcomes("r7.shadow/2")).isEmpty();
        assertThat(kafka.journal()).containsOnlyKeys("shop/r7/1", "shop/r7/2");
        assertThat(kafka.deadLetters()).isEmpty();
    }

    @Test
    void withoutTheRightToWriteDeadLettersDecisionsAreCarriedOutAllTheSame() {
        kafka.deadLettersForbidden = true;
        kafka.append(
                "shop".getBytes(StandardCharsets.UTF_8),
                "garbage".getBytes(StandardCharsets.UTF_8),
                new RecordHeaders());
        kafka.append(decision(DecisionKind.PROMOTE, 7, 1, 20));
        thread.start();

        awaitOutcome("r7/1", ExecutionStatus.SUCCEEDED);

        assertThat(kafka.deadLetters()).isEmpty();
        assertThat(meters.counter("headgate.executor.dead.letters.lost").count())
                .isEqualTo(1);
        assertThat(kafka.members).hasSize(1);
    }

    @Test
    void anUnreadableJournalEntryIsDeadLetteredWithItsBytesAndStopsNothing() {
        byte[] unreadable = "{\"schema\": 2, \"progress\": \"accepted\"}".getBytes(StandardCharsets.UTF_8);
        kafka.appendToJournal("shop/r7/1", unreadable);
        thread.start();

        await().atMost(PATIENCE).until(() -> kafka.deadLetters().size() == 1);
        assertThat(kafka.deadLetterValues()).containsExactly(unreadable);
        assertThat(kafka.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.cause()).isEqualTo("unsupported-schema");
            assertThat(letter.detail()).contains("shop/r7/1").contains("schema 2");
            assertThat(letter.topic()).isEqualTo(FakeKafka.TOPICS.journal());
            assertThat(letter.offset()).isZero();
        });
        await().atMost(PATIENCE).until(() -> inDoubt() == 1);
        assertThat(meters.counter("headgate.executor.dead.letters", "source", "journal", "cause", "unsupported-schema")
                        .count())
                .isEqualTo(1);

        kafka.append(decision(DecisionKind.PROMOTE, 7, 1, 20));
        kafka.append(decision(DecisionKind.PROMOTE, 7, 2, 30));
        awaitOutcome("r7/2", ExecutionStatus.SUCCEEDED);

        assertThat(outcomes("r7/1")).isEmpty();
        assertThat(kafka.deadLetters()).extracting(letter -> letter.cause()).contains("replayed");
        assertThat(kafka.forgotten()).containsExactly("shop/r7/1");
        await().atMost(PATIENCE).until(() -> inDoubt() == 0);
    }

    @Test
    void afterAFencedTransactionItBeginsAnewAndDoesNothingTwice() {
        thread.start();
        await().atMost(PATIENCE).until(() -> loop.state().unready().isEmpty());
        kafka.failNextCommit = new ProducerFencedException("a successor came");

        kafka.append(decision(DecisionKind.PROMOTE, 7, 1, 20));

        awaitOutcome("r7/1", ExecutionStatus.SUCCEEDED);
        assertThat(kafka.members).hasSizeGreaterThanOrEqualTo(2);
        assertThat(outcomes("r7/1")).hasSize(1);
        assertThat(haproxy.told).hasSize(2);
    }

    @Test
    void keepsUpTheWeightThatWasDecided() {
        kafka.append(decision(DecisionKind.PROMOTE, 7, 1, 20));
        thread.start();
        awaitOutcome("r7/1", ExecutionStatus.SUCCEEDED);

        haproxy.weights.put("2.0.0", 90);

        await().atMost(PATIENCE).until(() -> haproxy.weights.get("2.0.0") == 20);
        await().atMost(PATIENCE)
                .until(() -> meters.counter("headgate.executor.looks", "result", "reasserted")
                                .count()
                        == 1);
        assertThat(outcomes("r7/1")).hasSize(1);
    }

    @Test
    void doesNotMakeUpForAStepThatWasLeftOut() {
        kafka.append(decision("shop", DecisionKind.PROMOTE, 7, 1, 20, "one-or-the-other", Mode.ENFORCE));
        thread.start();
        awaitOutcome("r7/1", ExecutionStatus.SUCCEEDED);

        haproxy.weights.put("2.0.0", 50);

        await().atMost(PATIENCE).until(() -> haproxy.weights.get("2.0.0") == 20);
        await().atMost(PATIENCE)
                .until(() -> meters.counter("headgate.executor.looks", "result", "in-force")
                                .count()
                        > 2);
        assertThat(haproxy.told).noneMatch(line -> line.endsWith("weight 90"));
    }

    @Test
    void aRollbackSucceedsOnceTheProxyAnswersAgain() {
        haproxy.weights.put("2.0.0", 50);
        haproxy.refusal = "Permission denied";
        kafka.append(decision(DecisionKind.ROLLBACK, 7, 1, 0));
        thread.start();
        awaitOutcome("r7/1", ExecutionStatus.FAILED);

        haproxy.refusal = "";

        awaitOutcome("r7/1", ExecutionStatus.SUCCEEDED);
        assertThat(haproxy.weights).containsEntry("2.0.0", 0);
        assertThat(outcomes("r7/1")).extracting(Execution::attempt).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void recordsAFailure() {
        haproxy.refusal = "Permission denied";
        kafka.append(decision(DecisionKind.PROMOTE, 7, 1, 20));
        thread.start();

        awaitOutcome("r7/1", ExecutionStatus.FAILED);
    }

    @Test
    void aRunningStepMayEndWhenThePartitionIsGivenUp() {
        thread.start();
        kafka.append(decision("shop", DecisionKind.PROMOTE, 7, 1, 20, "slow", Mode.ENFORCE));
        await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("begun")));

        loop.stop();

        awaitOutcome("r7/1", ExecutionStatus.SUCCEEDED);
    }

    @Test
    void duringAHandOverTheNextStepBeginsWithALeaseThatTheBrokerConfirmed() throws Exception {
        haproxy.close();
        begin("session.timeout=800ms");
        beginTwoStepsAndRevoke();

        awaitOutcome("r7/1", ExecutionStatus.SUCCEEDED);

        assertThat(directory.resolve("second")).hasContent("1");
        assertThat(kafka.members).hasSize(1);
    }

    @Test
    void duringAHandOverNothingBeginsWhenTheBrokerKnowsTheMemberNoMore() throws Exception {
        haproxy.close();
        begin("session.timeout=800ms");
        beginTwoStepsAndRevoke();
        kafka.firstMemberIsForgotten = true;

        awaitOutcome("r7/1", ExecutionStatus.SUCCEEDED);

        assertThat(directory.resolve("second")).hasContent("2");
        assertThat(kafka.members).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aRollbackStopsAHookThatHangsWithAllItHasStartedAndDoesNotWaitForIt() throws Exception {
        thread.start();
        kafka.append(run(7, 1, "hanging-hook"));
        await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("hanging")));

        kafka.append(decision(DecisionKind.ROLLBACK, 7, 2, 0));

        awaitOutcome("r7/2", ExecutionStatus.SUCCEEDED);
        assertThat(outcomes("r7/1")).singleElement().satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(ExecutionStatus.SUPERSEDED);
            assertThat(outcome.reason()).contains("stopped in step step-0").contains("r7/2 took its place");
        });
        List<String> started = Files.readAllLines(directory.resolve("hanging"));
        await().atMost(PATIENCE)
                .until(() -> started.stream()
                        .noneMatch(pid -> ProcessHandle.of(Long.parseLong(pid))
                                .map(ProcessHandle::isAlive)
                                .orElse(false)));
    }

    @Test
    void aHookRunsWhileTheWeightInForceIsKeptUp() {
        thread.start();
        kafka.append(decision(DecisionKind.PROMOTE, 7, 1, 20));
        awaitOutcome("r7/1", ExecutionStatus.SUCCEEDED);
        kafka.append(run(7, 2, "hanging-hook"));
        await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("hanging")));

        haproxy.weights.put("2.0.0", 77);

        await().atMost(PATIENCE).until(() -> haproxy.weights.get("2.0.0") == 20);
    }

    @Test
    void theCorrelationIdOfADecisionIsOnItsExecutionsAndOnEveryLogLineAboutIt() {
        List<ILoggingEvent> lines = new CopyOnWriteArrayList<>();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent line) {
                lines.add(line);
            }
        };
        appender.start();
        Logger log = (Logger) LoggerFactory.getLogger("dev.headgate.executor");
        Level before = log.getLevel();
        log.setLevel(Level.INFO);
        log.addAppender(appender);
        try {
            kafka.append(decision(DecisionKind.PROMOTE, 7, 1, 20));
            thread.start();
            awaitOutcome("r7/1", ExecutionStatus.SUCCEEDED);
        } finally {
            log.detachAppender(appender);
            log.setLevel(before);
        }

        assertThat(kafka.executions())
                .hasSize(2)
                .allMatch(one -> one.correlationId().equals("correlation-7"));
        assertThat(lines)
                .filteredOn(line -> line.getFormattedMessage().contains("r7/1")
                        || line.getFormattedMessage().startsWith("step "))
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(line -> assertThat(line.getKeyValuePairs())
                        .anyMatch(pair -> pair.key.equals("correlationId") && pair.value.equals("correlation-7")));
    }

    @Test
    void repeatedRunsOfOneHookNeverOverlapAndEachIsRecorded() throws Exception {
        thread.start();
        for (int sequence = 1; sequence <= 5; sequence++) {
            kafka.append(run(7, sequence, "overlap-hook"));
        }

        for (int sequence = 1; sequence <= 5; sequence++) {
            awaitOutcome("r7/" + sequence, ExecutionStatus.SUCCEEDED);
        }
        assertThat(Files.readAllLines(directory.resolve("overlap")))
                .containsExactly("in", "out", "in", "out", "in", "out", "in", "out", "in", "out");
    }

    @Test
    void failuresOfStepsAreCountedByCategory() {
        haproxy.refusal = "Permission denied";
        kafka.append(decision(DecisionKind.PROMOTE, 7, 1, 20));
        kafka.append(run(8, 1, "failing-hook"));
        thread.start();

        awaitOutcome("r7/1", ExecutionStatus.FAILED);
        awaitOutcome("r8/1", ExecutionStatus.FAILED);

        assertThat(failures("haproxy", "refused")).isEqualTo(1);
        assertThat(failures("command", "exit-code")).isEqualTo(1);
    }

    private long failures(String action, String category) {
        return meters.get("headgate.executor.step")
                .tags("action", action, "outcome", "failed", "category", category)
                .timer()
                .count();
    }

    private void beginTwoStepsAndRevoke() {
        thread.start();
        kafka.append(decision("shop", DecisionKind.PROMOTE, 7, 1, 20, "slow-then-second", Mode.ENFORCE));
        await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("begun")));
        kafka.revoke();
    }

    @Test
    void aLostPartitionIsLeftToItsNewOwner() {
        thread.start();
        kafka.append(decision("shop", DecisionKind.PROMOTE, 7, 1, 20, "slow", Mode.ENFORCE));
        await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("begun")));
        kafka.failNextCommit = new ProducerFencedException("a successor came");

        awaitOutcome("r7/1", ExecutionStatus.SUCCEEDED);

        assertThat(outcomes("r7/1"))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.attempt()).isEqualTo(2));
    }

    @Test
    void refusesToStartOnUnequalPartitionCounts() {
        kafka.partitionsOfJournal = 2;

        assertThatThrownBy(loop::run).isInstanceOf(TopicsProblem.class).hasMessageContaining("one partition count");
    }

    @Test
    void waitsForTopicsThatDoNotExistYet() {
        kafka.partitionsOfJournal = 0;
        thread.start();

        await().atMost(PATIENCE).until(() -> loop.state().unready().orElse("").contains("topics create"));
        kafka.partitionsOfJournal = 1;

        await().atMost(PATIENCE).until(() -> loop.state().unready().isEmpty());
        assertThat(loop.state().dead()).isEmpty();
    }

    private Path keys() {
        return directory.resolve("keys-of-" + haproxy.address().replaceAll("[^0-9]", ""));
    }

    private double inDoubt() {
        return gauge("headgate.executor.services.in.doubt");
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    private void awaitOutcome(String decisionId, ExecutionStatus status) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(outcomes(decisionId))
                        .extracting(Execution::status)
                        .contains(status));
    }

    private List<Execution> outcomes(String decisionId) {
        return kafka.executions().stream()
                .filter(one -> one.decisionId().equals(decisionId) && one.status() != ExecutionStatus.STARTED)
                .toList();
    }

    private Runbooks runbooks() throws Exception {
        Action shift = new Action.HaproxyWeight(haproxy.address(), "shop", "${canary}", "${baseline}", "${weight}");
        Path script = directory.resolve("slow.sh");
        Files.writeString(script, "touch " + directory.resolve("begun") + "\nsleep 1\n");
        Action slow = new Action.Command(List.of("/bin/sh", script.toString()), Labels.NONE, List.of());
        Path second = directory.resolve("second.sh");
        Files.writeString(second, "echo $HEADGATE_ATTEMPT >> " + directory.resolve("second") + "\n");
        Action then = new Action.Command(List.of("/bin/sh", second.toString()), Labels.NONE, List.of());
        Path hanging = directory.resolve("hanging.sh");
        Files.writeString(
                hanging,
                "sleep 600 & (echo $$; echo $!) > %1$s.part && mv %1$s.part %1$s\nwait\n"
                        .formatted(directory.resolve("hanging")));
        Action hang = new Action.Command(List.of("/bin/sh", hanging.toString()), Labels.NONE, List.of("PATH"));
        Runbook hook = new Runbook(
                "hanging-hook",
                "",
                Duration.ofHours(1),
                List.of(),
                book("x", hang).steps());
        Path overlap = directory.resolve("overlap.sh");
        Files.writeString(
                overlap, "echo in >> %1$s\nsleep 0.2\necho out >> %1$s\n".formatted(directory.resolve("overlap")));
        Action enter = new Action.Command(List.of("/bin/sh", overlap.toString()), Labels.NONE, List.of("PATH"));
        Action fail = new Action.Command(List.of("/bin/false"), Labels.NONE, List.of());
        Action other = new Action.HaproxyWeight(haproxy.address(), "shop", "${canary}", "${baseline}", "90");
        Runbook both = book("one-or-the-other", shift);
        Step leftOut = new Step(
                "other",
                other,
                Duration.ofSeconds(1),
                Step.Recovery.RERUN,
                1,
                Optional.of(new StepCondition("canary", true, "3.0.0")),
                List.of(),
                Optional.empty());
        return new Runbooks(List.of(
                new Runbook(
                        both.name(),
                        "",
                        both.budget(),
                        both.parameters(),
                        List.of(both.steps().get(0), leftOut)),
                hook,
                hook("overlap-hook", enter),
                hook("failing-hook", fail),
                book("shift-traffic", shift),
                book("slow", slow),
                book("slow-then-second", slow, then)));
    }

    private static Runbook hook(String name, Action action) {
        return new Runbook(
                name, "", Duration.ofHours(1), List.of(), book(name, action).steps());
    }

    private static Runbook book(String name, Action... actions) {
        Duration budget = Duration.ofSeconds(30);
        return new Runbook(
                name,
                "",
                budget,
                List.of(
                        new RunbookParameter("canary", RunbookParameter.Type.VERSION, Optional.empty()),
                        new RunbookParameter("baseline", RunbookParameter.Type.VERSION, Optional.empty()),
                        new RunbookParameter("weight", RunbookParameter.Type.WEIGHT, Optional.empty())),
                IntStream.range(0, actions.length)
                        .mapToObj(i -> new Step("step-" + i, actions[i], budget, Step.Recovery.RERUN))
                        .toList());
    }
}
