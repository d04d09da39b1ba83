package dev.headgate.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.DirectDecisions;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutionWord;
import dev.headgate.schemas.model.Question.About;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
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
    void nothingIsSaidBeforeAllIsReadThatWasSaidBefore() {
        console.feed.set(ExecutorOrdersTest.reading());
        RawAnswer early = say(TestConsole.OPERATOR, "key-number-1", "yes");
        console.feed.set(TestConsole.current());
        RawAnswer later = say(TestConsole.OPERATOR, "key-number-1", "yes");

        assertThat(early.status()).isEqualTo(503);
        assertThat(early.header("Retry-After")).isPresent();
        assertThat(outcome(later)).isEqualTo("taken");
        assertThat(console.executors.words).hasSize(1);
    }

    @Test
    void theNextAttemptIsNotTheQuestionThatItAsksMeanwhile() {
        log.executed(ExampleLog.asking(About.OUTCOME, ASKED, 2));
        String tryNow = "{\"says\":\"retry\",\"attempt\":2,\"reason\":\"a test\"}";
        RawAnswer next = console.post(ANSWER, TestConsole.OPERATOR, "key-number-1", tryNow);
        RawAnswer failedAt = console.post(
                ANSWER,
                TestConsole.OPERATOR,
                "key-number-2",
                tryNow.replace("\"attempt\":2", "\"attempt\":2,\"askedAt\":\"2026-11-29T09:50:00Z\""));
        RawAnswer seen = console.post(
                ANSWER,
                TestConsole.OPERATOR,
                "key-number-3",
                tryNow.replace("\"attempt\":2", "\"attempt\":2,\"askedAt\":\"" + ASKED + "\""));

        assertThat(List.of(next.status(), failedAt.status(), seen.status())).containsExactly(409, 409, 200);
        assertThat(detail(next)).contains("has moved on", "in attempt 2", "nothing was sent");
        assertThat(console.executors.words).hasSize(1);
    }

    @Test
    void aRollbackThatFailedIsTriedNowByWhatItsRowSays() {
        log.rollbackFails();
        JsonNode ask = StreamSupport.stream(row().get("asks").spliterator(), false)
                .filter(each -> each.get("about").stringValue().equals("attempt"))
                .findFirst()
                .orElseThrow();

        RawAnswer answer = console.post(
                ANSWER.replace("/1/", "/3/"),
                TestConsole.OPERATOR,
                "key-number-1",
                "{\"says\":\"retry\",\"attempt\":%d,\"askedAt\":%s,\"reason\":\"a test\"}"
                        .formatted(ask.get("attempt").intValue(), ask.get("askedAt")));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(ExecutionWord.of(console.executors.words.get(0))
                        .orElseThrow()
                        .attempt())
                .isEqualTo(2);
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
