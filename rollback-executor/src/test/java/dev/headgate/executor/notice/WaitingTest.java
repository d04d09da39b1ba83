package dev.headgate.executor.notice;

import static dev.headgate.executor.notice.SampleNotices.NOON;
import static dev.headgate.executor.notice.SampleNotices.decision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.notice.Waiting.Entry;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WaitingTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static final List<Severity> SEVERITIES = List.of(Severity.INFO, Severity.WARNING, Severity.CRITICAL);

    private final Waiting waiting = new Waiting();

    @Test
    void whileTheProviderTakesAllEachIsSentByItself() {
        add("shop", 1, Severity.INFO);
        add("shop", 2, Severity.INFO);

        assertThat(ids(waiting.next(NOON, true, 10))).containsExactly("shop-1/1");
    }

    @Test
    void whenMoreWaitsThanTheProviderTakesAServicesNoticesAreSentAsOneAndNoneIsDropped() {
        add("shop", 1, Severity.INFO);
        add("cart", 1, Severity.INFO);
        add("shop", 2, Severity.INFO);
        add("shop", 3, Severity.INFO);

        List<Entry> together = waiting.next(NOON, true, 1);

        assertThat(ids(together)).containsExactly("shop-1/1", "shop-1/2", "shop-1/3");
        waiting.done(together);
        assertThat(ids(waiting.next(NOON, true, 1))).containsExactly("cart-1/1");
    }

    @Test
    void incidentsAreNotSentAsOne() {
        add("shop", 1, Severity.INFO);
        add("shop", 2, Severity.INFO);

        assertThat(waiting.next(NOON, false, 1)).hasSize(1);
    }

    @Test
    void aServiceWithSomethingCriticalComesFirst() {
        add("shop", 1, Severity.INFO);
        add("cart", 1, Severity.INFO);
        add("cart", 2, Severity.CRITICAL);

        assertThat(ids(waiting.next(NOON, true, 10))).containsExactly("cart-1/1");
    }

    @Test
    void aServiceThatFailedWaitsLongerEachTimeAndNoOtherWaitsForIt() {
        add("shop", 1, Severity.CRITICAL);
        add("cart", 1, Severity.INFO);
        List<Duration> pauses = new ArrayList<>();

        fail(NOON, pauses);
        assertThat(ids(waiting.next(NOON.plusMillis(999), true, 10))).containsExactly("cart-1/1");
        assertThat(ids(waiting.next(NOON.plusSeconds(1), true, 10))).containsExactly("shop-1/1");
        fail(NOON.plusSeconds(1), pauses);

        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void whatHasBeenTriedLongEnoughIsGivenUpAndWhatIsYoungerIsNot() {
        add("shop", 1, Severity.INFO);
        waiting.add(SampleNotices.post(notice("shop", 2, Severity.INFO)), source(2), NOON.plus(HOUR));

        List<Entry> over = waiting.failed(waiting.next(NOON, true, 1), NOON.plus(HOUR), HOUR, failures -> HOUR);

        assertThat(ids(over)).containsExactly("shop-1/1");
        assertThat(waiting.size()).isEqualTo(1);
        assertThat(waiting.next(NOON.plus(HOUR), true, 1)).isEmpty();
    }

    /** Whatever fails and however tight it is: each is done once, and those of a service in their order. */
    @ParameterizedTest
    @MethodSource("seeds")
    void everyNoticeIsSentOnceInTheOrderOfItsService(long seed) {
        Random random = new Random(seed);
        Map<String, Integer> last = new HashMap<>();
        Map<String, Integer> sent = new HashMap<>();
        Instant now = NOON;
        for (int round = 0; round < 400 || waiting.size() > 0; round++) {
            if (round < 400 && random.nextBoolean()) {
                String service = "s" + random.nextInt(4);
                int number = last.merge(service, 1, Integer::sum);
                waiting.add(
                        SampleNotices.post(notice(service, number, SEVERITIES.get(random.nextInt(SEVERITIES.size())))),
                        source(round),
                        now);
            }
            now = now.plusMillis(random.nextInt(1_500));
            List<Entry> tried = waiting.next(now, random.nextBoolean(), random.nextInt(6));
            if (!tried.isEmpty() && random.nextInt(3) == 0) {
                waiting.failed(tried, now, Duration.ofDays(365), failures -> Duration.ofSeconds(1));
            } else {
                tried.forEach(entry -> {
                    String id = entry.post().notice().id();
                    int slash = id.indexOf('/');
                    assertThat(Integer.parseInt(id.substring(slash + 1)))
                            .as("seed %d", seed)
                            .isEqualTo(sent.merge(id.substring(0, slash - 2), 1, Integer::sum));
                });
                waiting.done(tried);
            }
        }
        assertThat(sent).as("seed %d", seed).isEqualTo(last);
    }

    static LongStream seeds() {
        return LongStream.range(1, 21);
    }

    private void fail(Instant now, List<Duration> pauses) {
        waiting.failed(waiting.next(now, true, 10), now, HOUR, failures -> {
            pauses.add(Duration.ofSeconds(failures));
            return Duration.ofSeconds(failures);
        });
    }

    private void add(String service, int sequence, Severity severity) {
        waiting.add(SampleNotices.post(notice(service, sequence, severity)), source(sequence), NOON);
    }

    private static Source source(long offset) {
        return new Source("t", 0, offset, new byte[0]);
    }

    private static Notice notice(String service, int sequence, Severity severity) {
        return SampleNotices.notice(decision(service, sequence, DecisionKind.NOTIFY, severity, Mode.ENFORCE));
    }

    private static List<String> ids(List<Entry> entries) {
        return entries.stream().map(entry -> entry.post().notice().id()).toList();
    }
}
