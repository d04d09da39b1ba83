package dev.headgate.local.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A weighted HTTP/1.1 proxy for machines without HAProxy: gives request by request to the servers of one backend, by
 * their weights in force, and answers 503 when none has any, 502 or 504 when one fails. It retries nothing, holds whole
 * bodies in memory, and serves some thousand requests a second. Thread-safe.
 */
final class WeightedProxy implements AutoCloseable {
    private static final int THREADS = 512;
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    /** Headers that belong to one connection, and those that the JDK's client sets itself. */
    private static final Set<String> NOT_FORWARDED = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final WeightedBackend backend;
    private final HttpServer server;
    private final RuntimeApiServer runtimeApi;
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    private WeightedProxy(Backend backend, HttpServer server, int runtimeApiPort) throws IOException {
        this.backend = new WeightedBackend(backend);
        this.server = server;
        this.runtimeApi = new RuntimeApiServer(new RuntimeApi(this.backend), runtimeApiPort);
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Starts a proxy on 127.0.0.1; port 0 takes any.
     *
     * @throws IOException if a port is taken
     */
    static WeightedProxy start(Backend backend, int frontendPort, int runtimeApiPort) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), frontendPort);
        var proxy = new WeightedProxy(backend, HttpServer.create(address, 0), runtimeApiPort);
        proxy.server.setExecutor(proxy.threads);
        proxy.server.createContext("/", proxy::handle);
        proxy.server.start();
        return proxy;
    }

    int frontendPort() {
        return server.getAddress().getPort();
    }

    int runtimeApiPort() {
        return runtimeApi.port();
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        runtimeApi.close();
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Optional<WeightedServer> chosen = backend.choose();
        if (chosen.isPresent()) {
            forward(exchange, body, chosen.get());
        } else {
            refuse(exchange, 503, "No server is available to handle this request");
        }
    }

    private void forward(HttpExchange exchange, byte[] body, WeightedServer to) throws IOException {
        HttpResponse<byte[]> answer;
        try {
            answer = client.send(request(exchange, body, to), HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            to.connectionFailed();
            refuse(exchange, 503, "The server " + to.name() + " takes no connections");
            return;
        } catch (HttpTimeoutException e) {
            to.responseFailed();
            refuse(exchange, 504, "The server " + to.name() + " did not answer in time");
            return;
        } catch (IOException e) {
            to.responseFailed();
            refuse(exchange, 502, "The server " + to.name() + " broke the connection");
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(exchange, 503, "The proxy is stopping");
            return;
        }
        to.answered(answer.statusCode());
        reply(exchange, answer);
    }

    private static HttpRequest request(HttpExchange exchange, byte[] body, WeightedServer to) {
        URI asked = exchange.getRequestURI();
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.port() + asked.getRawPath() + query))
                .timeout(ANSWER)
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        for (Map.Entry<String, List<String>> header :
                exchange.getRequestHeaders().entrySet()) {
            if (isForwarded(header.getKey())) {
                header.getValue().forEach(value -> request.header(header.getKey(), value));
            }
        }
        return request.build();
    }

    private static void reply(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        answer.headers().map().forEach((name, values) -> {
            if (isForwarded(name)) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        send(exchange, answer.statusCode(), answer.body());
    }

    private static void refuse(HttpExchange exchange, int status, String reason) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        send(exchange, status, (reason + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static boolean isForwarded(String header) {
        return !NOT_FORWARDED.contains(header.toLowerCase(Locale.ROOT));
    }
}
