package dev.headgate.processor.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.ServiceGateState;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.Traffic;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.model.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class OperationStoreTest {

    private static final String POLICY = """
            policy: per-operation
            minRequests: 20
            stop:
              - latency worse than baseline per operation -> rollback critical
            stages:
              - weight: 10%
                hold: 10m
                advance:
                  - errorRate not worse than baseline by 0.2 points per operation
              - weight: 100%
                watch: 10s
            """;

    private final KeyValueStore<String, byte[]> store = StateFixture.emptyStore();

    @Test
    void eachOperationHasAnEntryOfItsOwnAndComesBackAsItWasWritten() {
        ServiceGateState state = state(130);
        new OperationStore(store, new StateCodec(), "").write("shop", state.evidence());

        OperationStore.Found read = new OperationStore(store, new StateCodec(), "").read("shop");

        assertThat(keys()).containsExactly("operation/shop/GET /cart", "operation/shop/checkout");
        assertThat(read.operations())
                .containsExactlyInAnyOrderElementsOf(
                        state.evidence().orElseThrow().operations())
                .hasSize(4);
        assertThat(read.minutes())
                .containsExactlyElementsOf(state.evidence().orElseThrow().minutes())
                .hasSize(2);
    }

    @Test
    void whatDoesNotChangeIsNotWrittenAgainAndNothingStaysWhenTheRolloutIsOver() {
        OperationStore operations = new OperationStore(store, new StateCodec(), "");
        ServiceGateState state = state(40);
        operations.write("shop", state.evidence());
        store.delete("operation/shop/checkout");

        operations.write("shop", state.evidence());
        assertThat(keys()).containsExactly("operation/shop/GET /cart");

        operations.write("shop", Optional.empty());
        assertThat(keys()).isEmpty();
    }

    @Test
    void anotherServiceWhoseNameBeginsTheSameIsLeftAlone() {
        OperationStore operations = new OperationStore(store, new StateCodec(), "");
        operations.write("shop-2", state(40).evidence());

        assertThat(operations.read("shop").operations()).isEmpty();
    }

    private static ServiceGateState state(int seconds) {
        return Scenario.of(policy())
                .with(Traffic.healthy(Scenario.BASELINE).of("GET /cart"))
                .with(Traffic.healthy(Scenario.CANARY).of("GET /cart"))
                .start(Duration.ofSeconds(5), "r-1")
                .run(Duration.ofSeconds(seconds))
                .gate()
                .state();
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                keys.add(entry.key);
            }
        }
        return keys;
    }

    private static Policy policy() {
        Parsed<Policy> parsed = PolicyReader.read("per-operation.yaml", POLICY);
        if (parsed instanceof Parsed.Valid<Policy> valid) {
            return valid.value();
        }
        throw new AssertionError(parsed.problems());
    }
}
