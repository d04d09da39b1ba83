package dev.headgate.it.harness;

import dev.headgate.console.ConsoleMain;
import dev.headgate.console.access.Secrets;
import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.ReadyCondition;
import dev.headgate.schemas.codec.RecordJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A console in a process of its own, which signs with the operator's key; people have tokens. */
public final class ConsoleUnderTest {

    private static final String READY = "headgate console ready http=(\\S+)";

    private final Installation installation;
    private final Map<String, String> tokens;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private ChildProcess process;
    private String address = "";

    /**
     * One that is not started yet.
     *
     * @param tokens by people's names; {@code ROLE ROLE…} and the token behind a {@code :}
     */
    public ConsoleUnderTest(Installation installation, Map<String, String> tokens) {
        this.installation = installation;
        this.tokens = Map.copyOf(tokens);
    }

    /** Starts it and waits until it answers. */
    public ConsoleUnderTest start() throws InterruptedException {
        StringBuilder file = new StringBuilder("tokens:\n");
        tokens.forEach((name, said) -> file.append("  - { name: %s, roles: [ %s ], sha256: %s }%n"
                .formatted(name, said.split(":", -1)[0].replace(" ", ", "), Secrets.sha256(said.split(":", -1)[1]))));
        String config = installation
                .run()
                .write("console.yaml", """
                        bootstrap.servers: %s
                        topic.prefix: %s
                        http.port: 0
                        signing.key: %s
                        trusted.keys: %s
                        tokens.file: %s
                        """.formatted(
                                installation.bootstrapServers(),
                                installation.topics().prefix(),
                                installation.keys().operatorFile(),
                                installation.keys().trustedByExecutor(),
                                installation.run().write("tokens.yaml", file.toString())))
                .toString();
        process = installation.start(ChildCommand.java(
                "console",
                ChildJvm.CLASS_PATH,
                ConsoleMain.class.getName(),
                ChildJvm.OPTIONS,
                List.of("--config", config)));
        process.awaitReady(ReadyCondition.logLine(READY), Await.LONG);
        address = "http://" + Metrics.address(process, READY);
        return this;
    }

    /** Where it serves HTTP: {@code host:port}. */
    public String httpAddress() {
        return URI.create(address).getAuthority();
    }

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param replayed whether it was given before
     * @param body of it
     */
    public record Said(int status, boolean replayed, JsonNode body) {}

    /** Asks for something, as somebody. */
    public Said get(String who, String path) throws IOException, InterruptedException {
        return said(request(who, path).GET().build());
    }

    /** Commands something, as somebody, under a key. */
    public Said post(String who, String path, String key, String body) throws IOException, InterruptedException {
        return said(request(who, path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String who, String path) {
        String token = tokens.get(who).split(":", -1)[1];
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
    }

    private Said said(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Said(
                response.statusCode(),
                response.headers().firstValue("Idempotency-Replayed").isPresent(),
                new RecordJson().tree(response.body().getBytes(StandardCharsets.UTF_8)));
    }
}
