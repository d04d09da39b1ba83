package dev.headgate.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether keys can be used, are kept to oneself, and are trusted where they must be. */
final class KeyChecks {
    static final String CHECK = "keys";

    private KeyChecks() {}

    /**
     * Of the operator's own.
     *
     * @param operators the keys whose commands the gate obeys; empty if nobody said where they are
     */
    static List<Finding> own(KeySeen key, Optional<TrustSeen> operators) {
        if (key.keyId().isEmpty()) {
            return List.of(Finding.wrong(
                    CHECK,
                    "the signing key cannot be used: " + key.problem(),
                    "Give another as --signing-key (or HEADGATE_OPERATOR_KEY), or make one with \"headgate keys"
                            + " create\"."));
        }
        List<Finding> findings = new ArrayList<>();
        String id = key.keyId().get();
        key.mode()
                .filter(mode -> !mode.endsWith("------"))
                .ifPresent(mode -> findings.add(Finding.wrong(
                        CHECK,
                        key.file() + " is open to others (" + mode + "): whoever reads it can roll out and roll back",
                        "chmod 600 " + key.file() + "; if others could read it, make a new one: headgate keys rotate"
                                + " --of operator")));
        if (operators.isPresent() && operators.get().problem().isEmpty()) {
            boolean trusted = operators.get().keyIds().contains(id);
            findings.add(
                    trusted
                            ? Finding.good(
                                    CHECK,
                                    "the signing key " + id + " is among those in "
                                            + operators.get().directory())
                            : Finding.wrong(
                                    CHECK,
                                    "the signing key " + id + " is not among those in "
                                            + operators.get().directory() + ": its commands are not obeyed",
                                    "Put its public half (NAME.public.pem) there; a gate that runs takes it within a"
                                            + " second."));
        } else if (findings.isEmpty()) {
            findings.add(Finding.good(CHECK, "the signing key " + id + " can be used and is its owner's alone"));
        }
        return findings;
    }

    /** Of a directory of public keys. */
    static Finding trusted(TrustSeen trust) {
        return trust.problem()
                .map(problem -> Finding.wrong(
                        CHECK, problem, "Put the public keys (*.public.pem) there, and nothing else of that name."))
                .orElseGet(() -> Finding.good(
                        CHECK,
                        trust.directory() + " holds "
                                + (trust.keyIds().size() == 1
                                        ? "1 key"
                                        : trust.keyIds().size() + " keys")));
    }

    /** Of the last day's decisions. */
    static Finding decisions(SignaturesSeen signatures) {
        if (!signatures.doubts().isEmpty()) {
            int more = signatures.doubts().size() - 1;
            return Finding.wrong(
                    CHECK,
                    signatures.doubts().get(0) + (more == 0 ? "" : ", and " + more + " more like it")
                            + ": no executor carries that out",
                    "\"headgate decisions tail --from-beginning --trusted-keys DIRECTORY\" marks them; put the gate's"
                            + " public key into that directory, or find out who writes there.");
        }
        return Finding.good(
                CHECK,
                signatures.valid() == 0
                        ? "no decision in the last day whose signature could be checked"
                        : "the signatures of the last day's " + signatures.valid()
                                + (signatures.valid() == 1 ? " decision" : " decisions") + " are good");
    }
}
