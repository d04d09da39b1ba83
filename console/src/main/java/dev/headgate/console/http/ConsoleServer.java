package dev.headgate.console.http;

import dev.headgate.console.settings.ServedAddress;
import dev.headgate.documents.configuration.ConfigurationException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves a table of routes until it is closed. Thread-safe. */
final class ConsoleServer implements AutoCloseable {

    /** Two policies of 256 kB each, and what is around them. */
    private static final long LARGEST_BODY = 1_000_000;

    private static final int THREADS = 40;
    private static final long SLOWEST_MILLIS = 30_000;

    private final AtomicReference<ServerConnector> connector = new AtomicReference<>();
    private final Javalin server;

    /**
     * Starts to serve.
     *
     * @param routes all there are
     * @param entry the way of every request
     * @param page answers what no route does, if it is a file of the page
     * @param streams how many requests may stay for as long as a page is open
     * @throws ConfigurationException if the address is taken or not ours
     */
    ConsoleServer(ServedAddress address, List<Route> routes, Entry entry, PageFiles page, int streams) {
        SecurityHeaders headers = new SecurityHeaders(address.secure());
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.startupWatcherEnabled = false;
            config.http.maxRequestSize = LARGEST_BODY;
            config.http.prefer405over404 = true;
            config.jetty.threadPool = new QueuedThreadPool(THREADS + streams, 4);
            config.jetty.addConnector((jetty, http) -> connector(jetty, http, address));
            config.routes.before(headers::on);
            routes.forEach(route -> add(config, route, context -> entry.pass(route, context)));
            config.routes.error(404, context -> missing(context, page));
            config.routes.error(405, ConsoleServer::notAllowed);
        });
        try {
            server.start();
        } catch (RuntimeException taken) {
            server.stop();
            throw new ConfigurationException(List.of("http.host, http.port: %s:%d cannot be served (%s); name another"
                    .formatted(address.host(), address.port(), rootMessage(taken))));
        }
    }

    /** The port in use. */
    int port() {
        return Objects.requireNonNull(connector.get()).getLocalPort();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static void add(JavalinConfig config, Route route, Handler handler) {
        switch (route.method()) {
            case "GET" -> config.routes.get(route.path(), handler);
            case "POST" -> config.routes.post(route.path(), handler);
            default -> throw new IllegalArgumentException("no route is asked for by " + route.method());
        }
    }

    /** A route that has answered 404 by itself has said why. */
    private static void missing(Context context, PageFiles page) {
        if (isAnswered(context)) {
            return;
        }
        boolean reading = context.req().getMethod().equals("GET")
                || context.req().getMethod().equals("HEAD");
        if (!reading || context.path().startsWith("/api/") || !page.answered(context)) {
            context.status(404);
            Entry.problem(context, 404, "nothing here", "The API is under /api/v1; /api/v1/openapi.yaml describes it.");
        }
    }

    private static void notAllowed(Context context) {
        if (!isAnswered(context)) {
            Entry.problem(
                    context, 405, "not by this method", "/api/v1/openapi.yaml says what can be asked for, and how.");
        }
    }

    private static boolean isAnswered(Context context) {
        return Problem.MEDIA_TYPE.equals(context.res().getContentType());
    }

    private Connector connector(Server jetty, HttpConfiguration http, ServedAddress address) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        ServerConnector made = address.tls()
                .map(tls -> new ServerConnector(jetty, ssl(tls, jetty, http), plain))
                .orElseGet(() -> new ServerConnector(jetty, plain));
        made.setHost(address.host());
        made.setPort(address.port());
        made.setIdleTimeout(SLOWEST_MILLIS);
        connector.set(made);
        return made;
    }

    private static SslConnectionFactory ssl(ServedAddress.Tls tls, Server jetty, HttpConfiguration http) {
        http.addCustomizer(new SecureRequestCustomizer(false));
        return new SslConnectionFactory(ServerCertificate.of(tls, jetty), "http/1.1");
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
