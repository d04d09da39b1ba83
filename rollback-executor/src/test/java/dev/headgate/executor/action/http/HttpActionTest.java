package dev.headgate.executor.action.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headgate.executor.Decisions;
import dev.headgate.executor.acceptance.Order;
import dev.headgate.executor.action.Permission;
import dev.headgate.executor.dispatch.Effect;
import dev.headgate.executor.dispatch.FailureCategory;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Action.HttpCall;
import dev.headgate.schemas.model.Action.Lookup;
import dev.headgate.schemas.model.Action.Probe;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Expectation;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Secret;
import dev.headgate.schemas.model.Template;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that records what it is asked, and answers as the test says. */
class HttpActionTest {

    private static final Permission GRANTED = Optional::empty;
    private static final Duration LONG = Duration.ofSeconds(20);

    /** What was asked. */
    private record Asked(String method, String path, String query, Map<String, List<String>> headers, String body) {}

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpAction action = new HttpAction(new HttpRequests(Map.of("TOKEN", "from the environment")));
    private volatile String answer = "{\"ok\": true, \"weight\": 5, \"deep\": {\"id\": \"d-1\"}}";
    private HttpServer server;

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void sendsWhatTheRunbookSaysAndReadsTheFiguresOfTheAnswer() throws Exception {
        Path token = directory.resolve("token");
        Files.writeString(token, "from a file\n");
        TreeMap<String, Template> body = new TreeMap<>(Map.of(
                "text", new Template.Text("a \"quoted\"\n}, \"weight\": 100"),
                "weight", new Template.Literal("5"),
                "tags", new Template.Items(List.of(new Template.Text("x")))));
        HttpCall call = new HttpCall(
                "POST",
                url("/v1/tell?source=headgate"),
                Labels.copy(Map.of("why", "50% & more=?")),
                Labels.copy(Map.of("X-Team", "shop")),
                new TreeMap<>(Map.of(
                        "Authorization", new Secret(true, token.toString()), "X-Token", new Secret(false, "TOKEN"))),
                Optional.of(new Template.Fields(body)),
                new Expectation(200, 200, Labels.copy(Map.of("ok", "true")), Optional.empty()));

        StepOutcome outcome = action.call(call, effect(LONG), GRANTED);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        StepOutcome.Done.class,
                        done -> assertThat(done.figures())
                                .containsExactlyInAnyOrderEntriesOf(
                                        Map.of("ok", "true", "weight", "5", "deep.id", "d-1")));
        Asked request = asked.get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.query()).isEqualTo("source=headgate&why=50%25%20%26%20more%3D%3F");
        assertThat(request.body())
                .isEqualTo("{\"tags\":[\"x\"],\"text\":\"a \\\"quoted\\\"\\n}, \\\"weight\\\": 100\",\"weight\":5}");
        assertThat(request.headers())
                .containsEntry("Authorization", List.of("from a file"))
                .containsEntry("X-token", List.of("from the environment"))
                .containsEntry("X-team", List.of("shop"))
                .containsEntry("Idempotency-key", List.of("r7/1/step"))
                .containsEntry("Headgate-attempt", List.of("2"));
    }

    @Test
    void anotherStatusOrAnotherFieldIsAFailureThatSaysWhichWithTheAnswer() throws Exception {
        statuses.add(503);
        HttpCall strict = get(new Expectation(200, 204, Labels.copy(Map.of("deep.id", "d-2")), Optional.empty()));

        StepOutcome.Failed status = failed(action.call(strict, effect(LONG), GRANTED));
        StepOutcome.Failed field = failed(action.call(strict, effect(LONG), GRANTED));

        assertThat(status.category()).isEqualTo(FailureCategory.ANSWER);
        assertThat(status.reason()).contains("answered with status 503, expected 200 .. 204");
        assertThat(status.output()).contains("\"ok\"");
        assertThat(field.reason()).contains("answered deep.id = d-1, expected d-2");
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        statuses.add(302);

        assertThat(failed(action.call(get(Expectation.SUCCESS), effect(LONG), GRANTED))
                        .reason())
                .contains("status 302");
        assertThat(asked).hasSize(1);
    }

    @Test
    void anAnswerThatNeverEndsIsGivenUpWithTheBudgetAndOneWithoutEndIsCut() throws Exception {
        StepOutcome.Failed hangs = failed(action.call(get("/hangs"), effect(Duration.ofMillis(300)), GRANTED));
        StepOutcome floods = action.call(get("/floods"), effect(LONG), GRANTED);

        assertThat(hangs.category()).isEqualTo(FailureCategory.TARGET);
        assertThat(hangs.reason()).contains("no answer within 300 ms");
        assertThat(floods)
                .isInstanceOfSatisfying(
                        StepOutcome.Done.class,
                        done -> assertThat(done.output()).hasSize(4_097).endsWith("…"));
    }

    @Test
    void aSecretThatIsMissingIsToldByItsPlaceAndNothingIsSent() throws Exception {
        HttpCall call = new HttpCall(
                "GET",
                url("/"),
                Labels.NONE,
                Labels.NONE,
                new TreeMap<>(Map.of("Authorization", new Secret(false, "ABSENT"))),
                Optional.empty(),
                Expectation.SUCCESS);

        StepOutcome.Failed failed = failed(action.call(call, effect(LONG), GRANTED));

        assertThat(failed.category()).isEqualTo(FailureCategory.REFUSED);
        assertThat(failed.reason()).contains("the secret of header Authorization is not in variable ABSENT");
        assertThat(asked).isEmpty();
    }

    @Test
    void withoutPermissionNothingIsSent() throws Exception {
        assertThat(action.call(get(Expectation.SUCCESS), effect(LONG), () -> Optional.of("the lease is over")))
                .isInstanceOf(StepOutcome.NotBegun.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void aProbeAsksUntilTheAnswerWasGoodSeveralTimesInARow() throws Exception {
        statuses.addAll(List.of(503, 200, 200, 500, 200, 200, 200, 503));
        Probe probe = new Probe(get(Expectation.SUCCESS), 3, Duration.ofMillis(1));

        assertThat(action.probe(probe, effect(LONG), GRANTED)).isInstanceOf(StepOutcome.Done.class);
        assertThat(asked).hasSize(7);
    }

    @Test
    void aProbeOfWhatIsNotWellFailsAtTheEndOfItsBudgetAndSaysWhatItFoundLast() throws Exception {
        answer = "{\"ok\": false}";
        HttpCall call = get(new Expectation(200, 200, Labels.copy(Map.of("ok", "true")), Optional.empty()));

        StepOutcome.Failed failed =
                failed(action.probe(new Probe(call, 1, Duration.ofMillis(5)), effect(Duration.ofMillis(300)), GRANTED));

        assertThat(failed.category()).isEqualTo(FailureCategory.TIME_OUT);
        assertThat(failed.reason()).contains("was not well within 300 ms", "answered ok = false, expected true");
        assertThat(asked.size()).isGreaterThan(1);
    }

    @Test
    void anAnswerThatComesTooLateIsNotGood() {
        Answer slow = new Answer(200, "", Duration.ofMillis(501));
        Expectation quick = new Expectation(200, 299, Labels.NONE, Optional.of(Duration.ofMillis(500)));

        assertThat(slow.unlike(quick)).contains("answered after 501 ms, expected within 500 ms");
        assertThat(new Answer(200, "", Duration.ofMillis(500)).unlike(quick)).isEmpty();
    }

    @Test
    void whoIsStoppedGivesTheRequestUp() throws Exception {
        Future<StepOutcome> running = threads.submit(() -> action.call(get("/hangs"), effect(LONG), GRANTED));
        await().atMost(LONG).until(() -> asked.size() == 1);

        running.cancel(true);

        assertThat(running.isCancelled()).isTrue();
        over.countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                String.valueOf(exchange.getRequestURI().getRawQuery()),
                Map.copyOf(exchange.getRequestHeaders()),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        Integer status = statuses.poll();
        exchange.getResponseHeaders().add("Location", "/elsewhere");
        exchange.sendResponseHeaders(status == null ? 200 : status, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            switch (exchange.getRequestURI().getPath()) {
                case "/hangs" -> {
                    body.write('{');
                    body.flush();
                    over.await();
                }
                case "/floods" -> {
                    for (int i = 0; i < 1_000; i++) {
                        body.write("x".repeat(1_000).getBytes(StandardCharsets.UTF_8));
                    }
                }
                default -> body.write(answer.getBytes(StandardCharsets.UTF_8));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpCall get(String path) {
        return new HttpCall(
                "GET", url(path), Labels.NONE, Labels.NONE, new TreeMap<>(), Optional.empty(), Expectation.SUCCESS);
    }

    @Test
    void aLookupSaysYesNoOrThatItCannotTell() throws Exception {
        Expectation there = new Expectation(200, 200, Labels.NONE, Optional.empty());
        Expectation absent = new Expectation(404, 404, Labels.NONE, Optional.empty());
        Lookup lookup = new Lookup(get(there), absent, Duration.ofMillis(10));

        statuses.add(503);
        statuses.add(200);
        StepOutcome yes = action.lookup(lookup, effect(LONG), GRANTED);
        statuses.add(503);
        statuses.add(404);
        StepOutcome no = action.lookup(lookup, effect(LONG), GRANTED);
        for (int i = 0; i < 1_000; i++) {
            statuses.add(503);
        }
        StepOutcome unknown = action.lookup(lookup, effect(Duration.ofMillis(300)), GRANTED);

        assertThat(yes).isInstanceOf(StepOutcome.Done.class);
        assertThat(failed(no).category()).isEqualTo(FailureCategory.NO_EFFECT);
        assertThat(failed(unknown).category()).isEqualTo(FailureCategory.TIME_OUT);
        assertThat(failed(unknown).reason()).contains("neither yes nor no", "503");
    }

    @Test
    void aServerThatIsNotThereCannotTell() throws Exception {
        Lookup lookup = new Lookup(
                get(Expectation.SUCCESS),
                new Expectation(404, 404, Labels.NONE, Optional.empty()),
                Duration.ofMillis(10));
        server.stop(0);

        StepOutcome outcome = action.lookup(lookup, effect(Duration.ofMillis(300)), GRANTED);

        assertThat(failed(outcome).category()).isEqualTo(FailureCategory.TIME_OUT);
    }

    private HttpCall get(Expectation expected) {
        return new HttpCall(
                "GET", url("/health"), Labels.NONE, Labels.NONE, new TreeMap<>(), Optional.empty(), expected);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static StepOutcome.Failed failed(StepOutcome outcome) {
        assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
        return (StepOutcome.Failed) outcome;
    }

    private static Effect effect(Duration budget) {
        return new Effect(
                "shop",
                "r7/1",
                "correlation",
                DecisionKind.RUN,
                2,
                0,
                "step",
                Decisions.command("x"),
                budget,
                Decisions.NOON,
                new Order(7, 1));
    }
}
