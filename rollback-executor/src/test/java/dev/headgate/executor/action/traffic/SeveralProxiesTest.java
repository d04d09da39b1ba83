package dev.headgate.executor.action.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.executor.action.Permission;
import dev.headgate.executor.action.traffic.haproxy.FakeRuntimeApi;
import dev.headgate.executor.dispatch.FailureCategory;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Action.HaproxyWeight;
import dev.headgate.schemas.model.Weight;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeveralProxiesTest {

    private static final Permission GRANTED = Optional::empty;
    private static final Duration LONG = Duration.ofSeconds(20);

    private final TrafficShifter shifter = new TrafficShifter(new TrafficTargets());
    private FakeRuntimeApi one;
    private FakeRuntimeApi other;

    @BeforeEach
    void start() throws IOException {
        one = new FakeRuntimeApi();
        other = new FakeRuntimeApi();
    }

    @AfterEach
    void stop() throws IOException {
        one.close();
        other.close();
    }

    @Test
    void allGetTheWeightAndItIsConfirmed() throws Exception {
        StepOutcome outcome = shifter.shift(shift("20"), LONG, GRANTED);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        StepOutcome.Done.class,
                        done -> assertThat(done.confirmedWeight()).contains(new Weight(20)));
        assertThat(List.of(one, other))
                .allSatisfy(proxy -> assertThat(proxy.weights).containsEntry("2.0.0", 20));
    }

    @Test
    void oneThatHangsKeepsNoTrafficOnTheCanaryElsewhereAndTheShiftIsNoSuccess() throws Exception {
        shifter.shift(shift("50"), LONG, GRANTED);
        one.hangs = true;
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<StepOutcome> rollback =
                    thread.submit(() -> shifter.shift(shift("0"), Duration.ofSeconds(5), GRANTED));

            await().atMost(Duration.ofSeconds(4)).until(() -> Integer.valueOf(0).equals(other.weights.get("2.0.0")));

            assertThat(rollback.get()).isInstanceOfSatisfying(StepOutcome.Failed.class, failed -> {
                assertThat(failed.category()).isEqualTo(FailureCategory.TARGET);
                assertThat(failed.reason()).startsWith("1 of 2 places: ");
            });
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void whatWasChangedAtOneOfThemIsSetAgain() throws Exception {
        shifter.shift(shift("20"), LONG, GRANTED);
        assertThat(shifter.look(shift("20"), GRANTED)).isInstanceOf(Look.InForce.class);
        other.weights.put("2.0.0", 70);

        assertThat(shifter.look(shift("20"), GRANTED)).isInstanceOf(Look.Reasserted.class);
        assertThat(other.weights).containsEntry("2.0.0", 20);
    }

    @Test
    void withoutPermissionNothingIsBegunAnywhere() throws Exception {
        assertThat(shifter.shift(shift("20"), LONG, () -> Optional.of("the lease is over")))
                .isInstanceOf(StepOutcome.NotBegun.class);
        assertThat(List.of(one, other))
                .allSatisfy(proxy -> assertThat(proxy.told).isEmpty());
    }

    private HaproxyWeight shift(String weight) {
        return new HaproxyWeight(List.of(one.address(), other.address()), "shop", "2.0.0", "1.0.0", weight);
    }
}
