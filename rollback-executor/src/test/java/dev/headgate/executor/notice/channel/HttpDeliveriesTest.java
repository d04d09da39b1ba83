package dev.headgate.executor.notice.channel;

import static dev.headgate.executor.notice.SampleNotices.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.headgate.executor.notice.FakeHttp;
import dev.headgate.executor.notice.FakeHttp.Answer;
import dev.headgate.executor.notice.FakeHttp.Manner;
import dev.headgate.executor.notice.Post;
import dev.headgate.executor.notice.Post.Act;
import dev.headgate.executor.notice.SampleNotices;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.notice.Channel;
import dev.headgate.schemas.model.notice.Given;
import dev.headgate.schemas.model.notice.Target;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What goes over HTTP, to a server that records it and answers badly. */
class HttpDeliveriesTest {

    private static final Post ROLLBACK = post(SampleNotices.notice(SampleNotices.rollback()));

    @TempDir
    Path directory;

    private final FakeHttp provider = new FakeHttp();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void slackIsToldInATextAndFields() throws Exception {
        assertThat(slack().deliver(List.of(ROLLBACK))).isInstanceOf(Outcome.Delivered.class);

        JsonNode message = provider.requests().get(0).json();
        assertThat(message.path("text").stringValue())
                .isEqualTo("[production] shop 2.4.1: rollback 5% → 0% (critical)");
        JsonNode attachment = message.path("attachments").get(0);
        assertThat(attachment.path("text").stringValue()).isEqualTo("errorRate was above 5 % for 3 s");
        assertThat(attachment.path("title_link").stringValue()).isEqualTo("https://example.com/d?id=shop-1%2F3");
        assertThat(fields(attachment))
                .containsEntry("Version", "2.4.1")
                .containsEntry("Previous version", "2.4.0")
                .containsEntry("Rollout", "shop-1")
                .containsEntry("Stage", "1")
                .containsEntry("Weight", "5% → 0%")
                .containsEntry("Line", "errorRate &gt; 5% for 3s")
                .containsEntry("Observed", "12.5 %")
                .containsEntry("Limit", "5 %")
                .containsEntry("Requests", "r-17, r-18")
                .containsEntry("Runbook", "shift-traffic")
                .containsEntry("Duration of the rollout", "2 m 3 s")
                .containsEntry("Decision id", "shop-1/3")
                .containsEntry("Correlation id", "c-1")
                .containsEntry("Time", "2026-11-22T12:00:03Z");
    }

    @Test
    void whatAStepPrintsCanNeitherCallEverybodyNorMakeALink() throws Exception {
        String output = "<!channel> @channel <https://evil.example|click> [x](https://evil) ``` *bold* & \u202Eright";

        slack().deliver(List.of(post(SampleNotices.notice(SampleNotices.rollback(), ExecutionStatus.FAILED, output))));

        JsonNode attachment =
                provider.requests().get(0).json().path("attachments").get(0);
        assertThat(fields(attachment).get("End of its output"))
                .startsWith("```\n&lt;!channel&gt; ")
                .endsWith("\n```")
                .contains("&lt;https://evil.example|click&gt;", "''' *bold* &amp; ")
                .doesNotContain("<", "\u202E");
        assertThat(SlackDelivery.escaped("@here @Channel [x](http://evil) <!here>"))
                .isEqualTo("@\u200Bhere @\u200BChannel [x] (http://evil) &lt;!here&gt;");
    }

    @Test
    void severalOfOneServiceAreOneMessageThatSaysHowManyThereAre() throws Exception {
        Post hold = post(SampleNotices.notice(
                SampleNotices.decision("shop", 4, DecisionKind.HOLD, Severity.WARNING, Mode.ENFORCE)));

        slack().deliver(List.of(ROLLBACK, hold, hold, hold));

        JsonNode message = provider.requests().get(0).json();
        assertThat(message.path("text").stringValue()).endsWith("_and 3 more notices of shop_");
        assertThat(message.path("attachments").size()).isEqualTo(4);
        assertThat(message.path("attachments").get(1).path("title").stringValue())
                .contains("hold");
    }

