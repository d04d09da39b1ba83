package dev.headgate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One line serves many commands, outlives a reader that breaks, and ends with all that it has opened. */
class OpenLineTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Set<DecisionKind> ROLLBACK = EnumSet.of(DecisionKind.ROLLBACK);

    @TempDir
    Path directory;

    private final List<TestedConsumer> readers = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch twoReaders = new CountDownLatch(2);
    private final Deciding producer = new Deciding();
    private OpenLine line;

    /** A producer behind which a gate decides at once, unless it is told to be silent. */
    private final class Deciding extends MockProducer<byte[], byte[]> {
        private volatile boolean silent;

        Deciding() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            Future<RecordMetadata> sent = super.send(record);
            if (!silent) {
                TestedConsumer reader = readers.get(readers.size() - 1);
                reader.written(TestedCommands.DECISIONS, 0, 1, TestedCommands.rollback("r-1"));
            }
            return sent;
        }
    }

    @BeforeEach
    void open() {
        line = new OpenLine(
                TestedCommands.TOPICS,
                SigningKey.load(KeyFiles.create(directory, "operator").privateKey()),
                this::reader,
                () -> producer,
                told::add);
    }

    @AfterEach
    void close() {
        line.close();
    }

    @Test
    void manyCommandsShareOneReaderAndOneProducer() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(line.sendAndAwait(TestedCommands.abort("r-1"), ROLLBACK, LONG))
                    .isInstanceOf(Answer.Decided.class);
        }

        assertThat(readers).hasSize(1);
        assertThat(producer.history()).hasSize(3);
        assertThat(producer.closed()).isFalse();
    }

    @Test
    void silenceIsAnAnswerOnceTheTimeIsOver() throws Exception {
        producer.silent = true;

        assertThat(line.sendAndAwait(TestedCommands.abort("r-1"), ROLLBACK, SHORT))
                .isInstanceOf(Answer.Silence.class);
    }

    @Test
    void aReaderThatBreaksIsToldOfAndAnotherTakesItsPlace() throws Exception {
        assertThat(line.sendAndAwait(TestedCommands.abort("r-1"), ROLLBACK, LONG))
                .isInstanceOf(Answer.Decided.class);

        readers.get(0).setPollException(new KafkaException("the broker is away"));

        assertThat(twoReaders.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(told.get(0)).contains("answers of the gate cannot be read, trying again", "the broker is away");
        assertThat(line.sendAndAwait(TestedCommands.abort("r-1"), ROLLBACK, LONG))
                .isInstanceOf(Answer.Decided.class);
        assertThat(readers).hasSize(2);
        assertThat(readers.get(0).closed()).isTrue();
    }

    @Test
    void afterItsEndNothingIsSentAndNothingStaysOpen() throws Exception {
        line.sendAndAwait(TestedCommands.abort("r-1"), ROLLBACK, LONG);

        line.close();

        assertThat(producer.closed()).isTrue();
        assertThat(readers).allMatch(TestedConsumer::closed);
        assertThatThrownBy(() -> line.sendAndAwait(TestedCommands.abort("r-1"), ROLLBACK, LONG))
                .isInstanceOf(KafkaException.class)
                .hasMessage("the broker does not answer: nothing was sent");
        assertThat(producer.history()).hasSize(1);
    }

    private TopicReader reader() {
        TestedConsumer consumer = TestedConsumer.of(TestedCommands.DECISIONS, 1);
        readers.add(consumer);
        twoReaders.countDown();
        return TopicReader.fromEnd(consumer, List.of(TestedCommands.DECISIONS), LONG);
    }
}
