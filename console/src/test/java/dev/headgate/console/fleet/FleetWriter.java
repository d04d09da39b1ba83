package dev.headgate.console.fleet;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.signing.SignatureHeaders;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Collects records as gates, executors and people write them, and knows at which offset each command will stand. */
final class FleetWriter {

    private final JsonCodec codec = new JsonCodec();
    private final FleetSettings settings;
    private final Map<Integer, Long> commands = new HashMap<>();
    private final Set<String> policies = new HashSet<>();
    private List<FleetRecord> written = new ArrayList<>();

    FleetWriter(FleetSettings settings) {
        this.settings = settings;
    }

    /** What was written since this was last called. */
    List<FleetRecord> drain() {
        List<FleetRecord> drained = written;
        written = new ArrayList<>();
        return drained;
    }

    int partition(String service) {
        return FleetRecord.partition(service, settings.partitions());
    }

    /** Writes a command; its offset. */
    long command(Command command, Instant at) {
        String service = command.header().service();
        add(
                TopicCatalogue.GATE_COMMANDS,
                service,
                codec.write(command),
                at,
                command.header().correlationId(),
                settings.operatorKey());
        return commands.merge(partition(service), 1L, Long::sum) - 1;
    }

    /** The offset of the last command of a service's partition; −1 if there is none. */
    long lastCommand(String service) {
        return commands.getOrDefault(partition(service), 0L) - 1;
    }

    void decision(Decision decision) {
        add(
                TopicCatalogue.GATE_DECISIONS,
                decision.service(),
                codec.write(decision),
                decision.evaluatedAt(),
                decision.correlationId(),
                settings.gateKey());
    }

    void execution(Execution execution, Instant at) {
        add(
                TopicCatalogue.EXECUTIONS,
                execution.service(),
                codec.write(execution),
                at,
                execution.correlationId(),
                Optional.empty());
    }

    void state(RolloutState state) {
        String key = state.mode() == Mode.SHADOW ? state.service() + ".shadow" : state.service();
        add(
                TopicCatalogue.GATE_ROLLOUTS,
                key,
                codec.write(state),
                state.updatedAt(),
                state.correlationId(),
                Optional.empty());
    }

    void evaluation(Evaluation evaluation) {
        add(
                TopicCatalogue.GATE_EVALUATIONS,
                evaluation.service(),
                codec.write(evaluation),
                evaluation.evaluatedAt(),
                evaluation.correlationId(),
                Optional.empty());
    }

    void policy(PolicyText policy, Instant at) {
        if (policies.add(policy.hash())) {
            written.add(new FleetRecord(
                    TopicCatalogue.GATE_POLICIES,
                    policy.hash(),
                    Optional.of(policy.text().getBytes(StandardCharsets.UTF_8)),
                    at,
                    new RecordHeaders()));
        }
    }

    private void add(
            String topic, String key, byte[] value, Instant at, String correlationId, Optional<SigningKey> signer) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(SignatureHeaders.CORRELATION_ID, correlationId.getBytes(StandardCharsets.UTF_8));
        signer.ifPresent(signing -> signing.sign(value, headers));
        written.add(new FleetRecord(topic, key, Optional.of(value), at, headers));
    }
}
