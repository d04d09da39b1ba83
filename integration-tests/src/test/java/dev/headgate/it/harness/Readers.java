package dev.headgate.it.harness;

import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.SketchMessage;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Opens readers of what was committed. */
public final class Readers {

    private static final JsonCodec JSON = new JsonCodec();

    private final Installation installation;

    Readers(Installation installation) {
        this.installation = installation;
    }

    /** What the gate has decided. */
    public Collected<Decision> decisions() {
        return of(TopicCatalogue.GATE_DECISIONS, record -> JSON.readDecision(record.value()));
    }

    /** What the executors did. */
    public Collected<Execution> executions() {
        return of(TopicCatalogue.EXECUTIONS, record -> JSON.readExecution(record.value()));
    }

    /** What an executor in a dry run would have done; its topics must have been made. */
    public Collected<Execution> dryRunExecutions() {
        return installation.keep(new Collected<>(
                installation.bootstrapServers(),
                installation.topics().andDryRun().name(TopicCatalogue.EXECUTIONS_DRY_RUN),
                record -> JSON.readExecution(record.value())));
    }

    /** What was asked of the gate, by people and by itself. */
    public Collected<Command> commands() {
        return of(TopicCatalogue.GATE_COMMANDS, record -> JSON.readCommand(record.value()));
    }

    /** How rollouts looked. */
    public Collected<Evaluation> evaluations() {
        return of(TopicCatalogue.GATE_EVALUATIONS, record -> JSON.readEvaluation(record.value()));
    }

    /** Where rollouts stood. */
    public Collected<RolloutState> rollouts() {
        return of(TopicCatalogue.GATE_ROLLOUTS, record -> JSON.readRolloutState(record.value()));
    }

    /** What could not be used. */
    public Collected<DeadLetter> deadLetters() {
        return of(TopicCatalogue.TELEMETRY_DEAD_LETTERS, record -> DeadLetterHeaders.read(record.headers()));
    }

    /** What combiners sent. */
    public Collected<SketchMessage> sketches() {
        return of(TopicCatalogue.GATE_SKETCHES, record -> SketchCodec.read(record.value()));
    }

    /** Any topic by its full name, as bytes. */
    public Collected<byte[]> raw(String fullName) {
        return installation.keep(new Collected<>(installation.bootstrapServers(), fullName, ConsumerRecord::value));
    }

    private <T> Collected<T> of(String topic, Function<ConsumerRecord<byte[], byte[]>, T> decode) {
        return installation.keep(new Collected<>(
                installation.bootstrapServers(), installation.topics().name(topic), decode));
    }
}
