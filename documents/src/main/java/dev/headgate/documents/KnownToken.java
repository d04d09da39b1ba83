package dev.headgate.documents;

import java.util.Set;

/**
 * A token that lets somebody in, known by its hash alone. Immutable.
 *
 * @param name who shows it, as it stands in commands
 * @param roles what they may do, in words
 * @param sha256 SHA-256 of the token in UTF-8, 64 lower-case hexadecimal digits
 */
public record KnownToken(String name, Set<String> roles, String sha256) {

    /** Copies the set. */
    public KnownToken {
        roles = Set.copyOf(roles);
    }
}
