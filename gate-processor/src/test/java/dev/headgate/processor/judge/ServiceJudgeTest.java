package dev.headgate.processor.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.GateSettings;
import dev.headgate.core.Input;
import dev.headgate.core.ServiceGate;
import dev.headgate.core.Tick;
import dev.headgate.core.TickOutcome;
import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.core.telemetry.Series;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.StartRollout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceJudgeTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest(name = "{0} of 20 inputs")
    @ValueSource(ints = {1, 2, ServiceJudge.MOST_FOUND_OUT})
    void inputsThatCannotBeTakenInAreFoundOutAmongMany(int count) {
        Set<Long> poison = Set.copyOf(List.of(3L, 4L, 9L, 17L, 20L).subList(0, count));
        ServiceJudge judge = judge(poison);
        judge.tick(tick(0, start()));

        ServiceJudge.Result result = judge.tick(tick(1, telemetry(20)));

        assertThat(result.refused())
                .allSatisfy(refused -> assertThat(refused.why()).contains("poison"))
                .extracting(refused -> refused.input().offset())
                .containsExactlyInAnyOrderElementsOf(poison);
        assertThat(counted(judge)).isEqualTo(10L * (20 - count));
    }

    @Test
    void whenTooManyCannotBeTakenInTheTickComesToAnEnd() {
        Set<Long> poison = Set.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        ServiceJudge judge = judge(poison);
        judge.tick(tick(0, start()));

        ServiceJudge.Result result = judge.tick(tick(1, telemetry(20)));

        assertThat(result.refused()).hasSize(20);
        assertThat(counted(judge)).isZero();
    }

    @Test
    void whatCameSinceTheLastCommitIsNotLostByAFailure() {
        ServiceJudge judge = judge(Set.of(99L));
        judge.tick(tick(0, start()));
        judge.tick(tick(1, telemetry(5)));

        judge.tick(tick(2, List.of(sketch(99))));

        assertThat(counted(judge)).isEqualTo(50);
        assertThat(judge.failure()).isPresent();
    }

    @Test
    void anAbortThatComesWithAnInputThatCannotBeTakenInIsCarriedOut() {
        ServiceJudge judge = judge(Set.of(99L));
        judge.tick(tick(0, start()));

        ServiceJudge.Result result = judge.tick(tick(1, List.of(abort(), sketch(99))));

        assertThat(result.outcome().decisions()).extracting(Decision::kind).containsExactly(DecisionKind.ROLLBACK);
        assertThat(result.refused()).hasSize(1);
    }

    private static ServiceJudge judge(Set<Long> poison) {
        GateStep step = (gate, tick, unjudgedBecause) -> {
            TickOutcome outcome = GateStep.OF_CORE.take(gate, tick, unjudgedBecause);
            if (tick.inputs().stream().anyMatch(input -> poison.contains(input.offset()))) {
                throw new IllegalStateException("poison");
            }
            return outcome;
        };
        return new ServiceJudge(
                Checkout.SERVICE,
                step,
                () -> ServiceGate.create(Checkout.SERVICE, GateSettings.DEFAULTS),
                Optional.empty());
    }

    private static long counted(ServiceJudge judge) {
        return judge.gate().telemetry().requestsSince(Series.of(Checkout.CANARY), 0);
    }

    private static Tick tick(int second, List<Input> inputs) {
        Instant now = NOW.plusSeconds(second);
        return new Tick(now, inputs, new TelemetryStatus(false, "", now, now.plusSeconds(3)), List.of());
    }

    private static List<Input> start() {
        StartRollout start = Checkout.start("cmd-1", "r-1", Checkout.POLICY);
        return List.of(new Input.CommandInput(0, start, Optional.of(Policies.read(start.policy()))));
    }

    private static Input abort() {
        AbortRollout abort = Checkout.abort("cmd-2", "r-1");
        return new Input.CommandInput(0, abort, Optional.empty());
    }

    private static List<Input> telemetry(int count) {
        List<Input> inputs = new ArrayList<>();
        for (int offset = 1; offset <= count; offset++) {
            inputs.add(sketch(offset));
        }
        return inputs;
    }

    private static Input sketch(long offset) {
        return new Input.SketchInput(offset, Checkout.requests(Checkout.CANARY, NOW, 10, 0, 20_000));
    }
}
