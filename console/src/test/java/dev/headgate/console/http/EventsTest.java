package dev.headgate.console.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.feed.FeedStatus;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.RecordJson;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Pages are told what changes. */
@Timeout(60)
class EventsTest {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private TestConsole console;
    private ExampleLog log;

    @BeforeEach
    void start() throws Exception {
        console = new TestConsole(directory, new TestConsole.Options(Optional.empty(), true, 2));
        log = ExampleLog.of(console.model);
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void aPageIsToldEverythingFirstAndThenWhatIsNew() throws Exception {
        try (Stream stream = follow("/api/v1/events")) {
            JsonNode status = stream.next("status");
            JsonNode rollouts = stream.next("rollouts");

            assertThat(status.get("you").get("name").stringValue()).isEqualTo("vera");
            assertThat(rollouts.get("items")).hasSize(1);
            assertThat(rollouts.get("items").get(0).get("rolloutId").stringValue())
                    .isEqualTo("shop-241");
            assertThat(Description.read().errors("Status", status.toString())).isEmpty();
            assertThat(Description.read().errors("RolloutEvent", rollouts.toString()))
                    .isEmpty();

            Decision decision = ExampleLog.decision(2);
            log.append(TopicCatalogue.GATE_DECISIONS, decision.service(), new JsonCodec().write(decision));

            JsonNode decisions = stream.next("decisions");
            assertThat(decisions.get("items").get(0).get("decisionId").stringValue())
                    .isEqualTo("shop-241/2");
            assertThat(Description.read().errors("DecisionEvent", decisions.toString()))
                    .isEmpty();
        }
    }

    @Test
    void thePageOfARolloutIsToldAllOfIt() throws Exception {
        try (Stream stream = follow("/api/v1/events?rollout=shop-241")) {
            JsonNode rollout = stream.next("rollout");
            JsonNode executions = stream.next("executions");

            assertThat(Description.read().errors("RolloutDetail", rollout.toString()))
                    .isEmpty();
            assertThat(executions.get("items")).isNotEmpty();
        }
    }

    @Test
    void thatTheBrokerIsAwayIsToldAtOnce() throws Exception {
        try (Stream stream = follow("/api/v1/events")) {
            stream.next("status");
            stream.next("rollouts");

            console.feed.set(new FeedStatus(
                    FeedStatus.State.AWAY,
                    1,
                    Duration.ofSeconds(9),
                    ExampleLog.AT,
                    Optional.of(ExampleLog.AT),
                    "The broker does not answer.",
                    0));

            JsonNode status = stream.next("status");
            assertThat(status.get("feed").get("state").stringValue()).isEqualTo("away");
            assertThat(console.client.send("GET", "/health/ready", Map.of(), "").status())
                    .isEqualTo(503);
        }
    }

    @Test
    void noMorePagesThanAllowedAreFollowedAndOneThatIsClosedMakesRoom() throws Exception {
        try (Stream first = follow("/api/v1/events");
                Stream second = follow("/api/v1/events")) {
            first.next("rollouts");
            second.next("rollouts");
            assertThat(console.get("/api/v1/events", TestConsole.VIEWER).status())
                    .isEqualTo(503);
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            try (Stream third = follow("/api/v1/events")) {
                return third.status == 200;
            }
        });
    }

    @Test
    void whoIsSlowGetsTheNewestStateAndNothingPilesUp() throws Exception {
        try (Stream stream = follow("/api/v1/events")) {
            stream.next("rollouts");
            for (int i = 1; i <= 400; i++) {
                log.append(TopicCatalogue.GATE_ROLLOUTS, "shop", ExampleLog.state("state " + i));
            }

            int told = 0;
            String reason = "";
            while (!reason.equals("state 400")) {
                JsonNode event = stream.next("rollouts");
                reason = event.get("items").isEmpty()
                        ? reason
                        : event.get("items").get(0).get("reason").stringValue();
                told++;
            }
            assertThat(told).isLessThan(100);
        }
    }

    @Test
    void whoMayNotLookAnyMoreIsToldNothingMore() throws Exception {
        String session = console.signIn();
        try (Stream stream = new Stream(console.client, "/api/v1/events", TestConsole.cookie(session))) {
            stream.next("rollouts");
            console.now.set(console.now.get().plus(TestConsole.LIFETIME));
            assertThat(stream.ends()).isTrue();
        }
    }

    private Stream follow(String path) throws IOException {
        return new Stream(console.client, path, TestConsole.bearer(TestConsole.VIEWER));
    }

    /** A page. */
    private static final class Stream implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader reader;
        final int status;

        Stream(RawClient client, String path, Map<String, String> headers) throws IOException {
            socket = client.open();
            StringBuilder head =
                    new StringBuilder("GET " + path + " HTTP/1.0\r\nHost: 127.0.0.1:" + client.port() + "\r\n");
            headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
            socket.getOutputStream().write((head + "\r\n").getBytes(UTF_8));
            reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            status = Integer.parseInt(reader.readLine().split(" ", -1)[1]);
        }

        /** The next event of a name; others are passed by. */
        JsonNode next(String event) throws IOException {
            boolean wanted = false;
            long until = System.nanoTime() + LONGEST.toNanos();
            for (String line = reader.readLine(); line != null && System.nanoTime() < until; line = reader.readLine()) {
                if (line.startsWith("event: ")) {
                    wanted = line.substring(7).equals(event);
                } else if (wanted && line.startsWith("data: ")) {
                    return new RecordJson().tree(line.substring(6).getBytes(UTF_8));
                }
            }
            throw new AssertionError("there was no event " + event);
        }

        /** Whether it ends before it has told much more. */
        boolean ends() throws IOException {
            for (int lines = 0; lines < 1_000; lines++) {
                if (reader.readLine() == null) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
