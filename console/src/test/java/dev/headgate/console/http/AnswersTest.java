package dev.headgate.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.DirectDecisions;
import dev.headgate.client.HoldOrders;
import dev.headgate.console.feed.FeedStatus;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutionWord;
import dev.headgate.schemas.model.ExecutorHold;
import dev.headgate.schemas.model.Question.About;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What runbooks ask is answered once, by who may, in their name, and it is told what became of the answer. */
class AnswersTest {

    private static final String ANSWER = "/api/v1/decisions/shop-241/1/answer";
    private static final String ORDERS = "/api/v1/executors/orders";
    private static final Instant ASKED = Instant.parse("2026-11-29T09:58:00.123456Z");

    @TempDir
    Path directory;

    private TestConsole console;
    private ExampleLog log;

    @BeforeEach
    void start() throws Exception {
        console = new TestConsole(directory, TestConsole.Options.USUAL);
        log = ExampleLog.of(console.model);
        log.executed(ExampleLog.asking(About.CONFIRMATION, ASKED));
        console.executors.answer.set(word -> executed(word, ExecutionStatus.SUCCEEDED, word.reason()));
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void aYesIsTheSignedWordThatTheCommandLineSends() {
        RawAnswer answer = say(TestConsole.OPERATOR, "key-number-1", "yes");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(outcome(answer)).isEqualTo("taken");
        assertThat(sentence(answer)).isEqualTo("The executor has taken it: yes, said olga: a test");
        Decision word = console.executors.words.get(0);
        assertThat(ExecutionWord.isNamed(word)).isTrue();
        assertThat(ExecutionWord.objection(word)).isEmpty();
        assertThat(ExecutionWord.of(word))
                .contains(new ExecutionWord(
                        ExecutionWord.Says.YES,
                        "shop-241/1",
                        1,
                        Optional.of("replica"),
                        Optional.of(ASKED),
                        "olga",
                        "a test"));
        assertThat(word.service()).isEqualTo("shop");
        assertThat(word.evaluatedAt()).isEqualTo(console.now.get());
    }

    @Test
    void theRowSaysWhatIsAskedUntilItIsNotAskedAnyMore() {
        JsonNode asks = row().get("asks");

        assertThat(asks).hasSize(1);
        assertThat(asks.get(0).get("text").stringValue()).isEqualTo("Is the replica caught up?");
        assertThat(asks.get(0).get("about").stringValue()).isEqualTo("confirmation");
        assertThat(asks.get(0).get("askedAt").stringValue()).isEqualTo(ASKED.toString());

        log.append("executions", "shop", ExampleLog.done());

        assertThat(row().get("asks")).isEmpty();
    }

    @Test
    void theSameKeyTwiceIsOneWordAndOneAnswer() {
        RawAnswer first = say(TestConsole.OPERATOR, "key-number-1", "yes");
        log.append("executions", "shop", ExampleLog.done());
        RawAnswer second = say(TestConsole.OPERATOR, "key-number-1", "yes");

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Idempotency-Replayed")).contains("true");
        assertThat(console.executors.words).hasSize(1);
        assertThat(say(TestConsole.OPERATOR, "key-number-1", "no").status()).isEqualTo(422);
    }

    @Test
    void whatTheLogHoldsIsNotSaidAgainAfterARestart() throws Exception {
        console.executors.answer.set(word -> new DirectDecisions.Outcome.Silence(false));
        RawAnswer written = say(TestConsole.OPERATOR, "key-number-1", "yes");
        Decision word = console.executors.words.get(0);
        console.close();
        console = new TestConsole(directory, TestConsole.Options.USUAL);
        log = ExampleLog.of(console.model);
        log.executed(ExampleLog.asking(About.CONFIRMATION, ASKED));
        log.said(word);

        RawAnswer waits = say(TestConsole.OPERATOR, "key-number-1", "yes");
        log.executed(ExampleLog.answer(word, ExecutionStatus.REFUSED, "it comes too late"));
        RawAnswer refused = say(TestConsole.OPERATOR, "key-number-1", "yes");
        RawAnswer otherwise = say(TestConsole.OPERATOR, "key-number-1", "no");

        assertThat(List.of(written.status(), waits.status(), refused.status())).containsExactly(202, 202, 200);
        assertThat(sentence(waits)).contains("no executor has answered yet");
        assertThat(outcome(refused)).isEqualTo("refused");
        assertThat(sentence(refused)).isEqualTo("The executor has refused it: it comes too late");
        assertThat(otherwise.status()).isEqualTo(422);
        assertThat(console.executors.words).isEmpty();
    }

    @Test
    void aWordThatNobodyAnswersAndThatIsNotWaitedForIsNotSaidToBeObeyedYet() {
        console.executors.answer.set(word -> new DirectDecisions.Outcome.Silence(false));
        say(TestConsole.OPERATOR, "key-number-1", "yes");
        log.said(console.executors.words.get(0));
        log.append("executions", "shop", ExampleLog.done());

        RawAnswer later = say(TestConsole.OPERATOR, "key-number-1", "yes");

        assertThat(later.status()).isEqualTo(202);
        assertThat(sentence(later)).contains("does not wait for it any more", "dead-letters list");
    }

    @Test
    void anotherTryOfWhatTheBrokerMayHaveTakenIsTheFirstWordAndADuplicateTellsNothing() {
        console.executors.answer.set(word -> {
            throw new KafkaException("away");
        });
        RawAnswer away = say(TestConsole.OPERATOR, "key-number-1", "yes");
        console.now.set(console.now.get().plusSeconds(60));
        console.executors.answer.set(word -> unusable("duplicate"));
        log.append("executions", "shop", ExampleLog.done());

        RawAnswer again = say(TestConsole.OPERATOR, "key-number-1", "yes");

        assertThat(away.status()).isEqualTo(503);
        assertThat(console.executors.words).hasSize(2);
        assertThat(console.executors.words.get(1)).isEqualTo(console.executors.words.get(0));
        assertThat(outcome(again)).isEqualTo("no-answer-yet");
    }

    @Test
    void whatWasSeenAndIsNotAskedAnyMoreIsNotAnswered() {
        RawAnswer other = console.post(
                ANSWER,
                TestConsole.OPERATOR,
                "key-number-1",
                "{\"says\":\"yes\",\"askedAt\":\"2026-11-29T09:50:00Z\",\"reason\":\"a test\"}");
        RawAnswer unfit = say(TestConsole.OPERATOR, "key-number-2", "done");
        log.append("executions", "shop", ExampleLog.done());
        RawAnswer over = say(TestConsole.OPERATOR, "key-number-3", "yes");

        assertThat(List.of(other.status(), unfit.status(), over.status())).containsOnly(409);
        assertThat(detail(other)).contains("has moved on", "Is the replica caught up?", "nothing was sent");
        assertThat(detail(unfit)).contains("asks something else: Is the replica caught up?");
        assertThat(detail(over)).contains("is over: succeeded");
        assertThat(console.executors.words).isEmpty();
    }

    @Test
    void whatExecutorsDoNotTrustIsSaidWithWhatToDo() {
        console.executors.answer.set(word -> unusable("unknown-key"));

        RawAnswer answer = say(TestConsole.OPERATOR, "key-number-1", "yes");

        assertThat(outcome(answer)).isEqualTo("unusable");
        assertThat(sentence(answer)).contains("unknown-key", "trusted.operator.keys");
    }

    @Test
    void whatTheBrokerForbidsWasNotSentAndItIsSaidWhoMustAllowIt() {
        console.executors.answer.set(word -> {
            throw new TopicAuthorizationException("Not authorized to access topics: [gate.decisions]");
        });

        RawAnswer answer = say(TestConsole.OPERATOR, "key-number-1", "yes");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(detail(answer)).contains("gate.decisions", "docs/KAFKA-SECURITY.md", "nothing was sent");
    }

    @ParameterizedTest
    @CsvSource({"yes, 403, 200, 200", "no, 403, 200, 200"})
    void approversMayAnswerWhetherARunbookMayGoOn(String says, int ofViewer, int ofOperator, int ofApprover) {
        assertThat(say(TestConsole.VIEWER, "key-number-1", says).status()).isEqualTo(ofViewer);
        assertThat(say(TestConsole.OPERATOR, "key-number-1", says).status()).isEqualTo(ofOperator);
        assertThat(say(TestConsole.APPROVER, "key-number-1", says).status()).isEqualTo(ofApprover);
    }

    @ParameterizedTest
    @CsvSource({"done", "failed", "retry"})
    void onlyOperatorsVouchForWhatBecameOfAStep(String says) {
        log.executed(ExampleLog.asking(About.OUTCOME, ASKED));

        assertThat(say(TestConsole.APPROVER, "key-number-1", says).status()).isEqualTo(403);
        assertThat(say(TestConsole.OPERATOR, "key-number-1", says).status()).isEqualTo(200);
        assertThat(console.executors.words).hasSize(1);
    }

    @Test
    void anAnswerNeedsAWordAndAReason() {
        RawAnswer answer = console.post(
                ANSWER, TestConsole.OPERATOR, "key-number-1", "{\"says\":\"maybe\",\"attempt\":0,\"soon\":true}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("yes, no, done, failed, retry", "\"reason\"", "from 1 on", "\"soon\"");
    }

    @Test
    void executorsAreHeldOnceAndTheStatusSaysSo() {
        String hold = "{\"order\":\"hold\",\"reason\":\"a freeze\"}";
        RawAnswer first = console.post(ORDERS, TestConsole.OPERATOR, "key-number-1", hold);
        RawAnswer second = console.post(ORDERS, TestConsole.OPERATOR, "key-number-1", hold);
        HoldOrders.Order order = console.executors.orders.get(0);

        assertThat(sentence(first)).isEqualTo("Executors are held in 3 of 3 partitions.");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(console.executors.orders).hasSize(1);
        assertThat(held()).isEmpty();

        takenInAll(order);
        assertThat(held()).contains("held by olga: a freeze in 3");

        takenInAll(new HoldOrders.Order(
                false, "jo", "over", order.correlationId(), order.at().plusSeconds(9)));
        assertThat(held()).isEmpty();
    }

    @Test
    void aHoldThatStandsInTheLogIsNotWrittenAgainAfterARestart() throws Exception {
        String hold = "{\"order\":\"hold\",\"reason\":\"a freeze\"}";
        console.post(ORDERS, TestConsole.OPERATOR, "key-number-1", hold);
        HoldOrders.Order order = console.executors.orders.get(0);
        console.close();
        console = new TestConsole(directory, TestConsole.Options.USUAL);
        log = ExampleLog.of(console.model);
        takenInAll(order);

        RawAnswer again = console.post(ORDERS, TestConsole.OPERATOR, "key-number-1", hold);

        assertThat(sentence(again)).isEqualTo("Executors are held in 3 of 3 partitions.");
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(console.executors.orders).isEmpty();
        assertThat(console.post(ORDERS, TestConsole.OPERATOR, "key-number-1", hold.replace("hold", "release"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aHoldThatDidNotReachEveryPartitionIsNotSaidToBeTaken() {
        console.executors.taken.set(new HoldOrders.Outcome(3, 2, List.of()));
        RawAnswer some = console.post(
                ORDERS, TestConsole.OPERATOR, "key-number-1", "{\"order\":\"hold\",\"reason\":\"a freeze\"}");
        console.executors.taken.set(new HoldOrders.Outcome(3, 0, List.of("unknown-key, nobody's")));
        RawAnswer none = console.post(
                ORDERS, TestConsole.OPERATOR, "key-number-2", "{\"order\":\"release\",\"reason\":\"over\"}");

        assertThat(some.status()).isEqualTo(202);
        assertThat(sentence(some)).startsWith("Executors are held in 2 of 3 partitions; from the others");
        assertThat(outcome(none)).isEqualTo("refused");
        assertThat(sentence(none)).contains("released in 0 of 3", "nobody's", "trusted.operator.keys");
        assertThat(console.post(ORDERS, TestConsole.APPROVER, "key-number-3", "{}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void nobodyIsReleasedWhileItIsNotKnownWhoWasHeldSince() {
        FeedStatus current = console.feed.get();
        console.feed.set(new FeedStatus(
                FeedStatus.State.READING,
                0.4,
                current.behind(),
                current.lastRecordAt(),
                Optional.empty(),
                "reading",
                0));

        RawAnswer release = console.post(
                ORDERS, TestConsole.OPERATOR, "key-number-1", "{\"order\":\"release\",\"reason\":\"over\"}");
        RawAnswer hold = console.post(
                ORDERS, TestConsole.OPERATOR, "key-number-2", "{\"order\":\"hold\",\"reason\":\"a freeze\"}");

        assertThat(release.status()).isEqualTo(503);
        assertThat(hold.status()).isEqualTo(200);
        assertThat(console.executors.orders).extracting(HoldOrders.Order::held).containsExactly(true);
    }

    private void takenInAll(HoldOrders.Order order) {
        for (int partition = 0; partition < TestExecutors.PARTITIONS; partition++) {
            Decision written = ExecutorHold.of(
                    order.held(),
                    ExecutorHold.service(partition),
                    order.issuer(),
                    order.why(),
                    order.correlationId(),
                    order.at());
            log.said(written);
            log.executed(ExampleLog.answer(written, ExecutionStatus.SUCCEEDED, written.reason()));
        }
    }

    private Optional<String> held() {
        JsonNode held = TestConsole.json(console.get("/api/v1/status", TestConsole.VIEWER))
                .get("held");
        return Optional.ofNullable(held)
                .map(node -> node.get("sentence").stringValue() + " in "
                        + node.get("partitions").intValue());
    }

    private RawAnswer say(String token, String key, String says) {
        return console.post(ANSWER, token, key, "{\"says\":\"" + says + "\",\"reason\":\"a test\"}");
    }

    private JsonNode row() {
        return TestConsole.json(console.get("/api/v1/rollouts/shop-241", TestConsole.VIEWER));
    }

    private static DirectDecisions.Outcome executed(Decision word, ExecutionStatus status, String reason) {
        return new DirectDecisions.Outcome.Executed(ExampleLog.answer(word, status, reason));
    }

    private static DirectDecisions.Outcome unusable(String cause) {
        return new DirectDecisions.Outcome.Unusable(new DeadLetter(
                cause,
                "found by the executor",
                "executor",
                "gate.decisions",
                0,
                4,
                100,
                "",
                false,
                OptionalLong.empty(),
                Optional.empty()));
    }

    private static String outcome(RawAnswer answer) {
        return TestConsole.json(answer).get("outcome").stringValue();
    }

    private static String sentence(RawAnswer answer) {
        return TestConsole.json(answer).get("sentence").stringValue();
    }

    private static String detail(RawAnswer answer) {
        return TestConsole.json(answer).get("detail").stringValue();
    }
}
