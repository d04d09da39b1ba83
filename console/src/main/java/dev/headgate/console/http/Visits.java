package dev.headgate.console.http;

import dev.headgate.console.access.Visit;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.Optional;

/** Takes out of a request what says who it comes from. */
record Visits(boolean behindProxy) {

    /**
     * The last address of the last {@code X-Forwarded-For} is the one that the proxy itself has seen; those before it anybody may
     * write, also as a header of their own: HAProxy adds its own after them.
     */
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    Visit of(Context context) {
        return new Visit(
                context.req().getMethod(),
                context.path(),
                address(context),
                Optional.ofNullable(context.header("Host")),
                Optional.ofNullable(context.header("Origin")),
                Optional.ofNullable(context.header("Authorization")),
                Optional.ofNullable(context.cookie(Visit.SESSION_COOKIE)),
                Optional.ofNullable(context.header(Visit.CSRF_HEADER)));
    }

    private String address(Context context) {
        String peer = context.req().getRemoteAddr();
        if (!behindProxy) {
            return peer;
        }
        String forwarded = String.join(",", Collections.list(context.req().getHeaders(FORWARDED_FOR)));
        String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        return last.isEmpty() ? peer : last;
    }
}
