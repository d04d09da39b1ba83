package dev.headgate.schemas.model;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Says no, for a role: to an approval, which fails the stage, or to a question, which does what was to be done otherwise.
 * It may say which of them it means; then it is refused where that is not what waits any more.
 *
 * @param header who asks, when and why
 * @param role the role for which it is said
 * @param question the decision that asked what is answered; empty where none is named
 * @param stage the stage in force for which it is meant, counted from 0, −1 before the first; empty where none is named
 */
public record Reject(CommandHeader header, String role, Optional<String> question, OptionalInt stage)
        implements Command {

    /** One that does not say what it is about. */
    public Reject(CommandHeader header, String role) {
        this(header, role, Optional.empty(), OptionalInt.empty());
    }

    /** The same to what a decision has asked. */
    public Reject to(String decisionId) {
        return new Reject(header, role, Optional.of(decisionId), stage);
    }

    /** The same for a stage. */
    public Reject in(int stageInForce) {
        return new Reject(header, role, question, OptionalInt.of(stageInForce));
    }

    @Override
    public String kind() {
        return "reject";
    }
}
