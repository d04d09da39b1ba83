package dev.headgate.executor.kafka;

import static dev.headgate.executor.Decisions.decision;
import static dev.headgate.executor.Decisions.shadow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.executor.Decisions;
import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.action.Actions;
import dev.headgate.executor.action.CommandAction;
import dev.headgate.executor.action.DryRun;
import dev.headgate.executor.action.Effects;
import dev.headgate.executor.action.http.HttpAction;
import dev.headgate.executor.action.http.HttpRequests;
import dev.headgate.executor.action.traffic.TrafficShifter;
import dev.headgate.executor.action.traffic.TrafficTargets;
import dev.headgate.executor.action.traffic.haproxy.FakeRuntimeApi;
import dev.headgate.executor.metrics.ExecutorMeters;
import dev.headgate.executor.runbook.Runbooks;
import dev.headgate.executor.settings.ExecutorSettings;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutorHold;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.RunbookParameter;
import dev.headgate.schemas.model.Step;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an executor leaves alone: others' services, everything in a dry run, and what must not be carried out. */
class ExecutorScopeLoopTest {

    private static final int HANGING = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private FakeRuntimeApi haproxy;
    private FakeKafka kafka;
    private ExecutorLoop loop;
    private Thread thread;

    @BeforeEach
    void target() throws Exception {
        haproxy = new FakeRuntimeApi();
        kafka = new FakeKafka(SigningKey.load(
                KeyFiles.create(directory.resolve("keys"), "gate").privateKey()));
    }

    @AfterEach
    void stop() throws Exception {
        loop.stop();
        thread.join(PATIENCE.toMillis());
        haproxy.close();
    }

    @Test
    void anothersServiceIsIgnoredAndCounted() {
        begin("allowed.services=shop");
        kafka.append(decision("till", DecisionKind.PROMOTE, 7, 1, 90, "shift-traffic", Mode.ENFORCE));
        kafka.append(decision(DecisionKind.PROMOTE, 8, 1, 20));

        awaitOutcome("r8/1", ExecutionStatus.SUCCEEDED);

        assertThat(kafka.executions()).allMatch(execution -> execution.service().equals("shop"));
        assertThat(kafka.journal()).containsOnlyKeys("shop/r8/1");
        assertThat(kafka.deadLetters()).isEmpty();
        assertThat(haproxy.told).noneMatch(line -> line.endsWith("weight 90"));
        assertThat(refused("other-service")).isEqualTo(1);
    }

