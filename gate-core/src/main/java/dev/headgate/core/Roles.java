package dev.headgate.core;

import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.Reject;
import dev.headgate.schemas.model.TickItem;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who may speak for a role. A role that is not named here may be spoken for by anybody whose commands are obeyed.
 *
 * @param holders those who may, by their names as issuers of commands, for each role that is named
 */
public record Roles(SortedMap<String, SortedSet<String>> holders) {

    /** Nobody is named. */
    public static final Roles OPEN = new Roles(new TreeMap<>());

    /** Copies the names. */
    public Roles {
        SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
        holders.forEach((role, names) -> copy.put(role, Collections.unmodifiableSortedSet(new TreeSet<>(names))));
        holders = Collections.unmodifiableSortedMap(copy);
    }

    /** Why a command may not speak for the role that it names; empty if it may, or names none. */
    public Optional<String> unfit(Command command) {
        String issuer = command.header().issuedBy();
        return role(command)
                .filter(role -> holders.containsKey(role) && !holders.get(role).contains(issuer))
                .map(role -> issuer + " does not hold the role " + role + ", the gate's configuration gives it to "
                        + String.join(", ", holders.get(role)));
    }

    private static Optional<String> role(Command command) {
        if (command instanceof Approve approve) {
            return Optional.of(approve.role());
        }
        if (command instanceof Reject reject) {
            return Optional.of(reject.role());
        }
        return command instanceof TickItem tick ? Optional.of(tick.role()) : Optional.empty();
    }
}
