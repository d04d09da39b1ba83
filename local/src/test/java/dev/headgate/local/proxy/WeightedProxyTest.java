package dev.headgate.local.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WeightedProxyTest {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void splitsConcurrentRequestsExactly() throws Exception {
        try (var one = new EchoServer("1");
                var two = new EchoServer("2");
                var proxy = proxy(new Backend.Server("1", one.port(), 90), new Backend.Server("2", two.port(), 10))) {
            var answers = Stream.generate(
                            () -> client.sendAsync(request(proxy), HttpResponse.BodyHandlers.discarding()))
                    .limit(300)
                    .toList();
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();

            assertThat(one.requests()).isEqualTo(270);
            assertThat(two.requests()).isEqualTo(30);
            var api = new RuntimeApiClient(proxy.runtimeApiPort());
            assertThat(api.statistics("shop", "2")).containsEntry("hrsp_2xx", "30");
            assertThat(api.ask("show servers state shop")).contains(" shop 2 2 127.0.0.1 2 0 10 10 ");
        }
    }

    @Test
    void answers502WhenAServerBreaksTheConnection() throws Exception {
        try (var broken = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var proxy = proxy(new Backend.Server("1", broken.getLocalPort(), 1))) {
            var breaker = CompletableFuture.runAsync(() -> breakEveryConnection(broken));

            var answer = client.send(request(proxy), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(new RuntimeApiClient(proxy.runtimeApiPort()).statistics("shop", "1"))
                    .containsEntry("eresp", "1");
            broken.close();
            breaker.join();
        }
    }

    @Test
    void answers503WhenNobodyListensOrNobodyHasAWeight() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        try (var proxy = proxy(new Backend.Server("1", closed, 1))) {
            var api = new RuntimeApiClient(proxy.runtimeApiPort());

            int refused = client.send(request(proxy), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            api.ask("set server shop/1 weight 0");
            int unserved = client.send(request(proxy), HttpResponse.BodyHandlers.discarding())
                    .statusCode();

            assertThat(List.of(refused, unserved)).containsExactly(503, 503);
            assertThat(api.statistics("shop", "1")).containsEntry("econ", "1").containsEntry("stot", "1");
            assertThat(api.statistics("shop", "BACKEND"))
                    .containsEntry("hrsp_5xx", "2")
                    .containsEntry("status", "DOWN");
        }
    }

    @Test
    void readsItsServersFromArguments() {
        assertThat(WeightedProxyMain.server("2.4.1=15001=5")).isEqualTo(new Backend.Server("2.4.1", 15001, 5));
    }

    private static WeightedProxy proxy(Backend.Server... servers) throws IOException {
        return WeightedProxy.start(new Backend("shop", List.of(servers)), 0, 0);
    }

    private static HttpRequest request(WeightedProxy proxy) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.frontendPort() + "/"))
                .build();
    }

    private static void breakEveryConnection(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                connection.getInputStream().read();
                connection.close();
            } catch (IOException closed) {
                return;
            }
        }
    }
}
