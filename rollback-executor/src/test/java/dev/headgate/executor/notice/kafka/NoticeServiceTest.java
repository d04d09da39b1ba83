package dev.headgate.executor.notice.kafka;

import static dev.headgate.executor.notice.SampleNotices.decision;
import static dev.headgate.executor.notice.SampleNotices.everythingTo;
import static dev.headgate.executor.notice.SampleNotices.execution;
import static dev.headgate.executor.notice.SampleNotices.plan;
import static dev.headgate.executor.notice.SampleNotices.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.executor.kafka.DecisionKeys;
import dev.headgate.executor.notice.FakeHttp;
import dev.headgate.executor.notice.SampleNotices;
import dev.headgate.executor.notice.channel.Secrets;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.notice.Given;
import dev.headgate.schemas.model.notice.NoticePlan;
import dev.headgate.schemas.model.notice.Target;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From records to providers, over restarts. */
class NoticeServiceTest {

    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    private final FakeHttp chat = new FakeHttp();
    private final FakeHttp other = new FakeHttp();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<NoticeService> services = new ArrayList<>();
    private SigningKey gate;
    private SigningKey stranger;
    private DecisionKeys keys;
    private FakeTopics topics;

    @BeforeEach
    void begin() throws Exception {
        gate = SigningKey.load(
                KeyFiles.create(directory.resolve("gate"), "gate").privateKey());
        stranger = SigningKey.load(
                KeyFiles.create(directory.resolve("stranger"), "stranger").privateKey());
        keys = DecisionKeys.of(TrustedKeys.load(directory.resolve("gate")));
        topics = new FakeTopics(gate);
    }

    @AfterEach
    void end() {
        services.forEach(NoticeService::close);
        chat.close();
        other.close();
    }

    @Test
    void aDecisionAndWhatBecameOfItAreToldInTheirOrder() {
        start(plan(List.of(webhook("chat", chat.url())), everythingTo("chat")));

        topics.append(SampleNotices.rollback());
        topics.append(execution(SampleNotices.rollback(), ExecutionStatus.FAILED, "no"));

        awaitTold(chat, "shop-1/3", "shop-1/3#1");
        await().atMost(SOON).until(() -> counter("sent", "channel", "chat") == 2);
    }

    @Test
    void aDecisionThatNobodySignedWhoMayIsToldAsThatAndNotAsADecision() {
        start(plan(List.of(webhook("chat", chat.url())), everythingTo("chat")));

        topics.append(SampleNotices.rollback(), stranger);

        await().atMost(SOON).until(() -> chat.requests().size() == 1);
        assertThat(chat.requests().get(0).json().path("notice").path("event").stringValue())
                .isEqualTo("untrusted decision");
        assertThat(chat.requests().get(0).json().path("notice").path("reason").stringValue())
                .contains("t.gate.decisions, partition 0, offset 0 is not obeyed (unknown-key)");
        assertThat(counter("unusable", "cause", "unknown-key")).isEqualTo(1);
    }

    @Test
    void aFloodOfForgedDecisionsKeepsNobodyFromWhatIsTrue() {
        start(plan(List.of(webhook("chat", chat.url())), everythingTo("chat")));
        for (int i = 0; i < 500; i++) {
            topics.append(notice("shop", i), stranger);
        }

        topics.append(SampleNotices.rollback());

        awaitTold(chat, "t.gate.decisions-0-0", "shop-1/3");
        assertThat(counter("unusable", "cause", "unknown-key")).isEqualTo(500);
    }

    @Test
    void anExecutionOfAForgedDecisionIsNotTold() {
        start(plan(List.of(webhook("chat", chat.url())), everythingTo("chat")));
        topics.append(SampleNotices.rollback(), stranger);
        topics.append(execution(SampleNotices.rollback(), ExecutionStatus.FAILED, "no"));

        topics.append(notice("shop", 4));

        awaitTold(chat, "t.gate.decisions-0-0", "shop-1/4");
    }

    @Test
    void theSameDecisionAgainIsNotToldAgain() {
        start(plan(List.of(webhook("chat", chat.url())), everythingTo("chat")));

        topics.append(SampleNotices.rollback());
        topics.append(SampleNotices.rollback());
        topics.append(notice("shop", 4));

        awaitTold(chat, "shop-1/3", "shop-1/4");
        assertThat(counter("unusable", "cause", "replayed")).isEqualTo(1);
    }

