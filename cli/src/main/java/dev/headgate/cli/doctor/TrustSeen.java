package dev.headgate.cli.doctor;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A directory of public keys.
 *
 * @param directory where
 * @param keyIds the ids of its keys
 * @param problem what is wrong with it; empty if nothing is
 */
public record TrustSeen(String directory, SortedSet<String> keyIds, Optional<String> problem) {

    /** Copies the set. */
    public TrustSeen {
        keyIds = new TreeSet<>(keyIds);
    }
}
