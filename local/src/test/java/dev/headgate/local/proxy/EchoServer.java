package dev.headgate.local.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server behind a splitter: says its version in a header, gives back the body, and answers the path's number. */
final class EchoServer implements AutoCloseable {
    private final String version;
    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();

    EchoServer(String version) throws IOException {
        this.version = version;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "echo-" + version);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            exchange.getResponseHeaders().set("X-Version", version);
            exchange.getResponseHeaders()
                    .set("X-Query", String.valueOf(exchange.getRequestURI().getRawQuery()));
            exchange.getResponseHeaders()
                    .set("X-Asked", String.valueOf(exchange.getRequestHeaders().getFirst("X-Ask")));
            int status = path.matches("/\\d{3}") ? Integer.parseInt(path.substring(1)) : 200;
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }
}
