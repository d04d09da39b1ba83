package dev.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.cli.follow.FollowedRollout;
import dev.headgate.cli.follow.RolloutEnd;
import dev.headgate.cli.follow.WaitResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Interrupts that meet starts: before they are sent, while they are, and after. */
@Timeout(30)
class WaitInterruptionTest {
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final StringWriter said = new StringWriter();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void interruptedBeforeTheStartIsSentNeitherStartNorAbortIsWritten() {
        Starts starts = Starts.of(List.of("shop"));

        aborting(starts, this::abort).interrupted();

        assertThatThrownBy(() -> starts.send("shop", () -> start("shop")))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("interrupted: the rollout of shop was not started");
        assertThat(written).isEmpty();
        assertThat(said.toString())
                .isEqualToIgnoringNewLines("interrupted: the rollout of shop was not started; nothing was sent");
    }

    @Test
    void interruptedWhileTheStartIsBeingSentTheAbortFollowsIt() throws Exception {
        Starts starts = Starts.of(List.of("shop"));
        Slow broker = new Slow();
        WaitInterruption interruption = aborting(starts, this::abort);
        Future<Boolean> sending = threads.submit(() -> starts.send("shop", () -> broker.take("shop")));
        broker.reached.await();

        Thread interrupt = begun(interruption);
        broker.answersOnceWaitedFor(interrupt);

        assertThat(sending.get()).isTrue();
        interrupt.join();
        assertThat(written).containsExactly("start shop", "abort shop");
        assertThat(said.toString())
                .contains(
                        "aborting the rollout of shop, once it is known what became of its start",
                        "the abort of shop is written and the gate carries it out");
    }

    @Test
    void ofATrainNothingMoreIsSentAndOnlyWhatWasSentIsAborted() throws Exception {
        Starts starts = Starts.of(List.of("shop", "cart"));
        Slow broker = new Slow();
        WaitInterruption interruption = aborting(starts, this::abort);
        Future<Boolean> sending = threads.submit(() -> {
            starts.send("shop", () -> broker.take("shop"));
            return starts.send("cart", () -> start("cart"));
        });
        broker.reached.await();

        Thread interrupt = begun(interruption);
        broker.answersOnceWaitedFor(interrupt);

        assertThatThrownBy(sending::get)
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("the rollout of cart was not started");
        interrupt.join();
        assertThat(written).containsExactly("start shop", "abort shop");
        assertThat(said.toString()).contains("the rollout of cart was not started; nothing was sent");
    }

    @Test
    void ofATrainWhoseFirstStartFailedTheOthersAreAbortedFirst() throws Exception {
        Starts starts = Starts.of(List.of("shop", "cart", "till"));
        assertThatThrownBy(() -> starts.send("shop", () -> {
                    throw new TimeoutException("no broker");
                }))
                .isInstanceOf(TimeoutException.class);
        starts.send("cart", () -> start("cart"));
        starts.send("till", () -> start("till"));
        written.clear();

        whenDone(aborting(starts, this::abort));

        // The first may be there although the broker has not confirmed it.
        assertThat(written).containsExactly("abort cart", "abort till", "abort shop");
    }

    @Test
    void anAbortThatTheBrokerDoesNotTakeKeepsNoOtherFromBeingSent() throws Exception {
        Starts starts = Starts.of(List.of("shop", "cart"));
        starts.send("shop", () -> start("shop"));
        starts.send("cart", () -> start("cart"));
        written.clear();

        whenDone(aborting(starts, service -> {
            if (service.equals("shop")) {
                throw new TimeoutException("no broker");
            }
            abort(service);
        }));

        assertThat(written).containsExactly("abort cart");
        assertThat(said.toString())
                .contains(
                        "the abort of shop could not be sent: no broker;"
                                + " \"headgate rollout abort --service shop\" tries again",
                        "the abort of cart is written and the gate carries it out");
    }

    @Test
    void aWaitingThatFailsIsNotTakenForAnAbortThatWasSeen() throws Exception {
        Starts starts = Starts.of(List.of("shop"));
        starts.send("shop", () -> start("shop"));

        whenDone(aborting(starts, this::abort));

        assertThat(said.toString().lines()).doesNotContain("aborted");
    }

    @Test
    void anAbortThatWasSeenIsSaid() throws Exception {
        Starts starts = Starts.of(List.of("shop"));
        starts.send("shop", () -> start("shop"));
        WaitInterruption interruption = aborting(starts, this::abort);
        interruption.ended(List.of(
                new WaitResult(RolloutEnd.ABORTED, FollowedRollout.begin("shop-1", "shop"), Duration.ofSeconds(1))));

        whenDone(interruption);

        assertThat(said.toString().lines()).contains("aborted");
    }

    @Test
    void withoutAnAbortItSaysOfEachServiceWhatBecomesOfIt() throws Exception {
        Starts starts = Starts.of(List.of("shop", "cart", "till"));
        starts.send("shop", () -> start("shop"));
        assertThatThrownBy(() -> starts.send("cart", () -> {
                    throw new TimeoutException("no broker");
                }))
                .isInstanceOf(TimeoutException.class);

        new WaitInterruption(new PrintWriter(said, true), starts, Optional.empty(), () -> {}).interrupted();

        assertThat(written).containsExactly("start shop");
        assertThat(said.toString().lines())
                .containsExactly(
                        "interrupted: the rollout of shop goes on by itself;"
                                + " \"headgate rollout abort --service shop\" ends it",
                        "interrupted: it is not known whether the rollout of cart has started; if it has, it goes on by"
                                + " itself; \"headgate rollout abort --service cart\" ends it",
                        "interrupted: the rollout of till was not started; nothing was sent");
    }

    private WaitInterruption aborting(Starts starts, WaitInterruption.Abort abort) {
        return new WaitInterruption(new PrintWriter(said, true), starts, Optional.of(abort), () -> {});
    }

    // Closed as the sender does when it fails, so that nobody waits for an end that is not coming.
    private static void whenDone(WaitInterruption interruption) {
        interruption.close();
        interruption.interrupted();
    }

    private static Thread begun(WaitInterruption interruption) {
        Thread interrupt = new Thread(() -> whenDone(interruption), "interrupted");
        interrupt.start();
        return interrupt;
    }

    private boolean start(String service) {
        return written.add("start " + service);
    }

    private void abort(String service) {
        written.add("abort " + service);
    }

    /** A broker that takes its time. */
    private final class Slow {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch answers = new CountDownLatch(1);

        private boolean take(String service) throws InterruptedException {
            reached.countDown();
            assertThat(answers.await(20, TimeUnit.SECONDS)).isTrue();
            return start(service);
        }

        // One that does not wait has written its abort, or is over.
        private void answersOnceWaitedFor(Thread interrupt) {
            long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (written.isEmpty()
                    && interrupt.isAlive()
                    && interrupt.getState() != Thread.State.WAITING
                    && System.nanoTime() < latest) {
                Thread.onSpinWait();
            }
            answers.countDown();
        }
    }
}
