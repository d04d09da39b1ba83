package dev.headgate.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.Answer;
import dev.headgate.console.feed.FeedStatus;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.SetWeight;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.TickItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A request becomes one command, and its answer is the gate's. */
class CommandsTest {

    private static final String COMMANDS = "/api/v1/rollouts/shop-241/commands";

    @TempDir
    Path directory;

    private TestConsole console;
    private ExampleLog log;

    @BeforeEach
    void start() throws Exception {
        console = new TestConsole(directory, TestConsole.Options.USUAL);
        log = ExampleLog.of(console.model);
        console.gate.set((command, answers, timeout) -> new Answer.Decided(ExampleLog.decision()));
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void theSameKeyTwiceIsOneCommandAndOneAnswer() {
        RawAnswer first = console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("abort"));
        RawAnswer second = console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("abort"));

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Idempotency-Replayed")).contains("true");
        assertThat(console.commands).hasSize(1);
        assertThat(console.commands.get(0)).isInstanceOf(AbortRollout.class);
        assertThat(console.commands.get(0).header().issuedBy()).isEqualTo("olga");
        assertThat(console.commands.get(0).header().reason()).isEqualTo("a test");
    }

    @Test
    void theSameKeyManyTimesAtOnceIsOneCommand() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        console.gate.set((command, answers, timeout) -> {
            answered.await();
            return new Answer.Decided(ExampleLog.decision());
        });

        List<CompletableFuture<RawAnswer>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("abort"))))
                .toList();
        Awaitility.await().until(() -> !console.commands.isEmpty());
        answered.countDown();

        assertThat(all.stream().map(each -> each.join().status())).containsOnly(200);
        assertThat(console.commands).hasSize(1);
    }

    @Test
    void noAnswerThatNamesWhatItIsAboutGoesToAGateThatWouldTakeItForAnother() {
        log.asks("release-managers", ExampleLog.policy());

        RawAnswer yes = console.post(COMMANDS, TestConsole.APPROVER, "key-number-1", approvalOfStage("approve"));
        RawAnswer no = console.post(COMMANDS, TestConsole.APPROVER, "key-number-2", approvalOfStage("reject"));
        RawAnswer bare = console.post(COMMANDS, TestConsole.APPROVER, "key-number-3", Bodies.command("approve"));

        assertThat(List.of(yes.status(), no.status(), bare.status())).containsExactly(409, 409, 200);
        assertThat(yes.body())
                .contains("it would take this for a yes to what it asks release-managers. Nothing was sent.");
        assertThat(console.commands).extracting(Command::kind).containsExactly("approve");
    }

    private static String approvalOfStage(String kind) {
        ObjectNode body = (ObjectNode) JsonMapper.shared().readTree(Bodies.command(kind));
        return body.put("stage", 1).toString();
    }

    @Test
    void theSameKeyForAnotherRequestIsRefused() {
        console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("abort"));

        RawAnswer other = console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("pause"));

        assertThat(other.status()).isEqualTo(422);
        assertThat(console.commands).hasSize(1);
    }

    @Test
    void keysOfOthersAreOtherKeys() {
        console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("abort"));
        console.post(COMMANDS, TestConsole.APPROVER, "key-number-1", Bodies.command("approve"));

        assertThat(console.commands).hasSize(2);
        assertThat(console.commands.get(0).header().commandId())
                .isNotEqualTo(console.commands.get(1).header().commandId());
    }

    @Test
    void aCommandThatTheBrokerDidNotTakeIsTriedAgainWithTheSameId() {
        console.gate.set((command, answers, timeout) -> {
            throw new KafkaException("away");
        });
        RawAnswer away = console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("abort"));
        console.gate.set((command, answers, timeout) -> new Answer.Decided(ExampleLog.decision()));

        RawAnswer again = console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("abort"));

        assertThat(away.status()).isEqualTo(503);
        assertThat(again.status()).isEqualTo(200);
        assertThat(console.commands).hasSize(2);
        assertThat(console.commands.get(0).header().commandId())
                .isEqualTo(console.commands.get(1).header().commandId());
    }

    @Test
    void withoutAnAnswerItIsAcceptedAndTheSameKeyTellsLaterWhatBecameOfIt() {
        console.gate.set((command, answers, timeout) -> new Answer.Silence());

        RawAnswer first = console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("abort"));
        RawAnswer second = console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("abort"));

        assertThat(first.status()).isEqualTo(202);
        assertThat(TestConsole.json(first).get("outcome").stringValue()).isEqualTo("no-answer-yet");
        assertThat(second.status()).isEqualTo(202);
        assertThat(console.commands).hasSize(1);
    }

    @Test
    void aCommandThatWasRefusedLaterIsSaidToBeRefused() {
        console.gate.set((command, answers, timeout) -> new Answer.Silence());
        console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("abort"));
        log.command(console.commands.get(0));
        log.refuseLast("it is over");

        RawAnswer asked = console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("abort"));
        JsonNode row = TestConsole.json(console.get("/api/v1/commands", TestConsole.OPERATOR))
                .get("items")
                .get(0);

        assertThat(asked.status()).isEqualTo(200);
        assertThat(TestConsole.json(asked).get("outcome").stringValue()).isEqualTo("refused");
        assertThat(TestConsole.json(asked).get("sentence").stringValue()).isEqualTo("it is over");
        assertThat(row.get("answerKind").stringValue()).isEqualTo("refuse");
        assertThat(console.commands).hasSize(1);
    }

    @Test
    void whatTheGateHasReadPastIsNotSaidToBeObeyedYet() {
        console.gate.set((command, answers, timeout) -> new Answer.Silence());
        console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("abort"));
        log.command(console.commands.get(0));

        RawAnswer unread = console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("abort"));
        log.decideAfterLast();
        RawAnswer readPast = console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("abort"));

        assertThat(TestConsole.json(unread).get("sentence").stringValue())
                .contains("it is obeyed when a gate reads it");
        assertThat(readPast.status()).isEqualTo(202);
        assertThat(TestConsole.json(readPast).get("outcome").stringValue()).isEqualTo("no-answer-yet");
        assertThat(TestConsole.json(readPast).get("sentence").stringValue())
                .contains("has read past the command", "headgate dead-letters list")
                .doesNotContain("it is obeyed when");
    }

    @Test
    void whatTheLogHoldsIsNotGivenAgainAfterARestart() throws Exception {
        console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("set-weight"));
        console.post("/api/v1/rollouts", TestConsole.OPERATOR, "key-number-2", Bodies.start("2.4.2", "a release"));
        try (TestConsole restarted = new TestConsole(directory, TestConsole.Options.USUAL)) {
            ExampleLog itsLog = ExampleLog.of(restarted.model);
            restarted.now.set(console.now.get().plusSeconds(3600));
            itsLog.command(console.commands.get(0));
            itsLog.refuseLast("it is over");
            itsLog.command(console.commands.get(1));

            RawAnswer refused =
                    restarted.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("set-weight"));
            RawAnswer again =
                    restarted.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("set-weight"));
            RawAnswer started = restarted.post(
                    "/api/v1/rollouts", TestConsole.OPERATOR, "key-number-2", Bodies.start("2.4.2", "a release"));

            assertThat(refused.status()).isEqualTo(200);
            assertThat(TestConsole.json(refused).get("outcome").stringValue()).isEqualTo("refused");
            assertThat(refused.header("Idempotency-Replayed")).contains("true");
            assertThat(again.body()).isEqualTo(refused.body());
            assertThat(started.status()).isEqualTo(202);
            assertThat(TestConsole.json(started).get("rolloutId").stringValue())
                    .isEqualTo(console.commands.get(1).header().rolloutId());
            assertThat(restarted.commands).isEmpty();
        }
    }

    @Test
    void theSameKeyForAnotherRequestIsRefusedAfterARestartToo() throws Exception {
        console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("abort"));
        console.post("/api/v1/rollouts", TestConsole.OPERATOR, "key-number-2", Bodies.start("2.4.2", "a release"));
        try (TestConsole restarted = new TestConsole(directory, TestConsole.Options.USUAL)) {
            ExampleLog itsLog = ExampleLog.of(restarted.model);
            console.commands.forEach(itsLog::command);

            RawAnswer pause = restarted.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("pause"));
            RawAnswer other = restarted.post(
                    "/api/v1/rollouts", TestConsole.OPERATOR, "key-number-2", Bodies.start("2.4.3", "a release"));

            assertThat(pause.status()).isEqualTo(422);
            assertThat(other.status()).isEqualTo(422);
            assertThat(restarted.commands).isEmpty();
        }
    }

    @Test
    void anotherTryOfWhatTheBrokerMayHaveTakenIsTheFirstOneAsItWas() {
        console.gate.set((command, answers, timeout) -> {
            throw new KafkaException("away");
        });
        console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("abort"));
        console.now.set(console.now.get().plusSeconds(60));
        RawAnswer other = console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("pause"));
        console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("abort"));

        assertThat(other.status()).isEqualTo(422);
        assertThat(console.commands).hasSize(2);
        assertThat(console.commands.get(1)).isEqualTo(console.commands.get(0));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        RawAnswer answer = console.post("/api/v1/rollouts", TestConsole.OPERATOR, "key-number-1", """
                {
                  "service": "a shop", "canary": "2.4.1", "baseline": "2.4.1", "when": "now",
                  "policy": { "name": "mine.yaml", "text": "apiVersion: headgate/v1\\nstages: 7\\n" },
                  "at": "tomorrow", "reason": 5
                }
                """);

        assertThat(answer.status()).isEqualTo(400);
        List<String> fields = new ArrayList<>();
        for (JsonNode problem : TestConsole.json(answer).get("problems")) {
            fields.add(problem.get("field").stringValue());
        }
        assertThat(fields).contains("service", "baseline", "policy.text", "at", "reason", "when");
        JsonNode ofPolicy = null;
        for (JsonNode problem : TestConsole.json(answer).get("problems")) {
            ofPolicy = problem.get("field").stringValue().equals("policy.text") ? problem : ofPolicy;
        }
        assertThat(Optional.ofNullable(ofPolicy).orElseThrow().get("line").intValue())
                .isPositive();
        assertThat(console.commands).isEmpty();
    }

    @Test
    void aCommandNeedsAKeyAndAnOverrideAReason() {
        assertThat(console.post(COMMANDS, TestConsole.OPERATOR, "", Bodies.command("abort"))
                        .status())
                .isEqualTo(400);
        assertThat(console.post(COMMANDS, TestConsole.OPERATOR, "short", Bodies.command("abort"))
                        .status())
                .isEqualTo(400);
        RawAnswer advance = console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", "{\"kind\":\"advance\"}");
        RawAnswer weight = console.post(
                COMMANDS, TestConsole.OPERATOR, "key-number-2", "{\"kind\":\"set-weight\",\"weight\":101}");
        RawAnswer unknown = console.post(COMMANDS, TestConsole.OPERATOR, "key-number-3", "{\"kind\":\"bind\"}");

        assertThat(advance.body()).contains("\"reason\"", "is missing");
        assertThat(weight.body()).contains("up to 100", "\"reason\"");
        assertThat(unknown.body()).contains("expected one of approve, reject");
        assertThat(console.commands).isEmpty();
    }

    @Test
    void whatIsAskedForBecomesTheCommand() {
        console.post("/api/v1/rollouts", TestConsole.OPERATOR, "key-number-1", Bodies.start("2.4.2", "release 2.4.2"));
        console.post(COMMANDS, TestConsole.OPERATOR, "key-number-2", Bodies.command("set-weight"));
        console.post(COMMANDS, TestConsole.APPROVER, "key-number-3", Bodies.command("tick"));

        StartRollout start = (StartRollout) console.commands.get(0);
        assertThat(start.header().rolloutId()).startsWith("shop-2.4.2-");
        assertThat(start.policy().hash()).isEqualTo(ExampleLog.policyHash());
        assertThat(((SetWeight) console.commands.get(1)).weight().percent()).isEqualTo(7);
        assertThat(console.commands.get(1).header().rolloutId()).isEqualTo("shop-241");
        assertThat(((TickItem) console.commands.get(2)).checklist()).isEqualTo("go-live");
    }

    @Test
    void ofARolloutThatNobodyKnowsNothingIsAsked() {
        RawAnswer answer = console.post(
                "/api/v1/rollouts/nobody/commands", TestConsole.OPERATOR, "key-number-1", Bodies.command("abort"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(console.commands).isEmpty();
    }

    @Test
    void whileTheLogIsBeingReadARolloutThatIsNotFoundYetIsNotSaidToBeNone() {
        FeedStatus current = console.feed.get();
        for (FeedStatus.State state : List.of(FeedStatus.State.READING, FeedStatus.State.AWAY)) {
            console.feed.set(new FeedStatus(
                    state, 0.4, current.behind(), current.lastRecordAt(), Optional.empty(), "40 % is read.", 0));

            RawAnswer unknown = console.post(
                    "/api/v1/rollouts/not-yet/commands", TestConsole.OPERATOR, "key-number-1", Bodies.command("abort"));
            RawAnswer known = console.post(COMMANDS, TestConsole.OPERATOR, "key-of-" + state, Bodies.command("abort"));

            assertThat(unknown.status()).as(unknown.toString()).isEqualTo(503);
            assertThat(unknown.body()).contains("still being read", "40 % is read.");
            assertThat(known.status()).as("a rollout that was read").isEqualTo(200);
        }
        assertThat(console.commands).hasSize(2);
    }

    @Test
    void untilEarlierCommandsAreReadNoneIsGivenThatMayHaveBeenGivenBefore() {
        console.feed.set(reading(false));
        RawAnswer early = console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("pause"));
        RawAnswer start = console.post(
                "/api/v1/rollouts", TestConsole.OPERATOR, "key-number-2", Bodies.start("2.4.2", "a release"));
        assertThat(console.commands).isEmpty();

        console.feed.set(reading(true));
        RawAnswer later = console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("pause"));

        assertThat(List.of(early, start)).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).contains("2");
            assertThat(answer.body()).contains("still being read", "none was given now");
        });
        assertThat(later.status()).isEqualTo(200);
        assertThat(console.commands).hasSize(1);
    }

    @Test
    void whatWasReadIsAnsweredAlthoughNotAllIsReadYet() {
        console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("pause"));
        try (TestConsole restarted = restarted()) {
            ExampleLog itsLog = ExampleLog.of(restarted.model);
            restarted.feed.set(reading(false));
            itsLog.command(console.commands.get(0));
            itsLog.refuseLast("it is over");

            RawAnswer known = restarted.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("pause"));

            assertThat(known.status()).isEqualTo(200);
            assertThat(TestConsole.json(known).get("outcome").stringValue()).isEqualTo("refused");
            assertThat(restarted.commands).isEmpty();
        }
    }

    @Test
    void anAbortWaitsForNothing() {
        console.feed.set(reading(false));

        RawAnswer abort = console.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("abort"));

        assertThat(abort.status()).isEqualTo(200);
        assertThat(console.commands).hasSize(1);
    }

    private TestConsole restarted() {
        try {
            return new TestConsole(directory, TestConsole.Options.USUAL);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static FeedStatus reading(boolean commandsRead) {
        FeedStatus current = TestConsole.current();
        return new FeedStatus(
                FeedStatus.State.READING,
                0.4,
                current.behind(),
                current.lastRecordAt(),
                Optional.empty(),
                "40 % is read.",
                0,
                commandsRead,
                false);
    }

    @Test
    void withoutAKeyToSignTheyAreImpossibleAndItIsSaidWhy() throws Exception {
        try (TestConsole silent = new TestConsole(directory, new TestConsole.Options(Optional.empty(), false, 20))) {
            ExampleLog.of(silent.model);

            RawAnswer answer = silent.post(COMMANDS, TestConsole.OPERATOR, "key-number-1", Bodies.command("abort"));
            JsonNode status = TestConsole.json(silent.get("/api/v1/status", TestConsole.OPERATOR));

            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.body()).contains("signing.key");
            assertThat(status.get("commands").get("possible").booleanValue()).isFalse();
            assertThat(status.get("commands").get("why").stringValue()).contains("headgate keys create");
        }
    }

    @Test
    void theCommandsOfOthersStandInTheRecordToo() {
        JsonNode items = TestConsole.json(console.get("/api/v1/commands", TestConsole.OPERATOR))
                .get("items");

        assertThat(items).hasSize(1);
        assertThat(items.get(0).get("issuedBy").stringValue()).isEqualTo("ann");
        assertThat(items.get(0).get("kind").stringValue()).isEqualTo("start");
    }
}
