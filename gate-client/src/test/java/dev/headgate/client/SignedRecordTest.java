package dev.headgate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SignatureHeaders;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.Verification;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent is signed, keyed by its service, and known to be there or not. */
class SignedRecordTest {
    private static final Command ABORT = TestedCommands.abort("r-1");

    @TempDir
    Path directory;

    private final TestedProducer producer = new TestedProducer();
    private SigningKey key;

    @BeforeEach
    void createKey() {
        key = SigningKey.load(KeyFiles.create(directory, "operator").privateKey());
    }

    @Test
    void isSignedOverExactlyItsBytesAndKeyedByItsService() throws Exception {
        RecordMetadata sent = SignedRecord.of(ABORT, TestedCommands.TOPICS).send(producer, key);

        ProducerRecord<byte[], byte[]> record = producer.history().get(0);
        assertThat(sent.topic()).isEqualTo(TestedCommands.COMMANDS).isEqualTo(record.topic());
        assertThat(sent.offset()).isZero();
        assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("shop");
        assertThat(new JsonCodec().readCommand(record.value())).isEqualTo(ABORT);
        assertThat(key.trusted().verify(record.value(), record.headers())).isInstanceOf(Verification.Valid.class);
        assertThat(record.headers().lastHeader(SignatureHeaders.CORRELATION_ID).value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("correlation-r-1");
    }

    @Test
    void aBrokersRefusalIsThrownAsItIs() {
        TopicAuthorizationException refusal = new TopicAuthorizationException("not allowed");

        assertThatThrownBy(() -> SignedRecord.of(ABORT, TestedCommands.TOPICS).send(producer.refusing(refusal), key))
                .isSameAs(refusal);
    }

    @Test
    void whateverElseGoesWrongIsKafkasFailureWithItsCause() {
        IllegalStateException cause = new IllegalStateException("broken");

        assertThatThrownBy(() -> SignedRecord.of(ABORT, TestedCommands.TOPICS).send(producer.refusing(cause), key))
                .isInstanceOf(KafkaException.class)
                .hasCause(cause);
    }
}
