package dev.headgate.cli.accesslog;

import java.util.Optional;

/**
 * One request as a proxy logged it.
 *
 * @param server who answered: HAProxy's server, or NGINX's upstream address; empty if the proxy itself did
 * @param backend HAProxy's backend; empty where the log has none
 * @param method of HTTP; empty if there was no readable request
 * @param path as it was asked for, without its query
 * @param status of HTTP; 0 if none was sent
 * @param end how it ended, beside its status
 * @param completedAtMillis when it was completed, milliseconds since 1970-01-01 UTC
 * @param latencyMicros how long it took, microseconds
 * @param requestId its id, if the log has one
 */
record LoggedRequest(
        Optional<String> server,
        Optional<String> backend,
        String method,
        String path,
        int status,
        End end,
        long completedAtMillis,
        long latencyMicros,
        Optional<String> requestId) {

    /** How a request ended. */
    enum End {
        /** In the usual way, with the answer that the status tells. */
        ANSWERED,
        /** Server or proxy broke it off or took too long, whatever status was sent before. */
        FAILED,
        /** The client went away before it had its answer. */
        ABANDONED
    }

    /** A path without its query. */
    static String withoutQuery(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    /** What is there, unless the log says with a dash, or nothing, that it is not. */
    static Optional<String> given(String text) {
        return text.isEmpty() || text.equals("-") ? Optional.empty() : Optional.of(text);
    }
}
