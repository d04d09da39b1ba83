package dev.headgate.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.HoldOrders;
import dev.headgate.console.feed.FeedStatus;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutorHold;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Executors are held and released once, never by what somebody meant before the last order, and it is told what holds. */
class ExecutorOrdersTest {

    private static final String ORDERS = "/api/v1/executors/orders";
    private static final String HOLD = "hold";
    private static final String RELEASE = "release";

    @TempDir
    Path directory;

    private TestConsole console;
    private ExampleLog log;

    @BeforeEach
    void start() throws Exception {
        console = new TestConsole(directory, TestConsole.Options.USUAL);
        log = ExampleLog.of(console.model);
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void executorsAreHeldOnceAndTheStatusSaysSo() {
        RawAnswer first = give("key-number-1", HOLD);
        RawAnswer second = give("key-number-1", HOLD);
        HoldOrders.Order order = console.executors.orders.get(0);

        assertThat(sentence(first)).isEqualTo("Executors are held in 3 of 3 partitions, as of 2026-11-29T10:00:00Z.");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(console.executors.orders).hasSize(1);
        assertThat(held()).isEmpty();

        taken(order, 0, 3);
        assertThat(held()).contains("held by olga: a test in 3");

        taken(other(false, Duration.ofSeconds(9)), 0, 3);
        assertThat(held()).isEmpty();
    }

    @Test
    void theLastOrderIsTheOneThatArrivedLastWhateverTheSignersClocksSay() {
        HoldOrders.Order ofAFastClock = other(true, Duration.ofSeconds(90));
        taken(ofAFastClock, 0, 3);
        taken(other(false, Duration.ZERO), 0, 3);
        assertThat(held()).isEmpty();

        taken(other(true, Duration.ofSeconds(-90)), 0, 3);
        assertThat(held()).contains("held by jo: the other in 3");
    }

    @Test
    void aHoldThatStandsInTheLogIsNotWrittenAgainAfterARestart() throws Exception {
        give("key-number-1", HOLD);
        HoldOrders.Order order = console.executors.orders.get(0);
        restart();
        taken(order, 0, 3);

        RawAnswer again = give("key-number-1", HOLD);

        assertThat(sentence(again)).startsWith("Executors are held in 3 of 3 partitions, as of ");
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(console.executors.orders).isEmpty();
        assertThat(give("key-number-1", RELEASE).status()).isEqualTo(422);
    }

    @Test
    void aReleaseOfBeforeARestartIsNotGivenOverTheHoldSince() throws Exception {
        console.executors.obeys.set(order -> new HoldOrders.Outcome(3, 0, List.of()));
        give("key-number-1", RELEASE);
        HoldOrders.Order release = console.executors.orders.get(0);
        restart();
        console.feed.set(reading());

        RawAnswer early = give("key-number-1", RELEASE);
        taken(release, 0, 2);
        RawAnswer partly = give("key-number-1", RELEASE);
        taken(release, 2, 3);
        taken(other(true, Duration.ofMinutes(10)), 0, 3);
        console.feed.set(TestConsole.current());
        RawAnswer later = give("key-number-1", RELEASE);

        assertThat(List.of(early.status(), partly.status())).containsOnly(503);
        assertThat(early.header("Retry-After")).isPresent();
        assertThat(outcome(later)).isEqualTo("overtaken");
        assertThat(console.executors.orders).isEmpty();
        assertThat(held()).isPresent();
    }

    @Test
    void nobodyIsReleasedBeforeAllIsReadThatWasSaidBeforeAndEverybodyIsHeld() {
        for (FeedStatus.State state :
                List.of(FeedStatus.State.READING, FeedStatus.State.AWAY, FeedStatus.State.STOPPED)) {
            console.feed.set(status(state, false));
            assertThat(give("key-of-" + state, RELEASE).status())
                    .as(state.wireName())
                    .isEqualTo(503);
        }
        RawAnswer hold = give("key-number-2", HOLD);
        console.feed.set(status(FeedStatus.State.READING, true));
        RawAnswer release = give("key-number-3", RELEASE);

        assertThat(List.of(hold.status(), release.status())).containsOnly(200);
        assertThat(console.executors.orders).extracting(HoldOrders.Order::held).containsExactly(true, false);
    }

    @Test
    void whatBrokeOffIsNeverCompletedOverTheOppositeSince() {
        console.executors.obeys.set(order -> breaksOff(order, 1));
        RawAnswer away = give("key-number-1", RELEASE);
        taken(other(true, Duration.ofMinutes(10)), 0, 3);
        console.executors.obeys.set(order -> new HoldOrders.Outcome(3, 3, List.of()));
        console.now.set(console.now.get().plus(Duration.ofMinutes(20)));

        RawAnswer again = give("key-number-1", RELEASE);

        assertThat(away.status()).isEqualTo(503);
        assertThat(outcome(again)).isEqualTo("overtaken");
        assertThat(sentence(again)).contains("taken in 1 partition,", "held by jo: the other", "Nothing was sent now");
        assertThat(console.executors.orders).hasSize(1);
        assertThat(held()).contains("held by jo: the other in 3");
    }

    @Test
    void aSecondTryOfWhatBrokeOffSaysSoAndANewOrderIsGiven() {
        console.executors.obeys.set(order -> breaksOff(order, 2));
        RawAnswer away = give("key-number-1", HOLD);
        console.executors.obeys.set(order -> new HoldOrders.Outcome(3, 3, List.of()));

        RawAnswer again = give("key-number-1", HOLD);
        RawAnswer anew = give("key-number-2", HOLD);

        assertThat(away.status()).isEqualTo(503);
        assertThat(again.status()).isEqualTo(200);
        assertThat(outcome(again)).isEqualTo("uncertain");
        assertThat(sentence(again)).contains("in 2 of 3 partitions, and was taken in 2", "give a new order");
        assertThat(outcome(anew)).isEqualTo("taken");
        assertThat(console.executors.orders)
                .extracting(HoldOrders.Order::correlationId)
                .doesNotHaveDuplicates();
    }

    @Test
    void aSecondTryBeforeTheFirstWasReadIsNoRefusal() {
        console.executors.obeys.set(order -> {
            throw new KafkaException("away");
        });
        give("key-number-1", HOLD);

        RawAnswer again = give("key-number-1", HOLD);

        assertThat(outcome(again)).isEqualTo("uncertain");
        assertThat(sentence(again)).contains("is not known", "give a new order");
        assertThat(console.executors.orders).hasSize(1);
    }

    @Test
    void aBrokerThatIsAwayHasTakenNothingAndAnotherTryGives() {
        console.executors.away.set(Optional.of(new KafkaException("away")));
        RawAnswer away = give("key-number-1", HOLD);
        console.executors.away.set(Optional.empty());
        RawAnswer again = give("key-number-1", HOLD);

        assertThat(List.of(away.status(), again.status())).containsExactly(503, 200);
        assertThat(outcome(again)).isEqualTo("taken");
    }

    @Test
    void whatReachedSomePartitionsBeforeARestartIsNotWrittenToTheOthers() throws Exception {
        console.executors.obeys.set(order -> breaksOff(order, 2));
        give("key-number-1", HOLD);
        HoldOrders.Order order = console.executors.orders.get(0);
        restart();
        taken(order, 0, 2);

        RawAnswer soon = give("key-number-1", HOLD);
        console.now.set(console.now.get().plus(Duration.ofMinutes(2)));
        RawAnswer later = give("key-number-1", HOLD);

        assertThat(soon.status()).as("the others may just not have been read").isEqualTo(202);
        assertThat(outcome(later)).isEqualTo("uncertain");
        assertThat(console.executors.orders).isEmpty();
    }

    @Test
    void whatWasTakenIsNotSaidToHoldOnceItWasReleased() {
        give("key-number-1", HOLD);
        console.executors.obeys.set(order -> new HoldOrders.Outcome(3, 2, List.of()));
        give("key-number-2", HOLD);
        console.executors.orders.forEach(order -> taken(order, 0, 3));
        taken(other(false, Duration.ofHours(1)), 0, 3);

        for (String key : List.of("key-number-1", "key-number-2")) {
            RawAnswer again = give(key, HOLD);
            assertThat(outcome(again)).isEqualTo("overtaken");
            assertThat(sentence(again))
                    .startsWith(
                            "It was taken in 3 partitions, and is not in force any more in 3 of them: released by jo:"
                                    + " the other (2026-11-29T11:00:00Z).");
            assertThat(again.header("Idempotency-Replayed")).contains("true");
        }
        assertThat(console.executors.orders).hasSize(2);
    }

    @Test
    void aHoldThatDidNotReachEveryPartitionIsNotSaidToBeTaken() {
        console.executors.obeys.set(order -> new HoldOrders.Outcome(3, 2, List.of()));
        RawAnswer some = give("key-number-1", HOLD);
        console.executors.obeys.set(order -> new HoldOrders.Outcome(3, 0, List.of("unknown-key, nobody's")));
        RawAnswer none = give("key-number-2", RELEASE);

        assertThat(some.status()).isEqualTo(202);
        assertThat(sentence(some))
                .startsWith("Executors are held in 2 of 3 partitions")
                .contains("; from the others");
        assertThat(outcome(none)).isEqualTo("refused");
        assertThat(sentence(none)).contains("released in 0 of 3", "nobody's", "trusted.operator.keys");
        assertThat(console.post(ORDERS, TestConsole.APPROVER, "key-number-3", "{}")
                        .status())
                .isEqualTo(403);
    }

    private void restart() throws Exception {
        console.close();
        console = new TestConsole(directory, TestConsole.Options.USUAL);
        log = ExampleLog.of(console.model);
    }

    /** Executors take the order in that many partitions, to the others it is not written. */
    private HoldOrders.Outcome breaksOff(HoldOrders.Order order, int partitions) {
        taken(order, 0, partitions);
        throw new KafkaException("the broker of partition " + partitions + " is away");
    }

    /** Somebody else's order, signed so long after the test's begin by the clock of whoever signs it. */
    private HoldOrders.Order other(boolean held, Duration later) {
        return new HoldOrders.Order(
                held,
                "jo",
                "the other",
                "other-" + held + later,
                console.now.get().plus(later));
    }

    private void taken(HoldOrders.Order order, int from, int to) {
        for (int partition = from; partition < to; partition++) {
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

    private RawAnswer give(String key, String order) {
        return console.post(ORDERS, TestConsole.OPERATOR, key, "{\"order\":\"" + order + "\",\"reason\":\"a test\"}");
    }

    private Optional<String> held() {
        JsonNode held = TestConsole.json(console.get("/api/v1/status", TestConsole.VIEWER))
                .get("held");
        return Optional.ofNullable(held)
                .map(node -> node.get("sentence").stringValue() + " in "
                        + node.get("partitions").intValue());
    }

    /** A console that does not know yet what was said before it was started. */
    static FeedStatus reading() {
        return status(FeedStatus.State.READING, false);
    }

    private static FeedStatus status(FeedStatus.State state, boolean wordsRead) {
        FeedStatus current = TestConsole.current();
        return new FeedStatus(
                state,
                0.4,
                current.behind(),
                current.lastRecordAt(),
                Optional.empty(),
                "40 % is read.",
                0,
                true,
                wordsRead);
    }

    private static String outcome(RawAnswer answer) {
        return TestConsole.json(answer).get("outcome").stringValue();
    }

    private static String sentence(RawAnswer answer) {
        return TestConsole.json(answer).get("sentence").stringValue();
    }
}
