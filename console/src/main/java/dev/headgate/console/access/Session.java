package dev.headgate.console.access;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who has signed in with a browser.
 *
 * @param person who
 * @param csrf what requests that change something must carry, too
 * @param until when it ends
 * @param tokenHash by which token of the file of tokens; empty if by another way
 */
public record Session(Person person, String csrf, Instant until, Optional<String> tokenHash) {

    @Override
    public String toString() {
        return "session of " + person.name() + " until " + until;
    }
}
