package dev.headgate.cli.direct;

import dev.headgate.executor.acceptance.DirectRollback;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.ExecutionWord;
import dev.headgate.schemas.model.ExecutorHold;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.Verification;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * A decision as it stands in the topic.
 *
 * @param decision what it says
 * @param ours whether the key at hand has signed it
 */
public record SignedDecision(Decision decision, boolean ours) {

    /**
     * Reads one. Who may write to the topic may name any key: only a valid signature says that it was this one.
     *
     * @throws dev.headgate.schemas.codec.CodecException if the value is no decision
     */
    public static SignedDecision read(byte[] value, Headers headers, SigningKey key) {
        return new SignedDecision(
                new JsonCodec().readDecision(value),
                key.trusted().verify(value, headers) instanceof Verification.Valid);
    }

    /**
     * What is to be known before a direct rollback is written with a key that has made these decisions, in a sentence; empty
     * if nothing shows that it is a gate's.
     */
    public static Optional<String> warning(Iterable<SignedDecision> decisions, String keyId) {
        for (SignedDecision signed : decisions) {
            if (signed.ours && !isOperators(signed.decision)) {
                return Optional.of("your key " + keyId + " is a gate's: it has signed "
                        + signed.decision.decisionId() + ". Executors take no direct rollback from a gate's key unless"
                        + " it is among their trusted.operator.keys, too; if it is not, sign with an operator's key.");
            }
        }
        return Optional.empty();
    }

    private static boolean isOperators(Decision decision) {
        return DirectRollback.isNamed(decision) || ExecutorHold.isNamed(decision) || ExecutionWord.isNamed(decision);
    }
}
