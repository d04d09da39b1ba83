package dev.headgate.schemas.model;

/**
 * Says yes, for a role: to an approval that a stage waits for, or to a question that was asked of the role.
 *
 * @param header who asks, when and why
 * @param role the role for which it is said
 */
public record Approve(CommandHeader header, String role) implements Command {
    @Override
    public String kind() {
        return "approve";
    }
}
