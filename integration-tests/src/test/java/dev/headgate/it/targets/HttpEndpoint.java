package dev.headgate.it.targets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headgate.it.harness.Installation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An endpoint that is told version and weight as JSON, and answers what it has then. */
public final class HttpEndpoint implements Target, AutoCloseable {

    private static final Pattern WEIGHT = Pattern.compile("\"weight\" *: *([0-9.]+)");
    private static final String RUNBOOK = """
            runbook: shift-%1$s
            budget: 20s
            parameters: { canary: version, weight: weight }
            steps:
              - name: weight
                http: { url: "http://127.0.0.1:%2$d/weight", json: { version: "${canary}", weight: "${weight}" } }
                budget: 15s
                recovery: rerun
                confirms: weight
            """;

    private final String service;
    private final HttpServer server;
    private volatile double weight;

    /** Starts it. */
    public HttpEndpoint(Installation headgate, String service) throws IOException {
        this.service = service;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "endpoint");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/weight", this::take);
        server.start();
        headgate.run()
                .write(
                        "runbooks/shift-" + service + ".yaml",
                        RUNBOOK.formatted(service, server.getAddress().getPort()));
    }

    @Override
    public String name() {
        return "an HTTP call";
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public boolean hasInForce(int percent) {
        return weight == percent;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Matcher found = WEIGHT.matcher(asked);
            if (found.find()) {
                weight = Double.parseDouble(found.group(1));
            }
            byte[] answer = ("{\"weight\": " + weight + "}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
