package dev.headgate.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headgate.documents.configuration.ConfigurationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Serves {@code /metrics}, {@code /health/live} and {@code /health/ready}: 200 when well, 503 with the reason when not.
 *
 * <p>Thread-safe.
 */
public final class MonitoringServer implements AutoCloseable {

    private static final int WELL = 200;
    private static final int UNAVAILABLE = 503;
    private static final int NOT_ALLOWED = 405;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, MonitoringServer::thread);

    /**
     * Starts to serve.
     *
     * @param host the setting {@code http.host}
     * @param port the setting {@code http.port}; 0 for any free port
     * @param metrics renders all meters in Prometheus' text format
     * @param live whether the process can still do its work; if not, it should be restarted
     * @param ready whether it is doing its work
     * @throws ConfigurationException if the address is taken or not ours
     */
    public MonitoringServer(
            String host, int port, Supplier<String> metrics, Supplier<Health> live, Supplier<Health> ready) {
        server = bound(host, port);
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
        Thread thread = new Thread(work, "monitoring");
        thread.setDaemon(true);
        return thread;
    }
}
