package dev.headgate.executor.notice.kafka;

import static dev.headgate.executor.notice.SampleNotices.decision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.executor.notice.FakeHttp;
import dev.headgate.executor.notice.FakeHttp.Answer;
import dev.headgate.executor.notice.FakeHttp.Manner;
import dev.headgate.executor.notice.SampleNotices;
import dev.headgate.executor.notice.Source;
import dev.headgate.executor.notice.Waiting;
import dev.headgate.executor.notice.channel.Deliveries;
import dev.headgate.executor.notice.channel.Secrets;
import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.notice.Channel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often, how long and how much at once a provider is asked. */
class SenderTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final FakeHttp provider = new FakeHttp();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final NoticeMeters meters = new NoticeMeters(registry);
    private final MockProducer<byte[], byte[]> letters =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Waiting waiting = new Waiting();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void neverMoreRequestsThanTheRateAllowsAndNothingIsDropped() {
        Duration per = Duration.ofMillis(200);
        add(30);

        sendAll(sender(2, per, Duration.ofHours(1)));

        List<FakeHttp.Request> requests = provider.requests();
        assertThat(requests.size()).isLessThan(30);
        assertThat(told()).isEqualTo(30);
        // The first and the last cycle may be used in part only.
        assertThat(requests.get(requests.size() - 1).nanos() - requests.get(0).nanos())
                .isGreaterThanOrEqualTo(per.toNanos() * ((requests.size() - 1) / 2 - 1));
    }

    @Test
    void nothingIsSentBeforeTheProviderAllowsIt() {
        provider.answers(new Answer(429, Map.of("Retry-After", "1"), "", Manner.AT_ONCE));
        add(1);

        sendAll(sender(1_000, Duration.ofSeconds(1), Duration.ofHours(1)));

        assertThat(provider.requests()).hasSize(2);
        assertThat(provider.requests().get(1).nanos()
                        - provider.requests().get(0).nanos())
                .isGreaterThanOrEqualTo(Duration.ofMillis(990).toNanos());
    }

    @Test
    void aNoticeIsTriedUntilItsTimeIsOverThenItIsADeadLetter() {
        provider.usually(new Answer(500, Map.of(), "broken", Manner.AT_ONCE));
        add(1);

        sendAll(sender(1_000, Duration.ofSeconds(1), Duration.ofSeconds(2)));

        assertThat(provider.requests().size()).isGreaterThan(2);
        assertThat(letters.history()).hasSize(1);
        assertThat(DeadLetterHeaders.read(letters.history().get(0).headers()).detail())
                .isEqualTo("channel chat, notice of shop-1/1: answered with status 500: broken");
        assertThat(registry.counter(NoticeMeters.PREFIX + "given.up", "channel", "chat")
                        .count())
                .isEqualTo(1);
    }

    private void sendAll(Sender sender) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(1)).until(() -> {
            var unused = sender.send(waiting);
            return waiting.size() == 0;
        });
    }

    private Sender sender(int count, Duration per, Duration giveUpAfter) {
        Channel webhook = SampleNotices.webhook("chat", provider.url());
        Channel channel =
                new Channel("chat", webhook.target(), webhook.timeout(), new Channel.Rate(count, per), giveUpAfter);
        return new Sender(
                channel,
                Deliveries.of(channel, new Secrets(Map.of())),
                new DeadLetters(letters, "t.dead", meters),
                meters,
                Clock.systemUTC(),
                Duration.ofMillis(20),
                Duration.ofMillis(60));
    }

    private void add(int count) {
        IntStream.rangeClosed(1, count)
                .forEach(number -> waiting.add(
                        SampleNotices.post(SampleNotices.notice(
                                decision("shop", number, DecisionKind.NOTIFY, Severity.WARNING, Mode.ENFORCE))),
                        new Source("t", 0, number, new byte[0]),
                        Clock.systemUTC().instant()));
    }

    private int told() {
        return provider.requests().stream()
                .mapToInt(request -> 1 + request.json().path("more").size())
                .sum();
    }
}
