package dev.headgate.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoServiceTest {
    private final List<CompletedRequest> events = new CopyOnWriteArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private DemoService service;

    @BeforeEach
    void startService() throws IOException {
        service = DemoService.start(
                InetAddress.getLoopbackAddress(),
                "2.0.0",
                0,
                Behaviour.HEALTHY,
                1,
                (operation, latency, success, id) -> events.add(new CompletedRequest(operation, latency, success, id)));
    }

    @AfterEach
    void stopService() {
        service.close();
    }

    @Test
    void tellsOfEachRequestWhenItIsCompleted() throws Exception {
        long before = System.nanoTime();

        var answer = get("/checkout");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Version")).hasValue("2.0.0");
        assertThat(answer.headers().firstValue("X-Bad")).isEmpty();
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.operation()).isEqualTo("checkout");
            assertThat(event.success()).isTrue();
            assertThat(event.requestId()).isEqualTo("r-1");
            assertThat(event.latencyMicros()).isBetween(5_000L, elapsedMicros(before));
        });
    }

    @Test
    void misbehavesFromTheMomentItIsToldToAndMarksWhatIsBad() throws Exception {
        assertThat(change("errors").statusCode()).isEqualTo(200);

        var answers = IntStream.range(0, 60)
                .mapToObj(i -> client.sendAsync(request("/search"), HttpResponse.BodyHandlers.ofString()))
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).extracting(HttpResponse::statusCode).contains(200, 500);
        assertThat(answers)
                .allMatch(answer -> answer.headers().firstValue("X-Bad").isPresent() == (answer.statusCode() == 500));
        assertThat(events).hasSize(60);
        assertThat(events.stream().filter(event -> !event.success())).hasSize((int)
                answers.stream().filter(answer -> answer.statusCode() == 500).count());
    }

    @Test
    void answersButPublishesNothingWhenSilent() throws Exception {
        change("silent");

        var answer = get("/checkout");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Bad")).hasValue("true");
        assertThat(events).isEmpty();
    }

    @Test
    void refusesABehaviourItDoesNotKnow() throws Exception {
        var answer = change("evil");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("found 'evil'");
    }

    @Test
    void takesMoreRequestsAtOnceThanItHasThreads() throws Exception {
        change("slow");
        long begun = System.nanoTime();

        CompletableFuture.allOf(IntStream.range(0, 100)
                        .mapToObj(i -> client.sendAsync(request("/search"), HttpResponse.BodyHandlers.ofString()))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(System.nanoTime() - begun)
                .as("100 requests of about 280 ms each with 4 threads would take 7 s one after the other")
                .isLessThan(5_000_000_000L);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> change(String word) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri("/behaviour"))
                .POST(HttpRequest.BodyPublishers.ofString(word))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static long elapsedMicros(long since) {
        return (System.nanoTime() - since) / 1_000;
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(uri(path)).header("X-Request-Id", "r-1").build();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + service.port() + path);
    }
}
