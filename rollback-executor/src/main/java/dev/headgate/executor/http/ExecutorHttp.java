package dev.headgate.executor.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Serves {@code /metrics}, {@code /health/live} and {@code /health/ready}: 200 when well, 503 with the reason when not.
 *
 * <p>Thread safe.
 */
public final class ExecutorHttp implements AutoCloseable {

    private static final int WELL = 200;
    private static final int UNAVAILABLE = 503;
    private static final int NOT_ALLOWED = 405;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, ExecutorHttp::thread);

    /**
     * Starts to serve.
     *
     * @param port 0 for any free port
     * @param metrics renders all meters in Prometheus' text format
     * @throws IOException if the address is taken or not ours
     */
    public ExecutorHttp(String host, int port, Supplier<String> metrics, Supplier<Health> live, Supplier<Health> ready)
            throws IOException {
        server = HttpServer.create(new InetSocketAddress(host, port), 0);
        server.createContext("/metrics", exchange -> answer(exchange, new Health(true, metrics.get())));
        server.createContext("/health/live", exchange -> answer(exchange, live.get()));
        server.createContext("/health/ready", exchange -> answer(exchange, ready.get()));
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

    private static void answer(HttpExchange exchange, Health health) throws IOException {
        try (exchange) {
            boolean reading = exchange.getRequestMethod().equals("GET");
            byte[] body = (reading ? health.text() : "only GET").getBytes(StandardCharsets.UTF_8);
            int status = health.well() ? WELL : UNAVAILABLE;
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(reading ? status : NOT_ALLOWED, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "executor-http");
        thread.setDaemon(true);
        return thread;
    }
}
