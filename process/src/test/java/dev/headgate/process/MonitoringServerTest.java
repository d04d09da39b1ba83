package dev.headgate.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.documents.configuration.ConfigurationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class MonitoringServerTest {

    private static final String SECRET = "0123456789abcdef0123";

    @TempDir
    Path directory;

    @Test
    void servesMetricsAndHealthOnAFreeLoopbackPort() throws Exception {
        try (MonitoringServer server = serving(new Health(true, "combine RUNNING"))) {
            assertThat(server.address()).startsWith("127.0.0.1:");
            assertThat(get(server, "/metrics").body()).isEqualTo("requests_total 1");
            assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(server, "/health/ready").body()).isEqualTo("combine RUNNING");
        }
    }

    @Test
    void answers503WithTheReasonWhenNotReady() throws Exception {
        try (MonitoringServer server = serving(new Health(false, "combine REBALANCING"))) {
            HttpResponse<String> answer = get(server, "/health/ready");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("combine REBALANCING");
        }
    }

    @Test
    void refusesToBeWrittenTo() throws Exception {
        try (MonitoringServer server = serving(new Health(true, "fine"))) {
            HttpRequest post = HttpRequest.newBuilder(uri(server, "/metrics"))
                    .POST(HttpRequest.BodyPublishers.ofString("x"))
                    .build();

            assertThat(HttpClient.newHttpClient()
                            .send(post, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void anAddressThatIsTakenOrNotOursIsAProblemOfTheConfiguration() {
        try (MonitoringServer first = serving(new Health(true, "fine"))) {
            int taken = Integer.parseInt(first.address().replace("127.0.0.1:", ""));

            assertThatThrownBy(() -> serving("127.0.0.1", taken))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("http.host, http.port: 127.0.0.1:" + taken + " cannot be served");
            assertThatThrownBy(() -> serving("no-such-host.invalid", 0))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("no such host");
        }
    }

    @Test
    void metricsAreForThoseWhoShowTheTokenAndHealthForAll() throws Exception {
        try (MonitoringServer server = serving(new Health(true, "fine"), Optional.of(token()))) {
            assertThat(send(server, "/metrics").statusCode()).isEqualTo(401);
            assertThat(send(server, "/metrics", "Authorization", "Bearer wrong-token-of-16")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(send(server, "/metrics", "Authorization", "Bearer " + SECRET)
                            .body())
                    .isEqualTo("requests_total 1");
            assertThat(send(server, "/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void clientsThatNeverFinishTheirRequestKeepNobodyFromAskingForHealth() throws Exception {
        try (MonitoringServer server = serving(new Health(true, "fine"))) {
            List<Socket> slow = new ArrayList<>();
            try {
                for (int i = 0; i < 10; i++) {
                    slow.add(halfARequest(server));
                }

                assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
                assertThat(System.getProperty("sun.net.httpserver.maxReqTime")).isNotNull();
            } finally {
                for (Socket one : slow) {
                    one.close();
                }
            }
        }
    }

    @Test
    void whoAsksForMetricsAllTheTimeDoesNotUseUpHealth() throws Exception {
        try (MonitoringServer server = serving(new Health(true, "fine"))) {
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest request =
                    HttpRequest.newBuilder(uri(server, "/metrics")).build();
            List<Integer> statuses = Stream.generate(
                            () -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                    .limit(300)
                    .toList()
                    .stream()
                    .map(answer -> answer.join().statusCode())
                    .toList();

            assertThat(statuses).contains(200, 429);
            assertThat(send(server, "/health/live").statusCode()).isEqualTo(200);
        }
    }

    private static Socket halfARequest(MonitoringServer server) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(),
                Integer.parseInt(server.address().replace("127.0.0.1:", "")));
        socket.getOutputStream().write("GET /health/live HTTP/1.1\r\nHost: x\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    @Test
    void theLogLevelIsChangedWhileTheProcessRunsByThoseWhoShowTheToken() throws Exception {
        Logger log = LoggerFactory.getLogger("dev.headgate.process.of.this.test");
        try (MonitoringServer server = serving(new Health(true, "fine"), Optional.of(token()))) {
            assertThat(put(server, log.getName() + "=DEBUG").statusCode()).isEqualTo(401);
            assertThat(log.isDebugEnabled()).isFalse();

            HttpResponse<String> answer = put(server, log.getName() + "=DEBUG", "Authorization", "Bearer " + SECRET);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains(log.getName() + "=DEBUG");
            assertThat(log.isDebugEnabled()).isTrue();
            HttpResponse<String> wrong = put(server, log.getName() + "=LOUD", "Authorization", "Bearer " + SECRET);
            assertThat(wrong.statusCode()).isEqualTo(400);
            assertThat(wrong.body()).contains("TRACE, DEBUG, INFO");
        }
    }

    @Test
    void withoutATokenNothingCanBeChanged() throws Exception {
        try (MonitoringServer server = serving(new Health(true, "fine"))) {
            HttpResponse<String> answer = put(server, "dev.headgate=OFF");

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("http.token.file");
        }
    }

    @Test
    void noWebPageIsAnswered() throws Exception {
        try (MonitoringServer server = serving(new Health(true, "fine"))) {
            for (String path : List.of("/metrics", "/health/live", "/log/level")) {
                HttpResponse<String> answer = send(server, path, "Origin", "https://example.com");

                assertThat(answer.statusCode()).as(path).isEqualTo(403);
                assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
            }
        }
    }

    @Test
    void whoAsksTooOftenIsToldToWait() throws Exception {
        try (MonitoringServer server = serving(new Health(true, "fine"))) {
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest request =
                    HttpRequest.newBuilder(uri(server, "/health/live")).build();
            List<CompletableFuture<Integer>> asked = Stream.generate(
                            () -> client.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
                    .limit(500)
                    .map(answer -> answer.thenApply(HttpResponse::statusCode))
                    .toList();

            assertThat(asked).extracting(CompletableFuture::join).contains(200, 429);
        }
    }

    private AccessToken token() throws Exception {
        Path file = Files.writeString(directory.resolve("token"), SECRET + "\n");
        return AccessToken.read(file).orElseThrow();
    }

    private static HttpResponse<String> send(MonitoringServer server, String path, String... headers) throws Exception {
        return sent(HttpRequest.newBuilder(uri(server, path)), headers);
    }

    private static HttpResponse<String> put(MonitoringServer server, String change, String... headers)
            throws Exception {
        return sent(
                HttpRequest.newBuilder(uri(server, "/log/level")).PUT(HttpRequest.BodyPublishers.ofString(change)),
                headers);
    }

    private static HttpResponse<String> sent(HttpRequest.Builder request, String... headers) throws Exception {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static MonitoringServer serving(String host, int port) {
        Health fine = new Health(true, "fine");
        return new MonitoringServer(host, port, Optional.empty(), () -> "", () -> fine, () -> fine);
    }

    private static MonitoringServer serving(Health ready) {
        return serving(ready, Optional.empty());
    }

    private static MonitoringServer serving(Health ready, Optional<AccessToken> token) {
        return new MonitoringServer(
                "127.0.0.1", 0, token, () -> "requests_total 1", () -> new Health(true, "alive"), () -> ready);
    }

    private static HttpResponse<String> get(MonitoringServer server, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri(server, path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(MonitoringServer server, String path) {
        return URI.create("http://" + server.address() + path);
    }
}
