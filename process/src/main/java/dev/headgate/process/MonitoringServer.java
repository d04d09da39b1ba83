package dev.headgate.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headgate.documents.configuration.ConfigurationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Serves {@code /metrics}, {@code /health/live} and {@code /health/ready}: 200 when well, 503 with the reason when not; and
 * {@code /log/level}, which changes what is logged. Not too often, never to a web page, and where a token is set all but
 * health only to who shows it; without one nothing can be changed.
 *
 * <p>Thread-safe.
 */
public final class MonitoringServer implements AutoCloseable {

    private static final int WELL = 200;
    private static final int UNAVAILABLE = 503;
    private static final int NOT_ALLOWED = 405;
    private static final int WRONG = 400;
    private static final int LONGEST_BODY = 1_000;

    /** More than a few clients that never finish what they ask can keep busy; made only when they are needed. */
    private static final int THREADS = 32;

    static {
        // Read once, by the JDK's server: whoever is slower is cut off, seconds. Otherwise nobody ever is.
        setUnlessSaid("sun.net.httpserver.maxReqTime", "10");
        setUnlessSaid("sun.net.httpserver.maxRspTime", "30");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, MonitoringServer::thread);

    /**
     * Starts to serve.
     *
     * @param host the setting {@code http.host}
     * @param port the setting {@code http.port}; 0 for any free port
     * @param token what callers must show; empty if nothing is asked of them, and nothing can be changed
     * @param metrics renders all meters in Prometheus' text format
     * @param live whether the process can still do its work; if not, it should be restarted
     * @param ready whether it is doing its work
     * @throws ConfigurationException if the address is taken or not ours
     */
    public MonitoringServer(
            String host,
            int port,
            Optional<AccessToken> token,
            Supplier<String> metrics,
            Supplier<Health> live,
            Supplier<Health> ready) {
        server = bound(host, port);
        HttpGuard guard = new HttpGuard(token);
        server.createContext(
                "/metrics", exchange -> read(exchange, guard.guarded(exchange), () -> new Health(true, metrics.get())));
        server.createContext("/health/live", exchange -> read(exchange, guard.open(exchange), live));
        server.createContext("/health/ready", exchange -> read(exchange, guard.open(exchange), ready));
        server.createContext("/log/level", exchange -> level(exchange, guard.closed(exchange)));
        server.setExecutor(threads);
        server.start();
    }

    /** The address in use, {@code host:port}. */
    public String address() {
        return server.getAddress().getHostString() + ":" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void setUnlessSaid(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static HttpServer bound(String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw unusable(host, port, "no such host");
        }
        try {
            return HttpServer.create(address, 0);
        } catch (IOException taken) {
            throw unusable(host, port, String.valueOf(taken.getMessage()));
        }
    }

    private static ConfigurationException unusable(String host, int port, String why) {
        return new ConfigurationException(
                List.of("http.host, http.port: %s:%d cannot be served (%s); name another".formatted(host, port, why)));
    }

    private static void read(HttpExchange exchange, Optional<HttpGuard.Refusal> refusal, Supplier<Health> health)
            throws IOException {
        if (refusal.isPresent()) {
            answer(exchange, refusal.get());
        } else if (exchange.getRequestMethod().equals("GET")) {
            Health found = health.get();
            answer(exchange, found.well() ? WELL : UNAVAILABLE, found.text());
        } else {
            answer(exchange, NOT_ALLOWED, "only GET");
        }
    }

    private static void level(HttpExchange exchange, Optional<HttpGuard.Refusal> refusal) throws IOException {
        if (refusal.isPresent()) {
            answer(exchange, refusal.get());
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "GET" -> answer(exchange, WELL, LogLevels.all());
            case "PUT" -> {
                Optional<String> problem = LogLevels.set(body(exchange));
                answer(exchange, problem.isEmpty() ? WELL : WRONG, problem.orElseGet(LogLevels::all));
            }
            default -> answer(exchange, NOT_ALLOWED, "only GET and PUT");
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, HttpGuard.Refusal refusal) throws IOException {
        answer(exchange, refusal.status(), refusal.text());
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "monitoring");
        thread.setDaemon(true);
        return thread;
    }
}
