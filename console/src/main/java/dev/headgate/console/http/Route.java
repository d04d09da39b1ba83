package dev.headgate.console.http;

import dev.headgate.console.access.Role;
import io.javalin.http.Context;
import java.util.Set;

/**
 * Something that can be asked for.
 *
 * @param method {@code GET} or {@code POST}
 * @param path with names in braces
 * @param roles of which one is needed; none if everybody may
 * @param underAnyName whether it is answered whatever host is asked for, since it tells nothing that would be worth pointing a
 *     foreign name here (DNS rebinding)
 * @param endpoint answers
 */
record Route(String method, String path, Set<Role> roles, boolean underAnyName, Endpoint endpoint) {

    private static final Set<Role> COMMANDING = Set.of(Role.OPERATOR, Role.APPROVER);

    /** Answers a request. */
    @FunctionalInterface
    interface Endpoint {
        void answer(Context context, Caller caller) throws Exception;
    }

    /** What everybody may ask for. */
    static Route open(String method, String path, Endpoint endpoint) {
        return new Route(method, path, Set.of(), false, endpoint);
    }

    /** What programs ask for that know the console by its address: probes and scrapers. */
    static Route watched(String path, boolean underAnyName, Endpoint endpoint) {
        return new Route("GET", path, Set.of(), underAnyName, endpoint);
    }

    /** What everybody may look at who is known. */
    static Route viewed(String path, Endpoint endpoint) {
        return new Route("GET", path, Set.of(Role.VIEWER), false, endpoint);
    }

    /** What whoever gives commands may look at. */
    static Route operated(String path, Endpoint endpoint) {
        return new Route("GET", path, Set.of(Role.OPERATOR), false, endpoint);
    }

    /** A command: which role it needs the endpoint may know better. */
    static Route commanded(String path, Endpoint endpoint) {
        return new Route("POST", path, COMMANDING, false, endpoint);
    }
}
