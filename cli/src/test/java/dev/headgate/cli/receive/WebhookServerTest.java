package dev.headgate.cli.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.cli.CommandFailure;
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
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookServerTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final AtomicReference<AlertReceiver.Answer> answer =
            new AtomicReference<>(new AlertReceiver.Answer(200, "published 3 measurements"));
    private final List<Integer> received = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    private Path tokens;
    private WebhookServer server;

    @BeforeEach
    void start() throws IOException {
        tokens = Files.writeString(directory.resolve("token.txt"), TOKEN + "\n");
        server = new WebhookServer("127.0.0.1", 0, new BearerTokens(tokens), body -> {
            received.add(body.length);
            return answer.get();
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whoBringsTheTokenIsAnsweredWhatBecameOfTheWebhook() throws Exception {
        HttpResponse<String> response = post("/alertmanager", TOKEN, "{}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("published 3 measurements\n");
        assertThat(received).containsExactly(2);
    }

    @Test
    void whoBringsNoneOrAnotherIsRefusedBeforeAnythingIsRead() throws Exception {
        HttpResponse<String> wrong = post("/alertmanager", TOKEN + "0", "{}");
        HttpResponse<String> none = client.send(
                HttpRequest.newBuilder(URI.create(server.address() + "/alertmanager"))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(List.of(wrong.statusCode(), none.statusCode())).containsOnly(401);
        assertThat(wrong.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(none.body()).isEqualTo("expected \"Authorization: Bearer TOKEN\" with a token of --token-file\n");
        assertThat(received).isEmpty();
    }

    @Test
    void moreThanAMegabyteIsRefused() throws Exception {
        assertThat(post("/alertmanager", TOKEN, " ".repeat(1_048_577)).statusCode())
                .isEqualTo(413);
        assertThat(post("/alertmanager", TOKEN, " ".repeat(1_048_576)).statusCode())
                .isEqualTo(200);
        assertThat(received).containsExactly(1_048_576);
    }

    @Test
    void anotherPathOrMethodIsRefused() throws Exception {
        HttpResponse<String> reading = client.send(
                HttpRequest.newBuilder(URI.create(server.address() + "/alertmanager"))
                        .header("Authorization", "Bearer " + TOKEN)
                        .GET()
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(post("/", TOKEN, "{}").statusCode()).isEqualTo(404);
        assertThat(reading.statusCode()).isEqualTo(405);
        assertThat(received).isEmpty();
    }

    @Test
    void tooManyAtOnceAreToldToTryAgainLater() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 200 && !statuses.contains(429); i++) {
            statuses.add(post("/alertmanager", "guess-" + i, "{}").statusCode());
        }

        assertThat(statuses).contains(401, 429);
        assertThat(post("/alertmanager", TOKEN, "{}").statusCode())
                .as("strangers do not keep those out who have a token")
                .isEqualTo(200);
    }

    @Test
    void strangersThatNeverFinishTheirRequestKeepNobodyOut() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(),
                        URI.create(server.address()).getPort());
                socket.getOutputStream().write("POST /alertmanager HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }

            assertThat(post("/alertmanager", TOKEN, "{}").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void healthSaysWhetherKafkaTookTheLastWebhook() throws Exception {
        assertThat(health()).isEqualTo(200);
        answer.set(new AlertReceiver.Answer(503, "Kafka does not take them"));

        assertThat(post("/alertmanager", TOKEN, "{}").statusCode()).isEqualTo(503);
        assertThat(health()).isEqualTo(503);
    }

    @Test
    void aTokenCanBeReplacedWhileItRuns() throws Exception {
        String next = "fedcba9876543210fedcba9876543210";
        Files.writeString(tokens, next + "\n");
        Files.setLastModifiedTime(tokens, FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(post("/alertmanager", next, "{}").statusCode()).isEqualTo(200);
        assertThat(post("/alertmanager", TOKEN, "{}").statusCode()).isEqualTo(401);
    }

    @Test
    void whileTheFileHoldsNoneTheOldTokensStayGood() throws Exception {
        Files.writeString(tokens, "short\n");
        Files.setLastModifiedTime(tokens, FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(post("/alertmanager", TOKEN, "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenThatCouldBeGuessedIsNotTakenAtAll() throws IOException {
        Path weak = Files.writeString(directory.resolve("weak.txt"), "secret\n");
        Path empty = Files.writeString(directory.resolve("empty.txt"), "\n");

        assertThatThrownBy(() -> new BearerTokens(weak))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("at least 16 characters");
        assertThatThrownBy(() -> new BearerTokens(empty)).isInstanceOf(CommandFailure.class);
        assertThatThrownBy(() -> new BearerTokens(directory.resolve("nowhere")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("cannot read the tokens");
    }

    @Test
    void aLimitFillsUpAgainWithTime() {
        AtomicLong nanos = new AtomicLong();
        RateLimit limit = new RateLimit(2, nanos::get);

        assertThat(List.of(limit.admits(), limit.admits(), limit.admits())).containsExactly(true, true, false);
        nanos.addAndGet(500_000_000);
        assertThat(List.of(limit.admits(), limit.admits())).containsExactly(true, false);
    }

    private HttpResponse<String> post(String path, String token, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.address() + path))
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private int health() throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create(server.address() + "/health"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
