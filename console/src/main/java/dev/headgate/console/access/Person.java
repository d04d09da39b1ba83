package dev.headgate.console.access;

import dev.headgate.schemas.model.WireName;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who is known: a person or a pipeline.
 *
 * @param name as it stands in commands
 * @param roles what they may do
 * @param proof how they are known
 * @param subject by which a provider knows them, whatever their name there is at the time; empty where none does
 */
public record Person(String name, Set<Role> roles, Proof proof, Optional<String> subject) {

    private static final int LONGEST_NAME = 100;

    /** How somebody is known. */
    public enum Proof implements WireName {
        /** By the link that was printed at start. */
        ONE_TIME_TOKEN("one-time-token"),
        /** By a token of the file of tokens. */
        TOKEN("token"),
        /** By a provider of OpenID Connect. */
        OIDC("oidc");

        private final String wireName;

        Proof(String wireName) {
            this.wireName = wireName;
        }

        @Override
        public String wireName() {
            return wireName;
        }
    }

    /** Copies the set. */
    public Person {
        roles = Set.copyOf(roles);
    }

    /** Whom no provider knows. */
    public Person(String name, Set<Role> roles, Proof proof) {
        this(name, roles, proof, Optional.empty());
    }

    /** Whether this can stand as a name in commands and logs: 1 to 100 printable characters. */
    public static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_NAME
                && text.chars()
                        .noneMatch(one -> Character.isISOControl(one) || Character.getType(one) == Character.FORMAT);
    }

    /** Whether they may do what a role may. */
    public boolean may(Role role) {
        return role == Role.VIEWER ? !roles.isEmpty() : roles.contains(role);
    }
}
