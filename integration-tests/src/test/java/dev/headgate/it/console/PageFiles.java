package dev.headgate.it.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headgate.it.harness.Project;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The page's modules and the claims about them, served as files: for what needs no console behind it. */
final class PageFiles implements AutoCloseable {

    private static final Path MODULES = Project.file("console/src/main/resources/page");
    private static final Path CLAIMS = Project.file("integration-tests/src/test/resources/console");
    private static final String CLAIMS_PATH = "/claims/";

    private final HttpServer server;

    private PageFiles(HttpServer server) {
        this.server = server;
    }

    /** On a free port of the loopback interface. */
    static PageFiles serve() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", PageFiles::answer);
        server.start();
        return new PageFiles(server);
    }

    /** An empty page of the same origin, from which modules can be loaded. */
    URI emptyPage() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/empty");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Optional<byte[]> content = path.equals("/empty")
                ? Optional.of("<!doctype html><title>claims</title>".getBytes(StandardCharsets.UTF_8))
                : content(path);
        exchange.getResponseHeaders().set("Content-Type", path.endsWith(".js") ? "text/javascript" : "text/html");
        exchange.sendResponseHeaders(content.isPresent() ? 200 : 404, content.isPresent() ? 0 : -1);
        try (exchange) {
            if (content.isPresent()) {
                exchange.getResponseBody().write(content.get());
            }
        }
    }

    private static Optional<byte[]> content(String path) throws IOException {
        Path root = path.startsWith(CLAIMS_PATH) ? CLAIMS : MODULES;
        Path file = root.resolve(path.substring(path.startsWith(CLAIMS_PATH) ? CLAIMS_PATH.length() : 1))
                .normalize();
        if (!file.startsWith(root) || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        return Optional.of(Files.readAllBytes(file));
    }
}
