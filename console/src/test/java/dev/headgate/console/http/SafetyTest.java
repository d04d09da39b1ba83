package dev.headgate.console.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.access.Visit;
import dev.headgate.console.settings.ServedAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody might try who must not get in. */
class SafetyTest {

    private static final String COMMANDS = "/api/v1/rollouts/shop-241/commands";

    @TempDir
    Path directory;

    private TestConsole console;

    @BeforeEach
    void start() throws Exception {
        console = new TestConsole(directory, TestConsole.Options.USUAL);
        ExampleLog.of(console.model);
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void theLinkLetsInOnceAndTheCookieIsForThisSiteAlone() {
        String token = console.oneTime.shown().orElseThrow();

        RawAnswer first = console.client.send("GET", "/login?token=" + token, Map.of(), "");
        RawAnswer second = console.client.send("GET", "/login?token=" + token, Map.of(), "");

        assertThat(first.status()).isEqualTo(302);
        assertThat(first.header("Location")).contains("/");
        assertThat(first.header("Set-Cookie").orElseThrow())
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain(token);
        assertThat(second.status()).isEqualTo(401);
        assertThat(second.all("Set-Cookie")).isEmpty();
    }

    @Test
    void aTokenOfTheFileInAnAddressLetsNobodyIn() {
        RawAnswer inAddress = console.client.send("GET", "/login?token=" + TestConsole.OPERATOR, Map.of(), "");
        RawAnswer typed =
                console.client.send("POST", "/login", Map.of(), "{\"token\":\"" + TestConsole.OPERATOR + "\"}");

        assertThat(inAddress.status()).isEqualTo(401);
        assertThat(inAddress.all("Set-Cookie")).isEmpty();
        assertThat(inAddress.body()).contains("never put into an address");
        assertThat(typed.status()).isEqualTo(204);
    }

    @Test
    void aSessionCommandsOnlyWithItsOwnSecret() {
        String session = console.signIn();
        String csrf = csrf(session);

        assertThat(command(session, Map.of()).status()).isEqualTo(403);
        assertThat(command(session, Map.of(Visit.CSRF_HEADER, "guessed")).status())
                .isEqualTo(403);
        assertThat(command(session, Map.of(Visit.CSRF_HEADER, csrf)).status()).isEqualTo(202);
        assertThat(console.commands).hasSize(1);
        assertThat(console.commands.get(0).header().issuedBy()).isEqualTo("starter");
    }

    @Test
    void anotherSitesPageCommandsNothingWhateverItKnows() {
        String session = console.signIn();
        String csrf = csrf(session);

        for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1")) {
            RawAnswer answer = command(session, Map.of(Visit.CSRF_HEADER, csrf, "Origin", origin));
            assertThat(answer.status()).as(origin).isEqualTo(403);
        }
        assertThat(console.commands).isEmpty();
        assertThat(command(session, Map.of(Visit.CSRF_HEADER, csrf, "Origin", console.console.url()))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void aNameThatSomebodyElseHasPointedHereIsRefused() {
        for (String host :
                List.of("evil.example", "evil.example:" + console.client.port(), "127.0.0.1", "", "127.0.0.1:1")) {
            RawAnswer answer = console.client.send("GET", "/", Map.of("Host", host), "");
            assertThat(answer.status()).as(host).isIn(400, 421);
        }
        assertThat(console.client
                        .send("GET", "/", Map.of("Host", "localhost:" + console.client.port()), "")
                        .status())
                .isEqualTo(200);
    }

    /** Probes and scrapers know it by its address, a container's for example. */
    @Test
    void healthIsToldUnderAnyNameAndMetricsOnlyWhereOthersMayAskAtAll() throws Exception {
        Map<String, String> byAddress = Map.of("Host", "console:8420");
        ServedAddress forOthers =
                new ServedAddress("0.0.0.0", 0, Optional.of("https://headgate.example.com"), Optional.empty(), true);
        // A container's: only browsers of the machine that forwards to it are meant to reach it.
        ServedAddress forwarded =
                new ServedAddress("0.0.0.0", 0, Optional.of("http://127.0.0.1:8420"), Optional.empty(), false);
        Path place = Files.createDirectory(directory.resolve("others"));
        Path container = Files.createDirectory(directory.resolve("container"));

        assertThat(console.client.send("GET", "/health/live", byAddress, "").status())
                .isEqualTo(200);
        assertThat(console.client.send("GET", "/metrics", byAddress, "").status())
                .isEqualTo(421);
        try (TestConsole others = new TestConsole(place, TestConsole.Options.at(forOthers))) {
            assertThat(others.client.send("GET", "/metrics", byAddress, "").status())
                    .isEqualTo(200);
            assertThat(others.client.send("GET", "/", byAddress, "").status()).isEqualTo(421);
            assertThat(others.client
                            .send("GET", "/api/v1/status", byAddress, "")
                            .status())
                    .isEqualTo(421);
        }
        try (TestConsole here = new TestConsole(container, TestConsole.Options.at(forwarded))) {
            assertThat(here.client.send("GET", "/health/live", byAddress, "").status())
                    .isEqualTo(200);
            assertThat(here.client.send("GET", "/metrics", byAddress, "").status())
                    .isEqualTo(421);
        }
    }

    @Test
    void aSessionEndsWhenItsTimeIsOverAndWhenItIsEnded() {
        String session = console.signIn();
        assertThat(status(session)).isEqualTo(200);

        console.now.set(console.now.get().plus(TestConsole.LIFETIME));
        assertThat(status(session)).isEqualTo(401);

        console.now.set(console.now.get().minusSeconds(1));
        assertThat(status(session)).isEqualTo(200);
        RawAnswer out = console.client.send("POST", "/logout", TestConsole.cookie(session), "");
        assertThat(out.status()).isEqualTo(204);
        assertThat(status(session)).isEqualTo(401);
    }

    @Test
    void aSessionByATokenEndsWithTheToken() throws Exception {
        RawAnswer in = console.client.send("POST", "/login", Map.of(), "{\"token\":\"" + TestConsole.VIEWER + "\"}");
        assertThat(in.status()).isEqualTo(204);
        String session = in.cookie(Visit.SESSION_COOKIE);
        assertThat(status(session)).isEqualTo(200);

        Files.writeString(console.tokens, "tokens: []\n");
        Files.setLastModifiedTime(console.tokens, FileTime.fromMillis(1));

        Awaitility.await().until(() -> status(session) == 401);
        assertThat(console.get("/api/v1/status", TestConsole.VIEWER).status()).isEqualTo(401);
    }

    @Test
    void whoGuessesTokensIsLetInForAWhileByNoTokenAtAll() {
        int refused = 0;
        for (int i = 0; i < 40; i++) {
            refused += console.get("/api/v1/status", "guess-number-" + i).status() == 429 ? 1 : 0;
        }

        assertThat(refused).isPositive();
        assertThat(console.get("/api/v1/status", TestConsole.VIEWER).status()).isEqualTo(429);
    }

    @Test
    void whoAsksAllTheTimeIsRefusedAndNobodyElse() {
        boolean refused = false;
        for (int i = 0; i < 2_000 && !refused; i++) {
            refused = console.get("/api/v1/services", TestConsole.VIEWER).status() == 429;
        }

        assertThat(refused).isTrue();
        assertThat(console.get("/api/v1/services", TestConsole.OPERATOR).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lib/lit-html/../../../application.properties",
                "/lib/lit-html/..%2f..%2f..%2fopenapi.yaml",
                "/lib/lit-html/%2e%2e/%2e%2e/uplot/package.json",
                "/lib/..%5c..%5copenapi.yaml/x",
                "/lib/lit-html//lit-html.js/../package.json",
                "/lib/nothing/lit-html.js",
                "/lib/lit-html/3.3.2/../lit-html.js%00.css",
                "/../openapi.yaml",
                "/..;/openapi.yaml",
                "/page/../openapi.yaml",
                "/dev/headgate/console/ConsoleMain.class",
                "/logback.xml"
            })
    void noFileIsReadThatIsNotThePages(String path) {
        RawAnswer answer = console.client.send("GET", path, Map.of(), "");

        assertThat(answer.status()).as(answer.toString()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("openapi: 3", "<configuration");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedAndSoIsWhatIsNoJson() {
        String large = "{\"service\":\"" + "x".repeat(1_200_000) + "\"}";

        assertThat(console.post("/api/v1/rollouts", TestConsole.OPERATOR, "key-number-1", large)
                        .status())
                .isEqualTo(413);
        Map<String, String> form = new HashMap<>(TestConsole.bearer(TestConsole.OPERATOR));
        form.put("Idempotency-Key", "key-number-2");
        form.put("Content-Type", "text/plain");
        assertThat(console.client
                        .send("POST", COMMANDS, form, "{\"kind\":\"abort\"}")
                        .status())
                .isEqualTo(415);
        for (String body : List.of("[]", "{", "{\"kind\":\"abort\",\"kind\":\"pause\"}", "\"abort\"", "{\"kind\":7}")) {
            assertThat(console.post(COMMANDS, TestConsole.OPERATOR, "key-number-3", body)
                            .status())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(console.commands).isEmpty();
    }

    @Test
    void whatIsAskedForNeverBecomesAHeaderOrALine() {
        RawAnswer injected =
                console.client.send("GET", "/login?token=x%0d%0aSet-Cookie:%20headgate-session=mine", Map.of(), "");
        RawAnswer path = console.get("/api/v1/rollouts/x%0d%0aX-Mine:%201", TestConsole.VIEWER);
        RawAnswer raw = console.client.sendBytes(
                ("GET / HTTP/1.0\r\nHost: 127.0.0.1:" + console.client.port() + "\r\nX-A: b\r\n c\r\n\u0000: d\r\n\r\n")
                        .getBytes(US_ASCII));

        assertThat(injected.status()).isEqualTo(401);
        assertThat(injected.all("Set-Cookie")).isEmpty();
        assertThat(path.status()).isIn(400, 404);
        assertThat(path.header("X-Mine")).isEmpty();
        assertThat(raw.status()).isEqualTo(400);
    }

    @Test
    void everyAnswerForbidsWhatIsFromElsewhere() {
        for (String path : List.of("/", "/api/v1/status", "/nothing", "/health/live", "/api/v1/nothing")) {
            RawAnswer answer = console.client.send("GET", path, Map.of(), "");
            assertThat(answer.header("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(answer.header("Server").orElse("")).doesNotContain("Jetty(");
        }
        assertThat(console.get("/api/v1/status", TestConsole.VIEWER).header("Cache-Control"))
                .contains("no-store");
    }

    private RawAnswer command(String session, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(TestConsole.cookie(session));
        headers.put("Idempotency-Key", "the-same-key");
        headers.putAll(more);
        return console.client.send("POST", COMMANDS, headers, "{\"kind\":\"abort\"}");
    }

    private int status(String session) {
        return console.client
                .send("GET", "/api/v1/status", TestConsole.cookie(session), "")
                .status();
    }

    private String csrf(String session) {
        return TestConsole.json(console.client.send("GET", "/api/v1/status", TestConsole.cookie(session), ""))
                .get("you")
                .get("csrf")
                .stringValue();
    }
}
