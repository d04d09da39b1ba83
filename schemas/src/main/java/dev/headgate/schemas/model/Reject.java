package dev.headgate.schemas.model;

/**
 * Says no, for a role: to an approval, which fails the stage, or to a question, which does what was to be done otherwise.
 *
 * @param header who asks, when and why
 * @param role the role for which it is said
 */
public record Reject(CommandHeader header, String role) implements Command {
    @Override
    public String kind() {
        return "reject";
    }
}