    @Test
    void aWebhookGetsTheNoticeAsJsonSignedAndWithAnIdToTellRepetitionsBy() throws Exception {
        Files.writeString(directory.resolve("key"), "a-signing-key\n");
        Files.writeString(directory.resolve("token"), "a-token\n");
        Delivery webhook = delivery(new Target.Webhook(
                new Given.Written(provider.url()),
                Optional.of(new Given.InFile(directory.resolve("token").toString())),
                Optional.of(new Given.InFile(directory.resolve("key").toString()))));

        webhook.deliver(List.of(
                post(SampleNotices.notice(SampleNotices.rollback(), ExecutionStatus.FAILED, "line \"1\"\nline 2"))));

        FakeHttp.Request request = provider.requests().get(0);
        assertThat(request.header("Idempotency-key")).isEqualTo("shop-1/3#1");
        assertThat(request.header("Authorization")).isEqualTo("Bearer a-token");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("a-signing-key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(request.header("X-headgate-signature"))
                .isEqualTo("sha256="
                        + HexFormat.of().formatHex(mac.doFinal(request.body().getBytes(StandardCharsets.UTF_8))));
        JsonNode notice = request.json().path("notice");
        assertThat(notice.path("event").stringValue()).isEqualTo("rollback failed");
        assertThat(notice.path("severity").stringValue()).isEqualTo("critical");
        assertThat(notice.path("work").path("failedStep").path("name").stringValue())
                .isEqualTo("weight");
        assertThat(notice.path("work").path("failedStep").path("exitCode").intValue())
                .isEqualTo(3);
        assertThat(notice.path("work").path("failedStep").path("outputEnd").stringValue())
                .isEqualTo("line \"1\"\nline 2");
        assertThat(notice.path("work").path("results").get(0).stringValue()).isEqualTo("upsert.p95 = 17");
    }

    @Test
    void aPagerIsTriggeredAcknowledgedAndResolvedByOneKey() throws Exception {
        Delivery pager = delivery(new Target.PagerDuty(provider.url(), new Given.InEnvironment("KEY")));

        pager.deliver(List.of(new Post(Act.TELL, "it.shop-1/3", ROLLBACK.notice())));
        pager.deliver(List.of(new Post(Act.ACKNOWLEDGE, "it.shop-1/3", ROLLBACK.notice())));
        pager.deliver(List.of(new Post(Act.RESOLVE, "it.shop-1/3", ROLLBACK.notice())));

        List<JsonNode> events =
                provider.requests().stream().map(FakeHttp.Request::json).toList();
        assertThat(events)
                .extracting(event -> event.path("event_action").stringValue())
                .containsExactly("trigger", "acknowledge", "resolve");
        assertThat(events)
                .extracting(event -> event.path("dedup_key").stringValue())
                .containsOnly("it.shop-1/3");
        assertThat(events)
                .extracting(event -> event.path("routing_key").stringValue())
                .containsOnly("s3cret");
        JsonNode payload = events.get(0).path("payload");
        assertThat(payload.path("summary").stringValue())
                .isEqualTo("[production] shop 2.4.1: rollback 5% → 0% (critical): errorRate was above 5 % for 3 s");
        assertThat(payload.path("severity").stringValue()).isEqualTo("critical");
        assertThat(payload.path("source").stringValue()).isEqualTo("shop");
        assertThat(payload.path("custom_details").path("Observed").stringValue())
                .isEqualTo("12.5 %");
        assertThat(events.get(1).has("payload")).isFalse();
    }

    @Test
    void tooManyRequestsAreTriedAgainNotBeforeTheProviderSays() throws Exception {
        provider.answers(new Answer(429, Map.of("Retry-After", "17"), "slow down", Manner.AT_ONCE));

        assertThat(slack().deliver(List.of(ROLLBACK)))
                .isEqualTo(new Outcome.Later(
                        "answered with status 429: slow down", "rate-limited", Optional.of(Duration.ofSeconds(17))));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 401, 403, 408})
    void whatMayPassIsTriedAgain(int status) throws Exception {
        provider.answers(status);

        assertThat(slack().deliver(List.of(ROLLBACK))).isInstanceOf(Outcome.Later.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 410, 413})
    void whatTheProviderWillNeverTakeIsNotTriedAgain(int status) throws Exception {
        provider.answers(status);

        assertThat(slack().deliver(List.of(ROLLBACK)))
                .isEqualTo(new Outcome.Never("answered with status %d: status %d".formatted(status, status)));
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (FakeHttp elsewhere = new FakeHttp()) {
            provider.answers(new Answer(307, Map.of("Location", elsewhere.url()), "", Manner.AT_ONCE));

            assertThat(slack().deliver(List.of(ROLLBACK))).isInstanceOf(Outcome.Never.class);

            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Manner.class,
            names = {"NEVER", "DRIPPING", "DROPPED"})
    void aProviderThatHangsCostsNoMoreThanTheTimeOut(Manner manner) throws Exception {
        provider.usually(new Answer(500, Map.of(), "", manner));
        long began = System.nanoTime();

        Outcome outcome = slack(Duration.ofMillis(400)).deliver(List.of(ROLLBACK));

        assertThat(outcome).isInstanceOf(Outcome.Later.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void aServerWhoseCertificateNobodyVouchesForIsToldNothing() throws Exception {
        Path store = directory.resolve("self-signed.p12");
        Process keytool = Runtime.getRuntime().exec(new String[] {
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "it",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost",
            "-keystore",
            store.toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            "changeit"
        });
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(store)) {
            keys.load(stream, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        List<String> told = new CopyOnWriteArrayList<>();
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> told.add("something"));
        server.start();
        try {
            Outcome outcome = delivery(new Target.Webhook(
                            new Given.Written(
                                    "https://localhost:" + server.getAddress().getPort() + "/"),
                            Optional.empty(),
                            Optional.empty()))
                    .deliver(List.of(ROLLBACK));

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Later.class,
                            later -> assertThat(later.why()).contains("could not be reached (SSLHandshakeException"));
            assertThat(told).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aSecretThatIsNotThereIsLookedForAgainAndItsPlaceIsNamed() throws Exception {
        Delivery slack = delivery(
                new Target.Slack(new Given.InFile(directory.resolve("later").toString())));

        assertThat(slack.deliver(List.of(ROLLBACK)))
                .isInstanceOfSatisfying(
                        Outcome.Later.class, later -> assertThat(later.why()).contains("later cannot be read"));
        Files.writeString(directory.resolve("later"), provider.url() + "\n");

        assertThat(slack.deliver(List.of(ROLLBACK))).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void noAnswerRepeatsTheAddressSinceItIsASecret() throws Exception {
        String secret = provider.url() + "/T0/s3cret";
        Files.writeString(directory.resolve("url"), secret);
        provider.close();

        Outcome outcome = delivery(new Target.Slack(
                        new Given.InFile(directory.resolve("url").toString())))
                .deliver(List.of(ROLLBACK));

        assertThat(outcome.toString()).contains("could not be reached").doesNotContain("s3cret");
    }

    private Delivery slack() throws Exception {
        return slack(Duration.ofSeconds(5));
    }

    private Delivery slack(Duration timeout) throws Exception {
        Path url = Files.writeString(directory.resolve("slack-url"), provider.url());
        return Deliveries.of(
                new Channel(
                        "chat",
                        new Target.Slack(new Given.InFile(url.toString())),
                        timeout,
                        new Channel.Rate(1, Duration.ofSeconds(1)),
                        Duration.ofHours(1)),
                new Secrets(Map.of()));
    }

    private static Delivery delivery(Target target) {
        return Deliveries.of(SampleNotices.channel("it", target), new Secrets(Map.of("KEY", "s3cret")));
    }

    private static Map<String, String> fields(JsonNode attachment) {
        Map<String, String> fields = new java.util.HashMap<>();
        attachment
                .path("fields")
                .forEach(field -> fields.put(
                        field.path("title").stringValue(), field.path("value").stringValue()));
        return fields;
    }
}
