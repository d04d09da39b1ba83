package dev.headgate.schemas.model;

/**
 * Says that somebody takes care of what people were told of, which ends its escalation.
 *
 * @param header who asks, when and why
 * @param decisionId the decision that told it; empty for all that are open
 */
public record Acknowledge(CommandHeader header, String decisionId) implements Command {
    @Override
    public String kind() {
        return "acknowledge";
    }
}
