package dev.headgate.schemas.model;

/**
 * Ticks an item of a checklist.
 *
 * @param header who asks, when and why
 * @param checklist the list's name
 * @param item the item's id
 * @param role the role for which it is ticked
 * @param evidence a link or a note; may be empty where the item asks for none
 */
public record TickItem(CommandHeader header, String checklist, String item, String role, String evidence)
        implements Command {
    @Override
    public String kind() {
        return "tick";
    }
}
