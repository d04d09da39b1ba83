package dev.headgate.executor.action.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.executor.action.Permission;
import dev.headgate.executor.action.traffic.haproxy.FakeRuntimeApi;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Weight;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TargetBreakersTest {

    private static final Permission GRANTED = Optional::empty;

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void aTargetThatDoesNotAnswerIsLeftAloneByItselfAndByNoOther() throws Exception {
        TargetBreakers breakers = new TargetBreakers(Duration.ofHours(1));
        for (int i = 0; i < TargetBreakers.FAILURES; i++) {
            assertThat(failure(breakers, "a:1")).isEqualTo("no answer");
        }

        assertThat(failure(breakers, "a:1")).contains("a:1 is not asked for now");
        assertThat(asked).hasValue(TargetBreakers.FAILURES);
        assertThat(breakers.look("b:1", () -> "an answer")).isEqualTo("an answer");
    }

    @Test
    void afterAWhileItIsAskedAgainAndTrustedWhenItAnswers() throws Exception {
        TargetBreakers breakers = new TargetBreakers(Duration.ofMillis(1));
        for (int i = 0; i < TargetBreakers.FAILURES; i++) {
            failure(breakers, "a:1");
        }

        await().ignoreExceptions().until(() -> breakers.look("a:1", () -> "an answer"), "an answer"::equals);

        assertThat(failure(breakers, "a:1")).isEqualTo("no answer");
        assertThat(breakers.look("a:1", () -> "an answer")).isEqualTo("an answer");
    }

    @Test
    void aRollbackIsTriedHoweverOftenTheTargetDidNotAnswerAndTellsThatItIsBack() throws Exception {
        TrafficShifter shifter = new TrafficShifter(new TrafficTargets(), new TargetBreakers(Duration.ofHours(1)));
        try (FakeRuntimeApi haproxy = new FakeRuntimeApi()) {
            haproxy.weights.put("2.0.0", 50);
            haproxy.weights.put("1.0.0", 50);
            haproxy.hangs = true;
            Action.HaproxyWeight back = new Action.HaproxyWeight(haproxy.address(), "shop", "2.0.0", "1.0.0", "0");
            for (int i = 0; i < TargetBreakers.FAILURES; i++) {
                assertThat(shifter.look(back, GRANTED)).isInstanceOf(Look.Unknown.class);
            }
            assertThat(((Look.Unknown) shifter.look(back, GRANTED)).reason()).contains("is not asked for now");
            haproxy.hangs = false;

            StepOutcome outcome = shifter.shift(back, Duration.ofSeconds(10), GRANTED);

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            StepOutcome.Done.class,
                            done -> assertThat(done.confirmedWeight()).contains(Weight.NONE));
            assertThat(shifter.look(back, GRANTED)).isInstanceOf(Look.InForce.class);
        }
    }

    private String failure(TargetBreakers breakers, String address) throws InterruptedException {
        try {
            return breakers.look(address, () -> {
                asked.incrementAndGet();
                throw new IOException("no answer");
            });
        } catch (IOException noAnswer) {
            return String.valueOf(noAnswer.getMessage());
        }
    }
}
