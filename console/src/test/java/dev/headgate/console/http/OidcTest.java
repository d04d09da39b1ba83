package dev.headgate.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.headgate.console.access.Secrets;
import dev.headgate.console.access.Visit;
import dev.headgate.console.settings.OidcSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** People sign in at a provider, and its tokens let pipelines in. */
class OidcTest {

    private static final String STATE_COOKIE = "headgate-sign-in";

    @TempDir
    Path directory;

    private TestProvider provider;
    private TestConsole console;

    @BeforeEach
    void start() throws Exception {
        provider = new TestProvider();
        OidcSettings settings = new OidcSettings(
                provider.issuer(),
                TestProvider.CLIENT,
                Optional.empty(),
                TestProvider.CLIENT,
                List.of("openid", "profile"),
                "preferred_username",
                "groups",
                Set.of("engineering"),
                Set.of("sre"),
                Set.of("release-managers"));
        console = new TestConsole(directory, new TestConsole.Options(Optional.of(settings), true, 20));
    }

    @AfterEach
    void stop() {
        console.close();
        provider.close();
    }

    @Test
    void whoSignsInAtTheProviderHasItsNameAndRoles() {
        RawAnswer back = comeBack(begin("/decisions"));

        assertThat(back.status()).as(back.toString()).isEqualTo(302);
        assertThat(back.header("Location")).contains("/decisions");
        JsonNode you =
                status(TestConsole.cookie(back.cookie(Visit.SESSION_COOKIE))).get("you");
        assertThat(you.get("name").stringValue()).isEqualTo("oskar");
        assertThat(you.get("roles").toString()).isEqualTo("[\"operator\"]");
        assertThat(you.get("csrf").stringValue()).isNotBlank();
    }

    @Test
    void theCodeIsAskedForWithAChallengeAndANonce() {
        Map<String, String> asked = TestProvider.parameters(
                URI.create(begin("/").header("Location").orElseThrow()).getRawQuery());

        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", console.console.url() + "/oidc/callback")
                .containsKeys("state", "nonce", "code_challenge");
    }

    @Test
    void aSignInIsEndedByTheBrowserThatBeganItAndOnce() {
        RawAnswer way = begin("/");
        URI callback = provider.follow(URI.create(way.header("Location").orElseThrow()));
        String cookie = way.cookie(STATE_COOKIE);

        RawAnswer foreign = callback(callback, "");
        RawAnswer guessed = callback(callback, "guessed");
        RawAnswer first = callback(callback, cookie);
        RawAnswer replayed = callback(callback, cookie);

        assertThat(List.of(foreign.status(), guessed.status(), first.status(), replayed.status()))
                .containsExactly(403, 403, 302, 403);
        assertThat(replayed.all("Set-Cookie")).isEmpty();
    }

    @Test
    void whoHasNoRoleIsNotLetIn() {
        provider.roles = List.of("guests");

        RawAnswer back = comeBack(begin("/"));

        assertThat(back.status()).isEqualTo(403);
        assertThat(back.body()).contains("gives no role here");
    }

