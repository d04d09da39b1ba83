package dev.headgate.cli.direct;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SignatureHeaders;
import dev.headgate.schemas.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedDecisionTest {

    @TempDir
    Path directory;

    private SigningKey key;
    private SigningKey other;

    @BeforeEach
    void makeKeys() {
        key = SigningKey.load(KeyFiles.create(directory, "key").privateKey());
        other = SigningKey.load(KeyFiles.create(directory, "other").privateKey());
    }

    @Test
    void aKeyThatHasSignedWhatAGateDecidesIsAGates() {
        assertThat(warning(signed("shop-1/3", other), signed("shop-1/4", key)))
                .hasValueSatisfying(said -> assertThat(said)
                        .contains("your key " + key.keyId() + " is a gate's: it has signed shop-1/4")
                        .contains("trusted.operator.keys"));
    }

    @Test
    void aKeyThatHasSignedNothingOrOnlyWhatOperatorsDecideIsNot() {
        assertThat(warning(signed("shop-1/3", other), signed("shop-1/direct-1", key)))
                .isEmpty();
    }

    @Test
    void whoOnlyNamesAKeyHasNotSignedWithIt() {
        RecordHeaders headers = new RecordHeaders();
        byte[] value = new JsonCodec().write(decision("shop-1/3"));
        other.sign(value, headers);
        headers.remove(SignatureHeaders.KEY_ID)
                .add(SignatureHeaders.KEY_ID, key.keyId().getBytes(StandardCharsets.UTF_8));

        assertThat(warning(SignedDecision.read(value, headers, key))).isEmpty();
    }

    private Optional<String> warning(SignedDecision... decisions) {
        return SignedDecision.warning(List.of(decisions), key.keyId());
    }

    private SignedDecision signed(String id, SigningKey signer) {
        RecordHeaders headers = new RecordHeaders();
        byte[] value = new JsonCodec().write(decision(id));
        signer.sign(value, headers);
        return SignedDecision.read(value, headers, key);
    }

    private static Decision decision(String id) {
        return new Decision(
                id,
                "shop-1",
                "shop",
                42,
                3,
                "c-1",
                DecisionKind.ROLLBACK,
                Mode.ENFORCE,
                Severity.CRITICAL,
                "2.4.1",
                "2.4.0",
                -1,
                Weight.NONE,
                Weight.NONE,
                "a reason",
                Optional.empty(),
                List.of(),
                "hash",
                Instant.parse("2026-11-28T10:00:00Z"),
                List.of(),
                Optional.empty(),
                new RunbookCall("shift-traffic", Labels.NONE));
    }
}
