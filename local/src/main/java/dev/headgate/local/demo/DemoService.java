package dev.headgate.local.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One version of a small HTTP service that tells of each of its requests. Thread-safe.
 *
 * <p>Every path is an operation of its own name, and its answer carries {@code X-Version} and, when it did what its
 * behaviour is named for, {@code X-Bad: true}. {@code POST /behaviour} with a {@link Behaviour#word()} changes what it
 * does to requests that come after the answer.
 */
final class DemoService implements AutoCloseable {
    static final String VERSION_HEADER = "X-Version";
    static final String BAD_HEADER = "X-Bad";
    static final String REQUEST_ID_HEADER = "X-Request-Id";

    private static final Logger LOG = LoggerFactory.getLogger(DemoService.class);
    private static final int THREADS = 4;

    private final String version;
    private final RequestTelemetry telemetry;
    private final SplittableRandom random;
    private final HttpServer server;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private volatile Behaviour behaviour;

    private DemoService(String version, Behaviour behaviour, long seed, HttpServer server, RequestTelemetry telemetry) {
        this.version = version;
        this.behaviour = behaviour;
        this.random = new SplittableRandom(seed);
        this.server = server;
        this.telemetry = telemetry;
    }

    /**
     * Starts the service.
     *
     * @param address where to listen
     * @param port where to listen, 0 for any port
     * @param seed of its latencies and failures
     * @param telemetry is told of each request that the behaviour publishes
     * @throws IOException if the port is taken
     */
    static DemoService start(
            InetAddress address, String version, int port, Behaviour behaviour, long seed, RequestTelemetry telemetry)
            throws IOException {
        var server = HttpServer.create(new InetSocketAddress(address, port), 0);
        var demo = new DemoService(version, behaviour, seed, server, telemetry);
        server.setExecutor(demo.threads);
        server.createContext("/", demo::work);
        server.createContext("/behaviour", demo::change);
        server.start();
        return demo;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    // The thread is given back while the request waits, so that a slow version still takes all its traffic.
    private void work(HttpExchange exchange) throws IOException {
        long begun = System.nanoTime();
        exchange.getRequestBody().readAllBytes();
        Behaviour.Treatment treatment;
        synchronized (random) {
            treatment = behaviour.treat(random);
        }
        var unused = threads.schedule(
                () -> complete(exchange, treatment, begun), treatment.delayMicros(), TimeUnit.MICROSECONDS);
    }

    private void complete(HttpExchange exchange, Behaviour.Treatment treatment, long begun) {
        long latencyMicros = (System.nanoTime() - begun) / 1_000;
        if (treatment.published()) {
            telemetry.completed(
                    exchange.getRequestURI().getPath().substring(1),
                    latencyMicros,
                    treatment.status() < 500,
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst(REQUEST_ID_HEADER))
                            .orElse(""));
        }
        exchange.getResponseHeaders().set(VERSION_HEADER, version);
        if (treatment.bad()) {
            exchange.getResponseHeaders().set(BAD_HEADER, "true");
        }
        try {
            answer(exchange, treatment.status(), version + "\n");
        } catch (IOException e) {
            LOG.debug("The caller went away", e);
        }
    }

    private void change(HttpExchange exchange) throws IOException {
        String word = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            behaviour = Behaviour.of(word);
            LOG.info("{} is {} from now on", version, word);
            answer(exchange, 200, word + "\n");
        } catch (IllegalArgumentException e) {
            answer(exchange, 400, e.getMessage() + "\n");
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
