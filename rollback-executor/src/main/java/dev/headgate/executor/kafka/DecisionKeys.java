package dev.headgate.executor.kafka;

import dev.headgate.executor.acceptance.DirectRollback;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.ExecutionWord;
import dev.headgate.schemas.model.ExecutorHold;
import dev.headgate.schemas.signing.Signature;
import dev.headgate.schemas.signing.TrustedKeys;
import dev.headgate.schemas.signing.Verification;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * Whose signatures count: the gate's for what a gate decides, an operator's for direct rollbacks, to hold and release
 * executors, and for words about executions, alone. Neither counts for the other's: a hold keeps also a gate back whose key was stolen. A key that is in
 * both places counts for both. Thread-safe.
 *
 * @param gate keys of gates
 * @param operators keys of operators; empty where nobody may roll back directly
 */
public record DecisionKeys(TrustedKeys gate, Optional<TrustedKeys> operators) {

    /** Only the gate's. */
    public static DecisionKeys of(TrustedKeys gate) {
        return new DecisionKeys(gate, Optional.empty());
    }

    /**
     * Who signed.
     *
     * @param verification what the signature is worth
     * @param operator the id of the operator's key that made it; empty if no operator's did
     * @param gate the id of the gate's key that made it and is no operator's, too; empty otherwise
     */
    record Signer(Verification verification, Optional<String> operator, Optional<String> gate) {

        /** Why the decision is not one that this key may make, in a sentence; empty if it may. */
        Optional<String> objection(Decision decision) {
            Optional<String> notOfGate = gate.filter(key -> isOperators(decision))
                    .map(key -> "signed by the gate's key " + key + ", which counts for what a gate decides, but "
                            + decision.decisionId() + " is the name of what an operator decides; put the key into"
                            + " trusted.operator.keys if it is a person's");
            return notOfGate.or(() -> notOfOperator(decision));
        }

        private Optional<String> notOfOperator(Decision decision) {
            return operator.flatMap(key -> ofOperator(decision)
                    .map(why ->
                            "signed by the operator's key " + key + ", which counts for direct rollbacks alone, to hold"
                                    + " and release executors, and for words about executions: " + why));
        }
    }

    /** Who signed a record. */
    Signer signer(byte[] value, Headers headers) {
        Verification verification = gate.verify(value, headers);
        if (verification instanceof Verification.Valid valid) {
            boolean both = operators
                    .filter(keys -> keys.keyIds().contains(valid.keyId()))
                    .isPresent();
            return new Signer(verification, Optional.empty(), both ? Optional.empty() : Optional.of(valid.keyId()));
        }
        return verification instanceof Verification.UnknownKey
                ? operators
                        .map(keys -> signer(keys.verify(value, headers)))
                        .orElse(new Signer(verification, Optional.empty(), Optional.empty()))
                : new Signer(verification, Optional.empty(), Optional.empty());
    }

    /** Whether what the journal holds still bears a signature that counts for it. */
    boolean trusts(Decision decision, byte[] value, Signature signature) {
        if (gate.verify(value, signature) instanceof Verification.Valid) {
            return true;
        }
        return operators
                        .filter(keys -> keys.verify(value, signature) instanceof Verification.Valid)
                        .isPresent()
                && ofOperator(decision).isEmpty();
    }

    private static boolean isOperators(Decision decision) {
        return ExecutorHold.isNamed(decision) || ExecutionWord.isNamed(decision) || DirectRollback.isNamed(decision);
    }

    private static Optional<String> ofOperator(Decision decision) {
        if (ExecutorHold.isNamed(decision)) {
            return ExecutorHold.objection(decision);
        }
        return ExecutionWord.isNamed(decision) ? ExecutionWord.objection(decision) : DirectRollback.objection(decision);
    }

    private static Signer signer(Verification ofOperator) {
        return new Signer(
                ofOperator,
                ofOperator instanceof Verification.Valid valid ? Optional.of(valid.keyId()) : Optional.empty(),
                Optional.empty());
    }
}
