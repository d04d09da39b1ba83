package dev.headgate.console.access;

import java.util.Optional;

/** Whether a request is let in. */
public sealed interface Admission {

    /**
     * It is.
     *
     * @param person who asks; empty where everybody may and nobody was asked
     * @param session the session, if it came with one
     */
    record Admitted(Optional<Person> person, Optional<Session> session) implements Admission {}

    /**
     * It is not.
     *
     * @param status of HTTP
     * @param title a few words
     * @param detail what was found, what was expected, what to do next
     * @param person who it was, as far as that is known
     */
    record Refused(int status, String title, String detail, Optional<Person> person) implements Admission {

        static Refused of(int status, String title, String detail) {
            return new Refused(status, title, detail, Optional.empty());
        }
    }
}
