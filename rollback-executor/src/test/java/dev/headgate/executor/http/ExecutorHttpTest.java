package dev.headgate.executor.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ExecutorHttpTest {

    @Test
    void servesMetricsAndHealth() throws Exception {
        try (ExecutorHttp http = new ExecutorHttp(
                "127.0.0.1", 0, () -> "meters", () -> new Health(true, "ok"), () -> new Health(false, "not yet"))) {
            assertThat(get(http, "/metrics").body()).isEqualTo("meters");
            assertThat(get(http, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(http, "/health/ready").statusCode()).isEqualTo(503);
            assertThat(get(http, "/health/ready").body()).isEqualTo("not yet");
        }
    }

    private static HttpResponse<String> get(ExecutorHttp http, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + http.address() + path))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
