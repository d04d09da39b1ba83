package dev.headgate.executor.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.executor.Decisions;
import dev.headgate.executor.acceptance.Order;
import dev.headgate.executor.action.Actions;
import dev.headgate.executor.action.CommandAction;
import dev.headgate.executor.action.Permission;
import dev.headgate.executor.action.http.HttpAction;
import dev.headgate.executor.action.http.HttpRequests;
import dev.headgate.executor.action.traffic.Look;
import dev.headgate.executor.action.traffic.TrafficShifter;
import dev.headgate.executor.action.traffic.TrafficTargets;
import dev.headgate.executor.action.traffic.haproxy.FakeRuntimeApi;
import dev.headgate.executor.dispatch.Effect;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.DecisionKind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever a step or a look throws, its service goes on. */
class WorkTest {

    private static final Permission BROKEN = () -> {
        throw new StackOverflowError("in a test");
    };

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final Work work = new Work(
            pool,
            new Actions(
                    new TrafficShifter(new TrafficTargets()),
                    new CommandAction(Map.of()),
                    new HttpAction(new HttpRequests(Map.of()))),
            Clock.systemUTC());

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    void aStepThatThrowsAnErrorFailsWithAnUnknownOutcomeAndFreesItsService() {
        work.begin(effect(), BROKEN);

        assertStepFailed("its outcome is not known");
    }

    @Test
    void aStepThatNoThreadCanBeFoundForFails() {
        pool.shutdownNow();

        work.begin(effect(), BROKEN);

        assertStepFailed("RejectedExecution");
    }

    @Test
    void aLookThatThrowsFreesItsService() throws Exception {
        try (FakeRuntimeApi haproxy = new FakeRuntimeApi()) {
            Action.HaproxyWeight weight = new Action.HaproxyWeight(haproxy.address(), "shop", "2.0.0", "1.0.0", "20");

            work.look(Decisions.decision(DecisionKind.PROMOTE, 7, 1, 20), List.of(weight), BROKEN);

            assertThat(((Work.Ended.Looked) ended()).looks())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Look.Unknown.class,
                            look -> assertThat(look.reason()).contains("unforeseen"));
        }
        assertThat(work.isFree("shop")).isTrue();
    }

    private void assertStepFailed(String why) {
        assertThat(((Work.Ended.Step) ended()).outcome())
                .isInstanceOfSatisfying(
                        StepOutcome.Failed.class,
                        failed -> assertThat(failed.reason()).contains(why));
        assertThat(work.isFree("shop")).isTrue();
        work.abandon();
    }

    private Work.Ended ended() {
        List<Work.Ended> ended = await().until(work::takeEnded, found -> !found.isEmpty());
        assertThat(ended).hasSize(1);
        return ended.get(0);
    }

    private static Effect effect() {
        return new Effect(
                "shop",
                "r7/1",
                "correlation",
                DecisionKind.PROMOTE,
                1,
                0,
                "step",
                Decisions.command("/bin/true"),
                Duration.ofSeconds(5),
                Decisions.NOON,
                new Order(7, 1));
    }
}
