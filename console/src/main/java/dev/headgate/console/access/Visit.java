package dev.headgate.console.access;

import java.util.Optional;
import java.util.Set;

/**
 * What of a request decides who it comes from and whether it is let in.
 *
 * @param method of HTTP, in capitals
 * @param path without what follows a {@code ?}
 * @param address where it comes from
 * @param host the header {@code Host}
 * @param origin the header {@code Origin}
 * @param authorization the header {@code Authorization}
 * @param session the value of the session's cookie
 * @param csrf the header {@value #CSRF_HEADER}
 */
public record Visit(
        String method,
        String path,
        String address,
        Optional<String> host,
        Optional<String> origin,
        Optional<String> authorization,
        Optional<String> session,
        Optional<String> csrf) {

    /** Carries a session's own secret, which no other page can read. */
    public static final String CSRF_HEADER = "X-Headgate-CSRF";

    /** The cookie of a session. */
    public static final String SESSION_COOKIE = "headgate-session";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String BEARER = "Bearer ";

    /** Whether it changes nothing. */
    public boolean safe() {
        return SAFE.contains(method);
    }

    /** The token that it shows. */
    Optional<String> bearer() {
        return authorization
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip());
    }
}
