package dev.headgate.processor.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class GateHttpTest {

    @Test
    void servesMetricsAndHealthOnAFreeLoopbackPort() throws Exception {
        try (GateHttp http = serving(new Health(true, "combine RUNNING"))) {
            assertThat(http.address()).startsWith("127.0.0.1:");
            assertThat(get(http, "/metrics").body()).isEqualTo("requests_total 1");
            assertThat(get(http, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(http, "/health/ready").body()).isEqualTo("combine RUNNING");
        }
    }

    @Test
    void answers503WithTheReasonWhenNotReady() throws Exception {
        try (GateHttp http = serving(new Health(false, "combine REBALANCING"))) {
            HttpResponse<String> answer = get(http, "/health/ready");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("combine REBALANCING");
        }
    }

    @Test
    void refusesToBeWrittenTo() throws Exception {
        try (GateHttp http = serving(new Health(true, "fine"))) {
            HttpRequest post = HttpRequest.newBuilder(uri(http, "/metrics"))
                    .POST(HttpRequest.BodyPublishers.ofString("x"))
                    .build();

            assertThat(HttpClient.newHttpClient()
                            .send(post, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(405);
        }
    }

    private static GateHttp serving(Health ready) throws IOException {
        return new GateHttp("127.0.0.1", 0, () -> "requests_total 1", () -> new Health(true, "alive"), () -> ready);
    }

    private static HttpResponse<String> get(GateHttp http, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri(http, path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(GateHttp http, String path) {
        return URI.create("http://" + http.address() + path);
    }
}
