package dev.headgate.telemetry.servlet;

import dev.headgate.telemetry.Request;
import dev.headgate.telemetry.TelemetryClient;
import dev.headgate.telemetry.TelemetrySettings;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Records what passes it: from then until the answer is complete, also where that happens asynchronously; an error is an
 * exception or a status from 500 on. The operation is the init parameter {@value #OPERATION} where it is set; else what the
 * given function says; else the method and the pattern by which the request was routed. A path never becomes an operation.
 * Left out are the paths that the client {@linkplain TelemetryClient#excludes excludes}, by default those of health probes.
 * Answers of type {@value #EVENT_STREAM}, and those of paths that the client {@linkplain TelemetryClient#streams streams}, may
 * take as long as they like: their time-outs are no errors. Map it before others, to {@code /*}, and allow it asynchronous requests.
 */
public final class TelemetryFilter implements Filter {

    /** Name of the init parameter that names the operation of all that passes the filter. */
    public static final String OPERATION = "operation";

    /** Where Spring's dispatcher says by which pattern it routed. */
    private static final String SPRING_PATTERN = "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

    private static final String EVENT_STREAM = "text/event-stream";
    private static final String PASSED = TelemetryFilter.class.getName();

    private final Function<HttpServletRequest, String> naming;
    private final boolean ownsClient;
    private Optional<TelemetryClient> client;
    private Optional<String> operation = Optional.empty();

    /**
     * For a {@code web.xml}: with a client of its own by {@link TelemetrySettings#fromEnvironment}, made by
     * {@link #init} and closed by {@link #destroy}.
     */
    public TelemetryFilter() {
        client = Optional.empty();
        naming = TelemetryFilter::methodAndPattern;
        ownsClient = true;
    }

    /** With the method and the pattern as operation. */
    public TelemetryFilter(TelemetryClient client) {
        this(client, TelemetryFilter::methodAndPattern);
    }

    /**
     * With a function that names the operation; it is asked before and after the request, and counts with its last answer.
     *
     * @param naming must not return what is different for each request, such as a path with an id in it
     */
    public TelemetryFilter(TelemetryClient client, Function<HttpServletRequest, String> naming) {
        this.client = Optional.of(client);
        this.naming = naming;
        ownsClient = false;
    }

    @Override
    public void init(FilterConfig config) {
        operation = Optional.ofNullable(config.getInitParameter(OPERATION));
        if (client.isEmpty()) {
            client = Optional.of(TelemetrySettings.fromEnvironment().build());
        }
    }

    @Override
    public void destroy() {
        if (ownsClient) {
            client.ifPresent(TelemetryClient::close);
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http
                && response instanceof HttpServletResponse answer
                && http.getAttribute(PASSED) == null) {
            http.setAttribute(PASSED, true);
            pass(http, answer, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void pass(HttpServletRequest http, HttpServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        TelemetryClient telemetry = client.orElseThrow();
        if (telemetry.excludes(path(http))) {
            telemetry.leaveOut();
            chain.doFilter(http, answer);
        } else {
            record(http, answer, chain);
        }
    }

    private void record(HttpServletRequest http, HttpServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        TelemetryClient telemetry = client.orElseThrow();
        String path = path(http);
        Request request = telemetry.begin(operationOf(http));
        BooleanSupplier streams = () -> telemetry.streams(path) || isEventStream(answer);
        request.patience(streams);
        boolean returned = false;
        try {
            chain.doFilter(http, answer);
            returned = true;
        } finally {
            if (returned && http.isAsyncStarted()) {
                http.getAsyncContext().addListener(new EndOfAsync((failed, timedOut) -> {
                    request.operation(operationOf(http));
                    request.end((timedOut && streams.getAsBoolean()) || (!failed && isSuccess(answer)));
                }));
            } else {
                request.operation(operationOf(http));
                request.end(returned && isSuccess(answer));
            }
        }
    }

    private static boolean isSuccess(HttpServletResponse answer) {
        return answer.getStatus() < HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }

    private static boolean isEventStream(HttpServletResponse answer) {
        String type = answer.getContentType();
        return type != null && type.startsWith(EVENT_STREAM);
    }

    private String operationOf(HttpServletRequest http) {
        return operation.orElseGet(
                () -> client.orElseThrow().named(() -> naming.apply(http), String.valueOf(http.getMethod())));
    }

    /** Behind the application's own path. */
    private static String path(HttpServletRequest http) {
        String info = http.getPathInfo();
        return info == null ? http.getServletPath() : http.getServletPath() + info;
    }

    /** The pattern of Spring's dispatcher where it is known, else of the servlet: {@code GET /orders/*}. */
    static String methodAndPattern(HttpServletRequest http) {
        Object spring = http.getAttribute(SPRING_PATTERN);
        String pattern = spring == null ? http.getHttpServletMapping().getPattern() : spring.toString();
        return http.getMethod() + " " + (pattern.isEmpty() ? "/" : pattern);
    }
}
