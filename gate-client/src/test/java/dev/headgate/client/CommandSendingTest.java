package dev.headgate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sender listens before it sends, waits no longer than it is told, and closes all that it has opened. */
class CommandSendingTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Set<DecisionKind> ROLLBACK = EnumSet.of(DecisionKind.ROLLBACK);

    @TempDir
    Path directory;

    private final TestedConsumer answers = TestedConsumer.of(TestedCommands.DECISIONS, 1)
            .and(TestedCommands.ROLLOUTS, 1)
            .and(TestedCommands.DEAD_LETTERS, 1);
    private final List<TestedProducer> producers = new ArrayList<>();
    private CommandSender sender;

    @BeforeEach
    void create() {
        sender = new CommandSender(
                TestedCommands.TOPICS,
                SigningKey.load(KeyFiles.create(directory, "operator").privateKey()),
                () -> TopicReader.fromEnd(answers, Waiting.topics(TestedCommands.TOPICS), LONG),
                () -> {
                    producers.add(new TestedProducer());
                    return producers.get(producers.size() - 1);
                });
    }

    @Test
    void theAnswerIsWhatTheGateDecidesAfterTheCommandWasSent() throws Exception {
        List<Answer> given =
                sender.sendAndAwait(List.of(TestedCommands.abort("r-1")), ROLLBACK, LONG, this::sentAndDecided);

        assertThat(given)
                .singleElement()
                .isInstanceOfSatisfying(
                        Answer.Decided.class,
                        answer -> assertThat(answer.decision().decisionId()).isEqualTo("r-1/2"));
        assertThat(answers.closed()).isTrue();
        assertThat(producers).hasSize(1).allMatch(TestedProducer::closed);
    }

    @Test
    void whatWasDecidedBeforeIsNoAnswer() throws Exception {
        decided("r-1");

        assertThat(sender.sendAndAwait(TestedCommands.abort("r-1"), ROLLBACK, SHORT))
                .isInstanceOf(Answer.Silence.class);
        assertThat(answers.closed()).isTrue();
    }

    @Test
    void eachOfSeveralCommandsHasItsOwnAnswerInTheirOrder() throws Exception {
        List<Answer> given = sender.sendAndAwait(
                List.of(TestedCommands.abort("r-1"), TestedCommands.abort("r-2"), TestedCommands.abort("r-3")),
                ROLLBACK,
                SHORT,
                command -> {
                    if (command.header().rolloutId().equals("r-3")) {
                        answers.written(TestedCommands.DECISIONS, 0, 1, "garbage".getBytes(StandardCharsets.UTF_8));
                        decided("r-2");
                        decided("r-1");
                    }
                    return sender.send(command);
                });

        assertThat(given)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .isInstanceOfSatisfying(
                                        Answer.Decided.class,
                                        answer -> assertThat(answer.decision().rolloutId())
                                                .isEqualTo("r-1")),
                        second -> assertThat(second)
                                .isInstanceOfSatisfying(
                                        Answer.Decided.class,
                                        answer -> assertThat(answer.decision().rolloutId())
                                                .isEqualTo("r-2")),
                        third -> assertThat(third).isInstanceOf(Answer.Silence.class));
    }

    @Test
    void aCommandThatTheGateCannotUseIsAnsweredByItsDeadLetter() throws Exception {
        List<Answer> given = sender.sendAndAwait(List.of(TestedCommands.abort("r-1")), ROLLBACK, LONG, command -> {
            RecordMetadata sent = sender.send(command);
            setAside(sent.offset() + 1, "another");
            setAside(sent.offset(), "unknown-key");
            return sent;
        });

        assertThat(given)
                .singleElement()
                .isInstanceOfSatisfying(
                        Answer.Unusable.class,
                        answer -> assertThat(answer.letter().cause()).isEqualTo("unknown-key"));
    }

    @Test
    void aStartThatWaitsForPeopleIsAnsweredByThat() throws Exception {
        List<Answer> given = sender.sendAndAwait(List.of(TestedCommands.start("r-1")), ROLLBACK, LONG, command -> {
            RecordMetadata sent = sender.send(command);
            state("r-2", Phase.PREPARING);
            state("r-1", Phase.OBSERVING);
            state("r-1", Phase.PREPARING);
            return sent;
        });

        assertThat(given)
                .singleElement()
                .isInstanceOfSatisfying(
                        Answer.Waits.class,
                        answer -> assertThat(answer.state().rolloutId() + " "
                                        + answer.state().phase())
                                .isEqualTo("r-1 " + Phase.PREPARING));
    }

    @Test
    void aCommandThatTheBrokerDoesNotTakeEndsTheSending() {
        List<Command> tried = new ArrayList<>();

        assertThatThrownBy(() -> sender.sendAndAwait(
                        List.of(TestedCommands.abort("r-1"), TestedCommands.abort("r-2")), ROLLBACK, LONG, command -> {
                            tried.add(command);
                            throw new TimeoutException("the broker is away");
                        }))
                .isInstanceOf(TimeoutException.class);
        assertThat(tried).containsExactly(TestedCommands.abort("r-1"));
        assertThat(answers.closed()).isTrue();
    }

    private RecordMetadata sentAndDecided(Command command) throws InterruptedException {
        RecordMetadata sent = sender.send(command);
        decided(command.header().rolloutId());
        return sent;
    }

    private void setAside(long offset, String cause) {
        RecordHeaders headers = new RecordHeaders();
        DeadLetterHeaders.write(
                DeadLetterHeaders.describe(cause, "why", "judge", TestedCommands.COMMANDS, 0, offset, new byte[0]),
                headers);
        answers.written(TestedCommands.DEAD_LETTERS, 0, 1, new byte[0], headers);
    }

    private void state(String rollout, Phase phase) {
        answers.written(TestedCommands.ROLLOUTS, 0, 1, TestedCommands.state(rollout, phase));
    }

    private void decided(String rollout) {
        answers.written(TestedCommands.DECISIONS, 0, 1, TestedCommands.rollback(rollout));
    }
}
