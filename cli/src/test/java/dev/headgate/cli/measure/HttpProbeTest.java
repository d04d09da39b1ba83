package dev.headgate.cli.measure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.headgate.cli.measure.HttpProbe.Expected;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpProbeTest {

    private HttpServer server;
    private int status = 200;
    private String body = "{\"status\":\"ok\",\"db\":{\"up\":true,\"lag\":0.5}}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] bytes = body.getBytes(UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anAnswerWithTheStatusExpectedIsASuccess() throws Exception {
        assertThat(ask(200, Map.of()).success()).isTrue();
    }

    @Test
    void anotherStatusIsAFailureAndARedirectIsNotFollowed() throws Exception {
        status = 302;

        assertThat(ask(200, Map.of()).sentence()).endsWith("answers 302, expected 200");
        assertThat(ask(302, Map.of()).success()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"status, ok, true", "db.up, true, true", "db.lag, 0.5, true", "status, down, false", "db.no, x, false"})
    void fieldsOfTheAnswerAreCompared(String field, String value, boolean success) throws Exception {
        assertThat(ask(200, Map.of(field, value)).success()).isEqualTo(success);
    }

    @Test
    void whatIsNoJsonIsAFailureWhereFieldsAreExpected() throws Exception {
        body = "<html>";

        assertThat(ask(200, Map.of("status", "ok")).sentence()).contains("answers no JSON");
    }

    @Test
    void whoDoesNotAnswerAtAllIsAFailure() throws Exception {
        int port = server.getAddress().getPort();
        server.stop(0);

        HttpProbe probe = probe(port, 200, Map.of());

        assertThat(probe.ask().success()).isFalse();
        assertThat(probe.ask().sentence()).contains("does not answer");
    }

    @Test
    @Timeout(30)
    void anAnswerThatNeverEndsIsAFailure() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"status\":".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            try (exchange) {
                over.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            URI endless = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/endless");
            HttpProbe probe = new HttpProbe(
                    endless,
                    new HttpProbe.Expected(200, new TreeMap<>(Map.of("status", "ok"))),
                    Duration.ofMillis(500));

            assertThat(probe.ask().success()).isFalse();
        } finally {
            over.countDown();
        }
    }

    private HttpProbe.Result ask(int expected, Map<String, String> fields) throws InterruptedException {
        return probe(server.getAddress().getPort(), expected, fields).ask();
    }

    private static HttpProbe probe(int port, int expected, Map<String, String> fields) {
        return new HttpProbe(
                URI.create("http://127.0.0.1:" + port + "/health"),
                new Expected(expected, new TreeMap<>(fields)),
                Duration.ofSeconds(5));
    }
}
