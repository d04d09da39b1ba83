package dev.headgate.telemetry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headgate.telemetry.Published;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The wrapped client against the JDK's own server. */
class TelemetryHttpClientTest {

    private final Published published = new Published();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch released = new CountDownLatch(1);
    private final HttpClient http = new TelemetryHttpClient(HttpClient.newHttpClient(), published.client());
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> answer(
                        exchange,
                        Integer.parseInt(exchange.getRequestURI().getPath().substring(1))));
        server.createContext("/hang", exchange -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer(exchange, 200);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
        published.close();
    }

    @Test
    void recordsCallsByMethodAndHostAndErrorsFrom500On() throws Exception {
        http.send(request("/200"), BodyHandlers.ofString());
        http.send(request("/404"), BodyHandlers.ofString());
        http.send(request("/503"), BodyHandlers.ofString());

        assertThat(published.countsAfterClose()).isEqualTo(Map.of("GET 127.0.0.1", "3/1"));
    }

    @Test
    void recordsAsynchronousCallsWhenTheyComplete() {
        CompletableFuture.allOf(
                        http.sendAsync(request("/200"), BodyHandlers.ofString()),
                        http.sendAsync(request("/500"), BodyHandlers.ofString()),
                        http.sendAsync(request("/200"), BodyHandlers.ofString(), null))
                .join();

        await().until(() -> published.client().recorded() == 3);
        assertThat(published.countsAfterClose()).isEqualTo(Map.of("GET 127.0.0.1", "3/1"));
    }

    @Test
    void timeOutsAndRefusedConnectionsAreErrors() throws Exception {
        assertThatThrownBy(() -> http.send(hanging(Duration.ofMillis(50)), BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        assertThatThrownBy(() -> http.sendAsync(hanging(Duration.ofMillis(50)), BodyHandlers.ofString())
                        .join())
                .hasCauseInstanceOf(HttpTimeoutException.class);
        server.stop(0);
        assertThatThrownBy(() -> http.send(request("/200"), BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);

        await().until(() -> published.client().recorded() == 3);
        assertThat(published.countsAfterClose()).isEqualTo(Map.of("GET 127.0.0.1", "3/3"));
    }

    @Test
    void whatItsCallerGivesUpIsNotCounted() throws Exception {
        http.sendAsync(hanging(Duration.ofSeconds(30)), BodyHandlers.ofString()).cancel(true);
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            try {
                http.send(hanging(Duration.ofSeconds(30)), BodyHandlers.ofString());
            } catch (InterruptedException e) {
                interrupted.set(true);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        caller.start();
        caller.interrupt();
        caller.join();

        assertThat(interrupted).isTrue();
        assertThat(published.countsAfterClose()).isEmpty();
    }

    @Test
    void aFunctionNamesTheOperation() throws Exception {
        HttpClient named = new TelemetryHttpClient(
                HttpClient.newHttpClient(), published.client(), request -> "payments " + request.method());

        named.send(request("/200"), BodyHandlers.ofString());

        assertThat(published.countsAfterClose()).isEqualTo(Map.of("payments GET", "1/0"));
    }

    @Test
    void aFunctionThatThrowsFailsNoCall() throws Exception {
        HttpClient named = new TelemetryHttpClient(HttpClient.newHttpClient(), published.client(), request -> {
            throw new IllegalStateException("no such header");
        });

        assertThat(named.send(request("/200"), BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);

        assertThat(published.countsAfterClose()).isEqualTo(Map.of("GET", "1/0"));
    }

    @Test
    void closesTheOtherClientWhereClientsCanBeClosed() {
        ClosingClient other = new ClosingClient();

        new TelemetryHttpClient(other, published.client()).close();

        assertThat(other.closed).isTrue();
    }

    /** As the JDK's own are from Java 21 on. */
    private static final class ClosingClient extends DelegatingClient implements AutoCloseable {
        private boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void isOtherwiseTheOtherClient() {
        HttpClient other = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(3))
                .followRedirects(HttpClient.Redirect.NORMAL)
                .executor(threads)
                .build();
        HttpClient wrapped = new TelemetryHttpClient(other, published.client());

        assertThat(wrapped.connectTimeout()).contains(Duration.ofSeconds(3));
        assertThat(wrapped.followRedirects()).isEqualTo(HttpClient.Redirect.NORMAL);
        assertThat(wrapped.executor()).isEqualTo(other.executor());
        assertThat(wrapped.version()).isEqualTo(other.version());
        assertThat(wrapped.sslContext()).isEqualTo(other.sslContext());
        assertThat(wrapped.sslParameters()).isNotNull();
        assertThat(wrapped.proxy()).isEmpty();
        assertThat(wrapped.authenticator()).isEmpty();
        assertThat(wrapped.cookieHandler()).isEmpty();
        assertThat(wrapped.newWebSocketBuilder()).isNotNull();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path))
                .build();
    }

    private HttpRequest hanging(Duration timeout) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hang"))
                .timeout(timeout)
                .build();
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, -1);
        }
    }
}
