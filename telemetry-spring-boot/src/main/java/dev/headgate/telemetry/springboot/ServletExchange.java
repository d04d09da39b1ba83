package dev.headgate.telemetry.springboot;

import dev.headgate.telemetry.TelemetryClient;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** Looks at a servlet's request and answer; apart, so that applications without servlets never load it. */
final class ServletExchange {

    private static final String EVENT_STREAM = "text/event-stream";

    private ServletExchange() {}

    static boolean streams(TelemetryClient client, @Nullable Object asked, @Nullable Object answered) {
        String type = answered instanceof HttpServletResponse answer ? answer.getContentType() : null;
        return (type != null && type.startsWith(EVENT_STREAM))
                || (asked instanceof HttpServletRequest request && mayTakeLong(client, path(request)));
    }

    /** What is left out is no error either while it is under way. */
    private static boolean mayTakeLong(TelemetryClient client, String path) {
        return client.streams(path) || client.excludes(path);
    }

    private static String path(HttpServletRequest request) {
        String info = request.getPathInfo();
        return info == null ? request.getServletPath() : request.getServletPath() + info;
    }
}
