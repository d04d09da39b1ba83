package dev.headgate.processor.judge;

import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.TrainSignal;
import dev.headgate.schemas.signing.TrustedKeys;
import dev.headgate.schemas.signing.Verification;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * Whose commands are obeyed: those of people and pipelines by their keys, and what gates tell each other about a train, and
 * the starts of bound policies, by theirs. A gate's key counts for nothing else; whether a start is by the policy that is
 * bound, the service's gate knows.
 *
 * @param people keys of those who may command
 * @param gates keys of gates; empty if none is known
 */
record CommandKeys(TrustedKeys people, Optional<TrustedKeys> gates) {

    /**
     * The key that has signed the value.
     *
     * @throws Refused if none that is trusted has
     */
    String signer(byte[] value, Headers headers) throws Refused {
        Verification verification = people.verify(value, headers);
        if (verification instanceof Verification.UnknownKey && gates.isPresent()) {
            verification = gates.get().verify(value, headers);
        }
        if (verification instanceof Verification.Valid valid) {
            return valid.keyId();
        }
        if (verification instanceof Verification.UnknownKey unknown) {
            throw new Refused(
                    DeadLetterCause.UNKNOWN_KEY, "signed by " + unknown.keyId() + ", trusted are " + people.keyIds());
        }
        if (verification instanceof Verification.Forged forged) {
            throw new Refused(DeadLetterCause.FORGED, "the signature by " + forged.keyId() + " does not fit the value");
        }
        throw new Refused(DeadLetterCause.UNSIGNED, "a command carries the signature of a trusted key");
    }

    /** @throws Refused if that key may not give such a command */
    void refuseOtherwise(Command command, String signer) throws Refused {
        boolean ofGate = gates.map(keys -> keys.keyIds().contains(signer)).orElse(false);
        if (command instanceof TrainSignal && !ofGate) {
            throw new Refused(
                    DeadLetterCause.UNKNOWN_KEY,
                    "signed by " + signer + ", but what a train's services tell each other counts with a gate's key"
                            + " only; put that of the other gate into trusted.gate.keys");
        }
        boolean asGate = command instanceof TrainSignal || command instanceof StartRollout;
        if (!asGate && isOnlyOfGate(signer)) {
            throw new Refused(
                    DeadLetterCause.UNKNOWN_KEY,
                    "signed by " + signer
                            + ", a gate's key, which counts for a train's signals and for starts by a bound"
                            + " policy only; trusted are "
                            + people.keyIds());
        }
    }

    /** Whether that key, which is trusted, is a gate's and of no person or pipeline. */
    boolean isOnlyOfGate(String signer) {
        return !people.keyIds().contains(signer);
    }
}