    @Test
    void whatWasToldBeforeARestartIsNotToldAfterIt() {
        NoticePlan plan = plan(List.of(webhook("chat", chat.url())), everythingTo("chat"));
        NoticeService first = start(plan);
        topics.append(SampleNotices.rollback());
        awaitTold(chat, "shop-1/3");
        first.close();
        topics.append(notice("shop", 4));

        start(plan);
        topics.append(execution(SampleNotices.rollback(), ExecutionStatus.FAILED, "no"));

        awaitTold(chat, "shop-1/3", "shop-1/4", "shop-1/3#1");
    }

    @Test
    void whatWasToldOutOfOrderBeforeARestartIsNotToldAfterItAndWhatWasNotIs() {
        NoticePlan plan = plan(List.of(webhook("chat", chat.url())), everythingTo("chat"));
        chat.answers(500);
        NoticeService first = start(plan);
        topics.append(notice("shop", 1));
        await().atMost(SOON).until(() -> chat.requests().size() == 1);
        topics.append(notice("cart", 1));
        topics.append(notice("cart", 2));
        await().atMost(SOON).until(() -> committedBeyond("chat", "1;3;0"));
        first.close();
        int before = chat.requests().size();
        assertThat(ids(chat)).contains("cart-1/1", "cart-1/2");

        start(plan);

        await().atMost(SOON).until(() -> committedBeyond("chat", "1;0;"));
        assertThat(ids(chat).subList(before, chat.requests().size())).allMatch("shop-1/1"::equals);
    }

    @Test
    void aPartitionThatIsTakenAwayAndGivenBackIsGoneOnWith() {
        start(plan(List.of(webhook("chat", chat.url())), everythingTo("chat")));
        topics.append(SampleNotices.rollback());
        awaitTold(chat, "shop-1/3");

        topics.rebalance("chat");
        topics.append(execution(SampleNotices.rollback(), ExecutionStatus.FAILED, "no"));

        awaitTold(chat, "shop-1/3", "shop-1/3#1");
    }

    @Test
    void whileHowFarItHasComeCannotBeCommittedAtMostOneRequestIsMade() {
        start(plan(List.of(webhook("chat", chat.url())), everythingTo("chat")));
        topics.append(notice("shop", 1));
        awaitTold(chat, "shop-1/1");
        topics.commitsFail = true;

        topics.append(notice("shop", 2));
        topics.append(notice("shop", 3));
        await().during(Duration.ofMillis(300))
                .atMost(SOON)
                .until(() -> chat.requests().size() <= 2);
        topics.commitsFail = false;

        awaitTold(chat, "shop-1/1", "shop-1/2", "shop-1/3");
    }

    @Test
    void aChannelThatHangsDelaysNoOther() {
        chat.hangs();
        start(plan(List.of(webhook("chat", chat.url()), webhook("other", other.url())), everythingTo("chat", "other")));

        topics.append(SampleNotices.rollback());
        topics.append(notice("shop", 4));

        awaitTold(other, "shop-1/3", "shop-1/4");
        assertThat(counter("sent", "channel", "chat")).isZero();
        assertThat(registry.get(NoticeMeters.PREFIX + "waiting")
                        .tag("channel", "chat")
                        .gauge()
                        .value())
                .isPositive();
    }

    @Test
    void aNoticeThatIsGivenUpIsCountedAndDeadLettered() {
        chat.answers(404);
        start(plan(List.of(webhook("chat", chat.url())), everythingTo("chat")));

        topics.append(SampleNotices.rollback());

        await().atMost(SOON).until(() -> topics.deadLetters().size() == 1);
        assertThat(topics.deadLetters().get(0)).satisfies(letter -> {
            assertThat(letter.cause()).isEqualTo("undeliverable");
            assertThat(letter.topic()).isEqualTo("t.gate.decisions");
            assertThat(letter.detail()).contains("channel chat, notice of shop-1/3: answered with status 404");
        });
        assertThat(counter("given.up", "channel", "chat")).isEqualTo(1);
        topics.append(notice("shop", 4));
        awaitTold(chat, "shop-1/3", "shop-1/4");
    }

