package dev.headgate.executor.action.traffic.nginx;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.schemas.model.Action.NginxSplit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An NGINX of Debian's that answers every request with the version that it was split to. */
final class RealNginx implements AutoCloseable {

    final Path file;
    final Path extra;
    private final Path directory;
    private final int port;
    private final String program;
    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;

    /** Skips the test where NGINX is not installed, except with CI=true. */
    RealNginx(Path directory) throws IOException {
        Optional<Path> found = Stream.of("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (!"true".equals(System.getenv("CI"))) {
            assumeThat(found)
                    .as("nginx is not installed (apt-get install nginx-light)")
                    .isPresent();
        }
        program = found.orElseThrow().toString();
        this.directory = directory;
        file = directory.resolve("shop.conf");
        extra = directory.resolve("extra.conf");
        port = freePort();
        Files.writeString(extra, "");
        Files.writeString(file, Split.of("0", "2.0.0", "1.0.0").file("shop_version", "$request_id"));
        Files.writeString(directory.resolve("nginx.conf"), """
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                worker_processes 2;
                events { worker_connections 64; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                  include %1$s/shop.conf;
                  include %1$s/extra.conf;
                  server {
                    listen 127.0.0.1:%2$d;
                    location = /headgate/shop { return 200 $shop_version_in_force; }
                    location / { return 200 $shop_version; }
                  }
                }
                """.formatted(directory, port));
        start();
    }

    void start() throws IOException {
        process = new ProcessBuilder(program, "-c", configuration(), "-g", "daemon off;")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("nginx.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> !get("/").isEmpty());
    }

    NginxSplit action(String weight) {
        return new NginxSplit(
                file.toString(),
                "shop_version",
                "$request_id",
                "2.0.0",
                "1.0.0",
                weight,
                "http://127.0.0.1:" + port + "/headgate/shop",
                List.of(program, "-t", "-q", "-c", configuration()),
                List.of(program, "-s", "reload", "-c", configuration()));
    }

    /** How many of some requests the canary gets. */
    int ofCanary(int requests) throws IOException, InterruptedException {
        int canary = 0;
        for (int i = 0; i < requests; i++) {
            canary += get("/").equals("2.0.0") ? 1 : 0;
        }
        return canary;
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    private String configuration() {
        return directory.resolve("nginx.conf").toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
