package dev.headgate.console.access;

import dev.headgate.schemas.model.WireName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What somebody may do; whoever has one of the others may look, too. */
public enum Role implements WireName {
    /** Look. */
    VIEWER("viewer"),
    /** Give commands, but for what an approver says. */
    OPERATOR("operator"),
    /** Approve, reject and tick. */
    APPROVER("approver");

    private final String wireName;

    Role(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    /** The role of a word. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values())
                .filter(role -> role.wireName.equals(word))
                .findFirst();
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Role::wireName).toList();
    }
}