    @Test
    void aFailedTryIsRepeatedUntilItWorks() {
        chat.answers(500, 503, 429);
        start(plan(List.of(webhook("chat", chat.url())), everythingTo("chat")));

        topics.append(SampleNotices.rollback());

        await().atMost(SOON).until(() -> counter("sent", "channel", "chat") == 1);
        assertThat(ids(chat)).containsExactly("shop-1/3", "shop-1/3", "shop-1/3", "shop-1/3");
        assertThat(counter("failed", "channel", "chat")).isEqualTo(3);
    }

    @Test
    void shadowsAreNotToldUnlessAskedForAndWhatOnlyObservesIsMarked() {
        start(plan(List.of(webhook("chat", chat.url())), everythingTo("chat")));

        topics.append(decision("shop", 1, DecisionKind.HOLD, Severity.WARNING, Mode.SHADOW));
        topics.append(decision("shop", 2, DecisionKind.HOLD, Severity.WARNING, Mode.OBSERVE));

        awaitTold(chat, "shop-1/2");
        assertThat(chat.requests().get(0).json().path("notice").path("title").stringValue())
                .startsWith("[production] (observe only) shop");
    }

    @Test
    void aRecipientWhomNoRouteKnowsIsToldByTheDefaultChannelAndCounted() {
        start(plan(List.of(webhook("chat", chat.url()))));

        topics.append(notice("shop", 1).to(List.of("astronaut")));

        awaitTold(chat, "shop-1/1");
        assertThat(registry.counter(NoticeMeters.PREFIX + "unrouted").count()).isEqualTo(1);
    }

    @Test
    void aPagerIsAcknowledgedWithTheCommandAndResolvedWhenTheRolloutIsRolledBackAlsoAfterARestart() {
        NoticePlan plan = plan(
                List.of(SampleNotices.channel(
                        "pager", new Target.PagerDuty(chat.url(), new Given.InEnvironment("KEY")))),
                everythingTo("pager"));
        NoticeService first = start(plan);
        topics.append(notice("shop", 1));
        topics.append(SampleNotices.rollback());
        awaitActions("trigger t.shop-1/1", "trigger t.shop-1/3");
        first.close();

        start(plan);
        topics.append(decision("shop", 4, DecisionKind.RECORD, Severity.INFO, Mode.ENFORCE)
                .regarding("shop-1/1"));
        awaitActions("trigger t.shop-1/1", "trigger t.shop-1/3", "acknowledge t.shop-1/1");
        topics.append(execution(SampleNotices.rollback(), ExecutionStatus.SUCCEEDED, "done"));

        awaitActions(
                "trigger t.shop-1/1",
                "trigger t.shop-1/3",
                "acknowledge t.shop-1/1",
                "resolve t.shop-1/1",
                "resolve t.shop-1/3");
    }

    private boolean committedBeyond(String channel, String metadata) {
        return topics.committed(channel)
                .map(offset -> offset.metadata().equals(metadata))
                .orElse(false);
    }

    private void awaitActions(String... expected) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(chat.requests().stream()
                                .map(FakeHttp.Request::json)
                                .map(event -> event.path("event_action").stringValue() + " "
                                        + event.path("dedup_key").stringValue()))
                        .containsExactly(expected));
    }

    private static void awaitTold(FakeHttp provider, String... expected) {
        await().atMost(SOON).untilAsserted(() -> assertThat(ids(provider)).containsExactly(expected));
    }

    private static List<String> ids(FakeHttp provider) {
        return provider.requests().stream()
                .map(request -> request.json().path("notice").path("id").stringValue())
                .toList();
    }

    private static Decision notice(String service, int sequence) {
        return decision(service, sequence, DecisionKind.NOTIFY, Severity.WARNING, Mode.ENFORCE);
    }

    private double counter(String name, String tag, String value) {
        return registry.find(NoticeMeters.PREFIX + name).tag(tag, value).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private NoticeService start(NoticePlan plan) {
        NoticeService service = new NoticeService(
                Optional.of(plan),
                new NoticeService.Place("t.", FakeTopics.TOPICS, keys, Duration.ofMinutes(10)),
                topics,
                new Secrets(Map.of("KEY", "s3cret")),
                new NoticeMeters(registry),
                Clock.systemUTC());
        services.add(service);
        service.start();
        return service;
    }
}
