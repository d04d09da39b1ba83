package dev.headgate.console.http;

import dev.headgate.console.access.Person;
import dev.headgate.console.access.Session;
import dev.headgate.console.access.Visit;
import java.util.Optional;

/**
 * Who asks.
 *
 * @param visit the request, as far as it says who it comes from
 * @param person who; empty where everybody may ask and nobody has signed in
 * @param session the session, if it came with one
 */
record Caller(Visit visit, Optional<Person> person, Optional<Session> session) {

    /** Who, where nobody else gets. */
    Person known() {
        return person.orElseThrow(() -> new IllegalStateException("a route that needs a role let nobody in"));
    }
}
