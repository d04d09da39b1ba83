package dev.headgate.console.http;

import dev.headgate.client.Answer;
import dev.headgate.console.access.OneTimeToken;
import dev.headgate.console.access.Person;
import dev.headgate.console.access.Role;
import dev.headgate.console.access.Secrets;
import dev.headgate.console.access.TokenFile;
import dev.headgate.console.access.Visit;
import dev.headgate.console.command.CommandDesk;
import dev.headgate.console.command.ExecutorDesk;
import dev.headgate.console.command.GateLine;
import dev.headgate.console.feed.FeedStatus;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.settings.OidcSettings;
import dev.headgate.console.settings.ServedAddress;
import dev.headgate.process.ProcessMeters;
import dev.headgate.schemas.codec.RecordJson;
import dev.headgate.schemas.model.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;

/** A real console on a free port, with a token for each role, and a gate that says what the test wants. */
final class TestConsole implements AutoCloseable {

    static final Duration LIFETIME = Duration.ofHours(12);
    static final String VIEWER = "viewer-token-viewer-token";
    static final String OPERATOR = "operator-token-operator-token";
    static final String APPROVER = "approver-token-approver-token";

    final ReadModel model = ReadModel.inMemory();
    final OneTimeToken oneTime;
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-29T10:00:00Z"));
    final AtomicReference<FeedStatus> feed = new AtomicReference<>(current());
    final List<Command> commands = new CopyOnWriteArrayList<>();
    final AtomicReference<GateLine> gate = new AtomicReference<>((command, answers, timeout) -> new Answer.Silence());
    final TestExecutors executors = new TestExecutors();
    final RawClient client;
    final Console console;
    final Path tokens;
    private final ProcessMeters meters = new ProcessMeters();

    /** What a test may want otherwise. */
    record Options(Optional<OidcSettings> oidc, boolean signs, int eventsClients, ServedAddress address) {
        private static final ServedAddress HERE =
                new ServedAddress("127.0.0.1", 0, Optional.empty(), Optional.empty(), false);
        static final Options USUAL = new Options(Optional.empty(), true, 20);

        Options(Optional<OidcSettings> oidc, boolean signs, int eventsClients) {
            this(oidc, signs, eventsClients, HERE);
        }

        static Options at(ServedAddress address) {
            return new Options(Optional.empty(), true, 20, address);
        }
    }

    TestConsole(Path directory, Options options) throws IOException {
        tokens = directory.resolve("tokens.yaml");
        Files.writeString(
                tokens, """
                tokens:
                  - { name: vera, roles: [ viewer ], sha256: %s }
                  - { name: olga, roles: [ operator ], sha256: %s }
                  - { name: anna, roles: [ approver ], sha256: %s }
                """.formatted(Secrets.sha256(VIEWER), Secrets.sha256(OPERATOR), Secrets.sha256(APPROVER)));
        oneTime = OneTimeToken.create(now::get);
        GateLine line = (command, answers, timeout) -> {
            commands.add(command);
            return gate.get().sendAndAwait(command, answers, timeout);
        };
        console = new Console(
                options.address(),
                new Console.Work(
                        model,
                        new CommandDesk(
                                options.signs() ? Optional.of(line) : Optional.empty(),
                                model,
                                Duration.ofSeconds(2),
                                now::get,
                                () -> feed.get().commandsRead()),
                        new ExecutorDesk(
                                options.signs() ? Optional.of(executors) : Optional.empty(),
                                model,
                                Duration.ofSeconds(2),
                                now::get,
                                () -> feed.get().wordsRead()),
                        false,
                        options.eventsClients(),
                        false),
                new Console.Ways(
                        oneTime,
                        new Person("starter", EnumSet.allOf(Role.class), Person.Proof.ONE_TIME_TOKEN),
                        Optional.of(TokenFile.following(tokens, System::nanoTime, told -> {})),
                        options.oidc(),
                        LIFETIME),
                new Console.Watched(feed::get, () -> true, meters.registry(), meters::scrape, Optional.empty()),
                now::get);
        client = new RawClient(Integer.parseInt(console.authority().split(":", -1)[1]));
    }

    static FeedStatus current() {
        return new FeedStatus(
                FeedStatus.State.CURRENT,
                1,
                Duration.ofMillis(200),
                Instant.parse("2026-11-29T09:59:59Z"),
                Optional.empty(),
                "All that the log holds is shown.",
                0);
    }

    RawAnswer get(String path, String token) {
        return client.send("GET", path, bearer(token), "");
    }

    RawAnswer post(String path, String token, String key, String body) {
        Map<String, String> headers = new LinkedHashMap<>(bearer(token));
        headers.put("Idempotency-Key", key);
        return client.send("POST", path, headers, body);
    }

    static Map<String, String> bearer(String token) {
        return token.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token);
    }

    /** Signs in by the link and gives the cookie's value. */
    String signIn() {
        RawAnswer answer = client.send("GET", "/login?token=" + oneTime.shown().orElseThrow(), Map.of(), "");
        return answer.cookie(Visit.SESSION_COOKIE);
    }

    static Map<String, String> cookie(String session) {
        return Map.of("Cookie", Visit.SESSION_COOKIE + "=" + session);
    }

    static JsonNode json(RawAnswer answer) {
        return new RecordJson().tree(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        console.close();
        model.close();
        meters.close();
    }
}
