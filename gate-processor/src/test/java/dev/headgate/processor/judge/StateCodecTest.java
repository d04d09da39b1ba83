package dev.headgate.processor.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.ServiceGateState;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.model.Policy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateCodecTest {

    private static final String POLICY = """
            policy: compared
            window: 10s
            minRequests: 20
            stop:
              - errorRate worse than baseline -> rollback critical
              - latency worse than baseline per operation -> rollback
            stages:
              - weight: 10%
                hold: 10m
                settle: 5s
                advance:
                  - errorRate not worse than baseline by 0.2 points
                  - errorRate < 2% with 99% confidence
              - weight: 100%
                watch: 10s
            """;

    private final StateCodec codec = new StateCodec();

    /** Right after the start there is no evidence yet, which is a logarithm of minus infinity. */
    @ParameterizedTest(name = "after {0} s")
    @ValueSource(ints = {6, 9, 30, 150})
    void evidenceComesBackAsItWasWritten(int seconds) {
        ServiceGateState state = Scenario.of(policy())
                .start(Duration.ofSeconds(5), "r-1")
                .run(Duration.ofSeconds(seconds))
                .gate()
                .state();

        ServiceGateState read = codec.readGate(
                codec.writeGate(state),
                state.rollout().orElseThrow().identity().policyText().text());

        assertThat(read).isEqualTo(state);
        assertThat(read.evidence()).isPresent();
        assertThat(read.evidence().orElseThrow().lines()).hasSize(4);
    }

    @Test
    void aStateOfBeforeThereWasEvidenceHasNone() {
        ServiceGateState state = ServiceGateState.empty("shop");
        String json = new String(StateCodec.content(codec.writeGate(state)), StandardCharsets.UTF_8);
        String older = json.replaceAll(",\"clustering\":\\[]", "").replaceAll(",\"evidence\":(null|\\{[^}]*})", "");

        assertThat(older).doesNotContain("clustering", "evidence\"");
        assertThat(codec.readGate(StateCodec.versioned(older.getBytes(StandardCharsets.UTF_8)), ""))
                .isEqualTo(state);
    }

    /** What was written before there was evidence on single operations, or anything was held. */
    @Test
    void evidenceOfBeforeThereWereOperationsGoesOn() {
        ServiceGateState state = Scenario.of(policy())
                .start(Duration.ofSeconds(5), "r-1")
                .run(Duration.ofSeconds(30))
                .gate()
                .state()
                .withOperations(List.of(), List.of());
        String json = new String(StateCodec.content(codec.writeGate(state)), StandardCharsets.UTF_8);
        String older = json.replaceAll(",\"(stageSecond|withheld)\":[^,}]*", "")
                .replaceAll(",\"(operations|minutes|lateArrivals)\":\\[]", "");

        ServiceGateState read = codec.readGate(
                StateCodec.versioned(older.getBytes(StandardCharsets.UTF_8)),
                state.rollout().orElseThrow().identity().policyText().text());

        assertThat(older).doesNotContain("stageSecond", "withheld", "operations\"", "minutes", "lateArrivals");
        assertThat(read.evidence().orElseThrow().lines())
                .isEqualTo(state.evidence().orElseThrow().lines());
        assertThat(read.evidence().orElseThrow().operations()).isEmpty();
    }

    private static Policy policy() {
        return PolicyReader.read("compared.yaml", POLICY) instanceof Parsed.Valid<Policy> valid
                ? valid.value()
                : fail();
    }

    private static Policy fail() {
        throw new AssertionError(PolicyReader.read("compared.yaml", POLICY).problems());
    }
}
