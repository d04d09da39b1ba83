package dev.headgate.core.rollout;

import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Reject;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A role's yes or no.
 *
 * @param header who says it, when and why
 * @param role the role for which it is said
 * @param yes whether it is yes
 * @param question the decision that asked what it answers; empty where it names none
 * @param stage the stage in force for which it is meant, −1 before the first; empty where it names none
 */
record Said(CommandHeader header, String role, boolean yes, Optional<String> question, OptionalInt stage) {

    static Said of(Approve approve) {
        return new Said(approve.header(), approve.role(), true, approve.question(), approve.stage());
    }

    static Said of(Reject reject) {
        return new Said(reject.header(), reject.role(), false, reject.question(), reject.stage());
    }

    /** The word that was said. */
    String word() {
        return yes ? "yes" : "no";
    }
}
