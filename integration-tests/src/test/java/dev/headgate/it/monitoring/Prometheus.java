package dev.headgate.it.monitoring;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Project;
import dev.headgate.it.harness.RealParts;
import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.FreePorts;
import dev.headgate.local.process.ReadyCondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus with the configuration of docker/prometheus, in which only the targets are others. */
public final class Prometheus {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String address;

    private Prometheus(String address) {
        this.address = address;
    }

    /**
     * Starts it; it ends with the installation.
     *
     * @param targets by what docker/prometheus/prometheus.yml calls them, where they really are
     */
    public static Prometheus start(Installation installation, Map<String, String> targets)
            throws IOException, InterruptedException {
        Path program = RealParts.require("prometheus", "prometheus");
        int port = FreePorts.next();
        installation
                .start(ChildCommand.of(
                        "prometheus",
                        program.toString(),
                        "--config.file=" + configuration(installation, targets),
                        "--storage.tsdb.path=" + installation.run().directory("prometheus-data"),
                        "--web.listen-address=127.0.0.1:" + port))
                .awaitReady(
                        ReadyCondition.probe("Prometheus to be ready", () -> ready("http://127.0.0.1:" + port)),
                        Await.LONG);
        return new Prometheus("http://127.0.0.1:" + port);
    }

    /** The samples or series that it answers a query with. */
    public List<JsonNode> query(String expression) {
        return list(data("/api/v1/query", "query", expression).path("result"));
    }

    /** The series that a selector chooses and that were seen a moment ago. */
    public boolean hasSeries(String selector) {
        return !query("last_over_time(" + selector + "[15m])").isEmpty();
    }

    /** What is asked for meters, with the word for whether it answered. */
    public List<JsonNode> targets() {
        return list(data("/api/v1/targets", "state", "active").path("activeTargets"));
    }

    /** All rules, with when they were last looked at. */
    public List<JsonNode> rules() {
        return list(data("/api/v1/rules", "type", "alert").path("groups")).stream()
                .flatMap(group -> list(group.path("rules")).stream())
                .toList();
    }

    /** What fires or is about to, with what it says. */
    public List<JsonNode> alerts() {
        return list(data("/api/v1/alerts", "", "").path("alerts"));
    }

    private JsonNode data(String path, String key, String value) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(address + path + "?" + key + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .build();
        try {
            JsonNode answer = JsonMapper.shared()
                    .readTree(HTTP.send(request, BodyHandlers.ofString()).body());
            if (!answer.path("status").asString().equals("success")) {
                throw new IllegalArgumentException(value + ": " + answer);
            }
            return answer.path("data");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking Prometheus", interrupted);
        }
    }

    private static boolean ready(String address) {
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(URI.create(address + "/-/ready"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path configuration(Installation installation, Map<String, String> targets) throws IOException {
        String text = Files.readString(Project.file("docker/prometheus/prometheus.yml"));
        for (Map.Entry<String, String> target : targets.entrySet()) {
            if (!text.contains('"' + target.getKey() + '"')) {
                throw new IllegalArgumentException("prometheus.yml names no target " + target.getKey());
            }
            text = text.replace('"' + target.getKey() + '"', '"' + target.getValue() + '"');
        }
        text = text.replace(
                "/run/headgate/metrics-token/token",
                installation.run().write("prometheus/token", "0123456789abcdef").toString());
        for (Path rules : AlertRules.files(AlertRules.DIRECTORY)) {
            installation.run().write("prometheus/rules/" + rules.getFileName(), Files.readString(rules));
        }
        return installation.run().write("prometheus/prometheus.yml", text);
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