    @Test
    void aRunbookThatIsNotAllowedIsRefusedOnTheRecord() {
        begin("allowed.runbooks=something-else");
        kafka.append(decision(DecisionKind.PROMOTE, 7, 1, 20));

        awaitOutcome("r7/1", ExecutionStatus.REFUSED);

        assertThat(kafka.executions())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.reason()).contains("allowed.runbooks"));
        assertThat(haproxy.told).isEmpty();
        assertThat(refused("runbook")).isEqualTo(1);
    }

    @Test
    void whatMustNotBeCarriedOutIsCountedByItsReason() {
        begin();
        kafka.append(decision("shop", DecisionKind.PROMOTE, 7, 1, 20, "shift-traffic", Mode.OBSERVE));
        kafka.append(shadow(decision(DecisionKind.PROMOTE, 7, 2, 20), Mode.SHADOW));
        kafka.append(decision(DecisionKind.PROMOTE, 7, 3, 20));
        kafka.append(decision(DecisionKind.PROMOTE, 7, 2, 30));
        kafka.append(Decisions.with(
                decision(DecisionKind.PROMOTE, 7, 4, 40), "r7/4", parameters(40), Optional.of(Duration.ZERO)));

        awaitOutcome("r7/4", ExecutionStatus.EXPIRED);

        awaitOutcome("r7/3", ExecutionStatus.SUCCEEDED);
        assertThat(refused("observe")).isEqualTo(1);
        assertThat(refused("shadow")).isEqualTo(1);
        assertThat(refused("stale")).isEqualTo(1);
        assertThat(refused("expired")).isEqualTo(1);
        assertThat(meters.timer("headgate.executor.decision.to.effect", "kind", "promote")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aKeyThatIsTakenAwayIsNotTrustedAnyMoreWhileTheExecutorRuns() throws Exception {
        begin();
        kafka.append(decision(DecisionKind.PROMOTE, 7, 1, 20));
        awaitOutcome("r7/1", ExecutionStatus.SUCCEEDED);

        String next = KeyFiles.create(directory.resolve("keys"), "gate-2").keyId();
        Files.delete(directory.resolve("keys/gate.public.pem"));
        await().atMost(PATIENCE).until(() -> trusted.keyIds().equals(Set.of(next)));
        kafka.append(decision(DecisionKind.PROMOTE, 7, 2, 50));

        await().atMost(PATIENCE).until(() -> kafka.deadLetters().size() == 1);
        assertThat(kafka.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.cause()).isEqualTo("unknown-key"));
        assertThat(haproxy.weights).containsEntry("2.0.0", 20);
    }

    @Test
    void aHoldThatKeepsMuchWaitingKeepsNoRollbackFromBeingRead() {
        begin("queue.limit=1", "allowed.services=shop");
        kafka.append(ExecutorHold.of(true, ExecutorHold.service(0), "jane", "a freeze", "c", Instant.now()));
        kafka.append(decision(DecisionKind.PROMOTE, 7, 1, 20));
        await().atMost(PATIENCE).until(() -> kafka.journal().containsKey("shop/r7/1"));
        await().atMost(PATIENCE)
                .until(() ->
                        meters.get("headgate.executor.partitions.held").gauge().value() == 1);
        haproxy.weights.put("2.0.0", 50);

        kafka.append(decision(DecisionKind.ROLLBACK, 7, 2, 0));

        awaitOutcome("r7/2", ExecutionStatus.SUCCEEDED);
        awaitOutcome("r7/1", ExecutionStatus.SUPERSEDED);
        assertThat(haproxy.weights).containsEntry("2.0.0", 0);
        assertThat(haproxy.told).noneMatch(line -> line.endsWith("weight 20"));
    }

    @Test
    void servicesThatHangKeepNobodyElsesRollbackFromBeingReadHoweverManyTheyAre() {
        begin("queue.limit=1", "handover.grace=0s");
        haproxy.weights.put("2.0.0", 50);
        for (int i = 1; i <= HANGING; i++) {
            kafka.append(decision("hangs-" + i, DecisionKind.PROMOTE, 7, 1, 20, "hangs", Mode.ENFORCE));
        }
        await().atMost(PATIENCE).until(() -> gauge("headgate.executor.steps.running") == HANGING);

        kafka.append(decision(DecisionKind.ROLLBACK, 7, 2, 0));

        awaitOutcome("r7/2", ExecutionStatus.SUCCEEDED);
        assertThat(haproxy.weights).containsEntry("2.0.0", 0);
        await().atMost(PATIENCE).until(() -> gauge("headgate.executor.queue") == HANGING);
        assertThat(gauge("headgate.executor.queue.waiting")).isZero();
        await().atMost(PATIENCE).until(() -> gauge("headgate.executor.queue.oldest") > 0);
    }

    @Test
    void whatWaitsForItsTurnIsTold() {
        begin("handover.grace=0s");
        kafka.append(decision("hangs", DecisionKind.PROMOTE, 7, 1, 20, "hangs", Mode.ENFORCE));
        await().atMost(PATIENCE).until(() -> gauge("headgate.executor.steps.running") == 1);

        kafka.append(decision("hangs", DecisionKind.PROMOTE, 7, 2, 30, "hangs", Mode.ENFORCE));

        await().atMost(PATIENCE).until(() -> gauge("headgate.executor.queue.waiting") == 1);

        assertThat(gauge("headgate.executor.queue")).isEqualTo(2);
        assertThat(gauge("headgate.executor.steps.running")).isEqualTo(1);
    }

    @Test
    void aFailureIsCountedByItsTarget() {
        haproxy.refusal = "Permission denied";
        begin();
        kafka.append(decision(DecisionKind.PROMOTE, 7, 1, 20));

        awaitOutcome("r7/1", ExecutionStatus.FAILED);

        assertThat(meters.get("headgate.executor.target.failures")
                        .tag("target", haproxy.address())
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aDryRunTakesEverythingAndTouchesNothingAndConfirmsNoWeight() {
        begin("dry.run=true");
        kafka.append(decision(DecisionKind.PROMOTE, 7, 1, 20));
        awaitOutcome("r7/1", ExecutionStatus.SUCCEEDED);
        kafka.append(decision("shop", DecisionKind.PROMOTE, 7, 2, 50, "with-outputs", Mode.ENFORCE));
        awaitOutcome("r7/2", ExecutionStatus.SUCCEEDED);
        kafka.append(decision(DecisionKind.ROLLBACK, 7, 3, 0));

        awaitOutcome("r7/3", ExecutionStatus.SUCCEEDED);

        assertThat(haproxy.told).isEmpty();
        assertThat(directory.resolve("touched")).doesNotExist();
        assertThat(kafka.executions()).allSatisfy(execution -> {
            assertThat(execution.confirmedWeight()).isEmpty();
            assertThat(execution.executor()).isEqualTo("executor (dry run)");
        });
        assertThat(outcome("r7/1").steps())
                .singleElement()
                .satisfies(step -> assertThat(step.output())
                        .isEqualTo("dry run, not done: HAProxy " + haproxy.address()
                                + ", backend shop, 2.0.0 20.0% against 1.0.0"));
        assertThat(outcome("r7/2").steps())
                .as("the second step needs what the first one would have said")
                .singleElement()
                .satisfies(step -> assertThat(step.output()).startsWith("dry run, not done: /bin/sh -c"));
    }

    @Test
    void whereADryRunLacksItsTopicsItSaysTheCommandThatMakesThemBesideThoseThatAreThere() {
        kafka.partitionsOfJournal = 0;

        begin("dry.run=true");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(loop.state().unready())
                        .hasValueSatisfying(
                                why -> assertThat(why).endsWith("`headgate topics create --dry-run --partitions 1`")));
    }

    private TrustedKeys trusted;

    private void begin(String... more) {
        ExecutorSettings settings = ExecutorSettings.read(
                Optional.empty(),
                Map.of(),
                Stream.concat(
                                Stream.of(
                                        "bootstrap.servers=127.0.0.1:1",
                                        "trusted.keys=" + directory.resolve("keys"),
                                        "runbooks=" + directory,
                                        "session.timeout=60s",
                                        "reassert.interval=50ms"),
                                Stream.of(more))
                        .toList());
        Effects real = new Actions(
                new TrafficShifter(new TrafficTargets()),
                new CommandAction(Map.of()),
                new HttpAction(new HttpRequests(Map.of())));
        trusted = TrustedKeys.following(directory.resolve("keys"), problem -> {});
        loop = new ExecutorLoop(
                settings,
                new DecisionKeys(trusted, Optional.of(trusted)),
                new Acceptance(runbooks(), settings.scope()),
                settings.scope().dryRun() ? new DryRun() : real,
                new ExecutorMeters(meters),
                FakeKafka.TOPICS,
                kafka,
                Clock.systemUTC());
        thread = new Thread(loop, "loop-of-the-test");
        thread.start();
    }

    private Runbooks runbooks() {
        Action shift = new Action.HaproxyWeight(haproxy.address(), "shop", "${canary}", "${baseline}", "${weight}");
        Step find = new Step(
                "find",
                Decisions.command("/bin/sh", "-c", "touch " + directory.resolve("touched")),
                Duration.ofSeconds(5),
                Step.Recovery.RERUN,
                1,
                Optional.empty(),
                List.of(new RunbookParameter("version", RunbookParameter.Type.VERSION, Optional.empty())),
                Optional.of("weight"));
        Step use = new Step(
                "use",
                Decisions.command("/bin/echo", "${steps.find.version}"),
                Duration.ofSeconds(5),
                Step.Recovery.RERUN);
        return new Runbooks(List.of(
                book("shift-traffic", new Step("weight", shift, Duration.ofSeconds(1), Step.Recovery.RERUN)),
                new Runbook(
                        "hangs",
                        "",
                        Duration.ofHours(1),
                        book("hangs").parameters(),
                        List.of(new Step(
                                "hangs",
                                Decisions.command("/bin/sleep", "600"),
                                Duration.ofMinutes(10),
                                Step.Recovery.RERUN))),
                book("with-outputs", find, use)));
    }

    private static Runbook book(String name, Step... steps) {
        return new Runbook(
                name,
                "",
                Duration.ofSeconds(30),
                List.of(
                        new RunbookParameter("canary", RunbookParameter.Type.VERSION, Optional.empty()),
                        new RunbookParameter("baseline", RunbookParameter.Type.VERSION, Optional.empty()),
                        new RunbookParameter("weight", RunbookParameter.Type.WEIGHT, Optional.empty())),
                List.of(steps));
    }

    private static Map<String, String> parameters(double weight) {
        return decision(DecisionKind.PROMOTE, 7, 4, weight).runbook().parameters();
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    private double refused(String reason) {
        return meters.counter("headgate.executor.refused", "reason", reason).count();
    }

    private Execution outcome(String decisionId) {
        return kafka.executions().stream()
                .filter(execution -> execution.decisionId().equals(decisionId))
                .filter(execution -> execution.finishedAt().isPresent())
                .findFirst()
                .orElseThrow();
    }

    private void awaitOutcome(String decisionId, ExecutionStatus status) {
        await().atMost(PATIENCE)
                .until(() -> kafka.executions().stream()
                        .anyMatch(execution ->
                                execution.decisionId().equals(decisionId) && execution.status() == status));
    }
}
