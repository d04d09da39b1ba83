package dev.headgate.schemas.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headgate.schemas.model.DeadLetter;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterHeadersTest {

    @Test
    void describesAValueWithItsSizeAndHash() {
        DeadLetter letter = DeadLetterHeaders.describe(
                DeadLetterCause.NOT_JSON,
                "d".repeat(5_000),
                "combine",
                "telemetry.requests",
                3,
                99,
                "test".getBytes(UTF_8));

        assertThat(letter.originalSize()).isEqualTo(4);
        assertThat(letter.truncated()).isFalse();
        assertThat(letter.sha256()).isEqualTo(Samples.HASH);
        assertThat(letter.detail()).hasSize(1_000);
    }

    @Test
    void cutsALargeValueAndSaysSo() {
        byte[] large = new byte[DeadLetterHeaders.KEPT_BYTES + 1];

        assertThat(DeadLetterHeaders.kept(large)).hasSize(DeadLetterHeaders.KEPT_BYTES);
        assertThat(DeadLetterHeaders.kept(new byte[5])).hasSize(5);
        assertThat(DeadLetterHeaders.describe("too-large", "", "combine", "t", 0, 0, large)
                        .truncated())
                .isTrue();
    }

    @Test
    void readsTheHeadersItWrote() {
        RecordHeaders headers = new RecordHeaders();
        DeadLetterHeaders.write(Samples.deadLetter(), headers);

        assertThat(DeadLetterHeaders.read(headers)).isEqualTo(Samples.deadLetter());
    }

    @Test
    void refusesHeadersThatAreMissingOrNoNumbers() {
        RecordHeaders headers = new RecordHeaders();
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> DeadLetterHeaders.read(headers))
                .withMessageContaining("headgate-dead-letter-cause");
        DeadLetterHeaders.write(Samples.deadLetter(), headers);
        headers.add("headgate-dead-letter-offset", "many".getBytes(UTF_8));

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> DeadLetterHeaders.read(headers))
                .withMessageContaining("headgate-dead-letter-offset: expected a number, found many");
    }
}
