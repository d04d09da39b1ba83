package dev.headgate.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.documents.configuration.ConfigurationException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class MonitoringServerTest {

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

    private static MonitoringServer serving(String host, int port) {
        Health fine = new Health(true, "fine");
        return new MonitoringServer(host, port, () -> "", () -> fine, () -> fine);
    }

    private static MonitoringServer serving(Health ready) {
        return new MonitoringServer(
                "127.0.0.1", 0, () -> "requests_total 1", () -> new Health(true, "alive"), () -> ready);
    }

    private static HttpResponse<String> get(MonitoringServer server, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri(server, path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(MonitoringServer server, String path) {
        return URI.create("http://" + server.address() + path);
    }
}
