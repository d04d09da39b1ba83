package dev.headgate.cli.receive;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headgate.cli.CommandFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Serves {@value #PATH} to whoever brings a token, and {@code /health} to everybody. A body holds at most a megabyte; whoever
 * has a token may post {@value #PER_SECOND} times a second, and all others together are answered as often. It speaks plain
 * HTTP: where it is reached over a network, a proxy in front of it has to speak TLS. Thread-safe.
 */
final class WebhookServer implements AutoCloseable {

    /** Where Alertmanager posts. */
    static final String PATH = "/alertmanager";

    /** Largest body, bytes. */
    static final int LARGEST_BODY = 1_048_576;

    /** Requests a second. */
    static final int PER_SECOND = 20;

    /** Made only when they are needed: strangers that are slow to ask must not keep out who has a token. */
    private static final int THREADS = 32;

    private final HttpServer server;
    private final ExecutorService threads;
    private final BearerTokens tokens;
    private final Function<byte[], AlertReceiver.Answer> receive;
    private final RateLimit known = new RateLimit(PER_SECOND, System::nanoTime);
    private final RateLimit strangers = new RateLimit(PER_SECOND, System::nanoTime);
    private volatile int lastStatus = 200;

    /**
     * Begins to serve.
     *
     * @param port 0 for any free one
     * @throws CommandFailure if the address is taken or not ours
     */
    WebhookServer(String host, int port, BearerTokens tokens, Function<byte[], AlertReceiver.Answer> receive) {
        this.tokens = tokens;
        this.receive = receive;
        server = bound(host, port);
        threads = Executors.newFixedThreadPool(THREADS);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Its address, {@code http://HOST:PORT}. */
    String address() {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(1);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            AlertReceiver.Answer answer = answer(exchange);
            byte[] text = (answer.sentence() + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            if (answer.status() == 401) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            }
            if (answer.status() == 429) {
                exchange.getResponseHeaders().set("Retry-After", "1");
            }
            exchange.sendResponseHeaders(answer.status(), text.length);
            exchange.getResponseBody().write(text);
        }
    }

    private AlertReceiver.Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/health")) {
            boolean well = lastStatus < 500;
            return new AlertReceiver.Answer(well ? 200 : 503, well ? "ready" : "Kafka did not take the last webhook");
        }
        boolean trusted =
                tokens.accept(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
        if (!(trusted ? known : strangers).admits()) {
            return new AlertReceiver.Answer(429, "more than " + PER_SECOND + " requests a second; try again later");
        }
        if (!trusted) {
            return new AlertReceiver.Answer(
                    401, "expected \"Authorization: Bearer TOKEN\" with a token of --token-file");
        }
        if (!path.equals(PATH)) {
            return new AlertReceiver.Answer(404, "there is nothing here; post to " + PATH);
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return new AlertReceiver.Answer(405, "only POST");
        }
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            return new AlertReceiver.Answer(
                    413, "a webhook holds at most " + LARGEST_BODY + " bytes; set max_alerts in Alertmanager");
        }
        AlertReceiver.Answer answer = receive.apply(body);
        lastStatus = answer.status();
        return answer;
    }

    private static HttpServer bound(String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        try {
            return HttpServer.create(address, 0);
        } catch (IOException | IllegalArgumentException taken) {
            throw new CommandFailure(
                    host + ":" + port + " cannot be served: " + taken.getMessage(),
                    "Give another --host or --port.",
                    taken);
        }
    }
}
