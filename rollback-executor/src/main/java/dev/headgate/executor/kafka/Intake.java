package dev.headgate.executor.kafka;

import dev.headgate.executor.acceptance.Received;
import dev.headgate.executor.acceptance.SignedBytes;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.signing.Signature;
import dev.headgate.schemas.signing.SignatureHeaders;
import dev.headgate.schemas.signing.Verification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Utils;

/**
 * From a record to a decision: the signature is checked before anything is parsed, and what cannot be trusted or
 * understood never gets further. Thread-safe.
 */
public final class Intake {

    /** A decision that is larger would not fit into a journal entry, where it stands in base64. */
    static final int LARGEST_DECISION = Decision.LARGEST_BYTES;

    /** What a record turned out to be. */
    public sealed interface Reading {

        /**
         * A decision that may be ruled on.
         *
         * @param received the decision
         */
        record Usable(Received received) implements Reading {}

        /**
         * A dead letter.
         *
         * @param cause a word of {@link DeadLetterCause}
         * @param detail what was found, in a sentence
         */
        record Unusable(String cause, String detail) implements Reading {}
    }

    private final DecisionKeys keys;
    private final int partitions;
    private final JsonCodec codec = new JsonCodec();

    /** @param partitions how many partitions the decisions topic has */
    public Intake(DecisionKeys keys, int partitions) {
        this.keys = keys;
        this.partitions = partitions;
    }

    /** Reads a record; never throws for anything it may hold. */
    public Reading read(ConsumerRecord<byte[], byte[]> message) {
        byte[] value = message.value();
        if (value == null) {
            return new Reading.Unusable(DeadLetterCause.NOT_JSON, "no value");
        }
        if (value.length > LARGEST_DECISION) {
            return new Reading.Unusable(
                    DeadLetterCause.TOO_LARGE, value.length + " bytes, a decision has at most " + LARGEST_DECISION);
        }
        DecisionKeys.Signer signer = keys.signer(value, message.headers());
        return objection(signer.verification()).<Reading>map(it -> it).orElseGet(() -> parse(message, value, signer));
    }

    /** Whether what the journal holds still bears a valid signature. */
    boolean trusts(Received received) {
        byte[] value = Base64.getDecoder().decode(received.original().value());
        byte[] signature = Base64.getDecoder().decode(received.original().signature());
        return keys.trusts(
                received.decision(), value, new Signature(received.original().keyId(), signature));
    }

    /** Only a valid signature is none; whatever else there may be one day is an objection, too. */
    private static Optional<Reading.Unusable> objection(Verification verification) {
        if (verification instanceof Verification.Valid) {
            return Optional.empty();
        }
        if (verification instanceof Verification.Unsigned) {
            return Optional.of(new Reading.Unusable(DeadLetterCause.UNSIGNED, "a decision without a signature"));
        }
        if (verification instanceof Verification.UnknownKey unknown) {
            return Optional.of(new Reading.Unusable(
                    DeadLetterCause.UNKNOWN_KEY,
                    "signed by " + unknown.keyId() + ", which is not among the trusted keys"));
        }
        if (verification instanceof Verification.Forged forged) {
            return Optional.of(new Reading.Unusable(
                    DeadLetterCause.FORGED, "its signature by " + forged.keyId() + " does not fit its value"));
        }
        return Optional.of(
                new Reading.Unusable(DeadLetterCause.FORGED, "its signature was not found valid: " + verification));
    }

    private Reading parse(ConsumerRecord<byte[], byte[]> message, byte[] value, DecisionKeys.Signer signer) {
        try {
            Decision decision = codec.readDecision(value);
            return signer.objection(decision)
                    .map(why -> new Reading.Unusable(DeadLetterCause.FORGED, why))
                    .or(() -> misplaced(message, decision))
                    .<Reading>map(it -> it)
                    .orElseGet(() -> new Reading.Usable(received(message, decision)));
        } catch (CodecException malformed) {
            return new Reading.Unusable(malformed.cause(), String.valueOf(malformed.getMessage()));
        }
    }

    /** Order holds only within a partition: a decision anywhere else could overtake or be overtaken. */
    private Optional<Reading.Unusable> misplaced(ConsumerRecord<byte[], byte[]> message, Decision decision) {
        byte[] key = decision.service().getBytes(StandardCharsets.UTF_8);
        boolean keyed = message.key() != null && java.util.Arrays.equals(message.key(), key);
        int home = Utils.toPositive(Utils.murmur2(key)) % partitions;
        if (!Names.isName(decision.service())) {
            return Optional.of(new Reading.Unusable(DeadLetterCause.INVALID_VALUE, "service: not a name"));
        }
        if (!keyed || home != message.partition()) {
            return Optional.of(new Reading.Unusable(
                    DeadLetterCause.WRONG_PARTITION,
                    "a decision for " + decision.service() + " must be keyed so and belongs to partition " + home));
        }
        return Optional.empty();
    }

    private static Received received(ConsumerRecord<byte[], byte[]> message, Decision decision) {
        Base64.Encoder base64 = Base64.getEncoder();
        SignedBytes original = new SignedBytes(
                base64.encodeToString(message.value()),
                base64.encodeToString(
                        message.headers().lastHeader(SignatureHeaders.SIGNATURE).value()),
                new String(message.headers().lastHeader(SignatureHeaders.KEY_ID).value(), StandardCharsets.UTF_8));
        boolean byTheLog = message.timestampType() == TimestampType.LOG_APPEND_TIME;
        return new Received(
                decision,
                original,
                message.partition(),
                message.offset(),
                byTheLog ? Optional.of(Instant.ofEpochMilli(message.timestamp())) : Optional.empty());
    }
}