    @Test
    void aNameThatStandsInTheFileOfTokensIsNotTheProvidersToGive() throws Exception {
        String session = comeBack(begin("/")).cookie(Visit.SESSION_COOKIE);
        Files.writeString(
                console.tokens,
                "tokens: [ { name: oskar, roles: [ viewer ], sha256: " + Secrets.sha256("a token of oskar's")
                        + " } ]\n");
        Files.setLastModifiedTime(console.tokens, FileTime.fromMillis(1));
        Awaitility.await()
                .until(() -> console.get("/api/v1/status", "a token of oskar's").status() == 200);

        RawAnswer back = comeBack(begin("/"));

        assertThat(back.status()).isEqualTo(403);
        assertThat(back.body()).contains("the name oskar, which stands in tokens.file");
        assertThat(back.all("Set-Cookie")).noneMatch(cookie -> cookie.startsWith(Visit.SESSION_COOKIE + "="));
        assertThat(let(provider.signed(provider.claims().build()))).isEqualTo(401);
        assertThat(console.client
                        .send("GET", "/api/v1/status", TestConsole.cookie(session), "")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void theProvidersOwnNameOfSomebodyStandsInTheLogToo() {
        Logger audit = (Logger) LoggerFactory.getLogger("dev.headgate.console.audit");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        audit.addAppender(log);
        Level before = audit.getLevel();
        audit.setLevel(Level.INFO);
        try {
            comeBack(begin("/"));
        } finally {
            audit.setLevel(before);
            audit.detachAppender(log);
        }

        assertThat(log.list)
                .filteredOn(event -> event.getFormattedMessage().equals("signed in"))
                .singleElement()
                .satisfies(event -> assertThat(event.getKeyValuePairs())
                        .anySatisfy(pair -> assertThat(pair.toString()).contains("subject", "subject-of-oskar")));
    }

    @Test
    void nobodyIsSentToAnotherSiteAfterwards() {
        for (String page : List.of("//evil.example", "https://evil.example", "/x%0d%0aSet-Cookie:%20a=b", "/..//x")) {
            assertThat(comeBack(begin(page)).header("Location")).as(page).contains("/");
        }
    }

    @Test
    void aTokenOfTheProviderLetsIn() {
        JsonNode you = status(
                        TestConsole.bearer(provider.signed(provider.claims().build())))
                .get("you");

        assertThat(you.get("name").stringValue()).isEqualTo("oskar");
        assertThat(you.has("csrf")).isFalse();
    }

    @Test
    void aTokenOfAnotherIssuerOrForAnotherAudienceLetsNobodyIn() throws Exception {
        assertThat(let(provider.signed(
                        provider.claims().issuer("https://evil.example").build())))
                .isEqualTo(401);
        assertThat(let(provider.signed(provider.claims().audience("another").build())))
                .isEqualTo(401);
        assertThat(let(provider.signed(provider.claims()
                        .expirationTime(Date.from(Instant.now().minusSeconds(300)))
                        .build())))
                .isEqualTo(401);
        assertThat(let(provider.signed(
                        new JWTClaimsSet.Builder(provider.claims().build())
                                .expirationTime(null)
                                .build())))
                .isEqualTo(401);
    }

    @Test
    void aTokenThatTheProviderDidNotSignLetsNobodyIn() throws Exception {
        JWTClaimsSet claims = provider.claims().build();
        SignedJWT shared = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        shared.sign(new MACSigner("a secret that is long enough for HS256"));

        assertThat(let(new PlainJWT(claims).serialize())).isEqualTo(401);
        assertThat(let(shared.serialize())).isEqualTo(401);
        assertThat(let(TestProvider.signed(
                        claims, new RSAKeyGenerator(2048).keyID("k1").generate())))
                .isEqualTo(401);
        String good = provider.signed(claims);
        assertThat(let(good.substring(0, good.length() - 4) + "AAAA")).isEqualTo(401);
        assertThat(let("a.b.c")).isEqualTo(401);
    }

    @Test
    void aProviderThatIsAwayIsSaidToBe() {
        provider.close();

        RawAnswer answer = begin("/");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).contains(Problem.MEDIA_TYPE);
    }

    private RawAnswer begin(String page) {
        return console.client.send("GET", "/oidc/login?page=" + page, Map.of(), "");
    }

    private RawAnswer comeBack(RawAnswer way) {
        URI callback = provider.follow(URI.create(way.header("Location").orElseThrow()));
        return callback(callback, way.cookie(STATE_COOKIE));
    }

    private RawAnswer callback(URI callback, String cookie) {
        Map<String, String> headers = cookie.isEmpty() ? Map.of() : Map.of("Cookie", STATE_COOKIE + "=" + cookie);
        return console.client.send("GET", callback.getRawPath() + "?" + callback.getRawQuery(), headers, "");
    }

    private int let(String token) {
        return console.get("/api/v1/status", token).status();
    }

    private JsonNode status(Map<String, String> headers) {
        return TestConsole.json(console.client.send("GET", "/api/v1/status", headers, ""));
    }
}
