package dev.headgate.executor.notice.kafka;

import dev.headgate.executor.notice.Waiting;
import dev.headgate.executor.notice.Waiting.Entry;
import dev.headgate.executor.notice.channel.Delivery;
import dev.headgate.executor.notice.channel.Outcome;
import dev.headgate.schemas.model.notice.Channel;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries to send what waits for a channel: as often as its rate allows, after failures with pauses that double from 1 s to
 * 1 m and are shortened at random by up to a half, and not before the provider's {@code Retry-After}. Not thread-safe.
 */
final class Sender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final double HALF = 0.5;

    private final Channel channel;
    private final Delivery delivery;
    private final DeadLetters letters;
    private final NoticeMeters meters;
    private final Clock clock;
    private final RateLimiter limiter;
    private final Waiting.PauseAfter pauses;
    private Instant notBefore = Instant.MIN;

    Sender(
            Channel channel,
            Delivery delivery,
            DeadLetters letters,
            NoticeMeters meters,
            Clock clock,
            Duration firstPause,
            Duration longestPause) {
        this.channel = channel;
        this.delivery = delivery;
        this.letters = letters;
        this.meters = meters;
        this.clock = clock;
        limiter = RateLimiter.of(
                channel.name(),
                RateLimiterConfig.custom()
                        .limitForPeriod(channel.rate().count())
                        .limitRefreshPeriod(channel.rate().per())
                        .timeoutDuration(Duration.ZERO)
                        .build());
        // At most longest / (1 + half) before chance makes it longer or shorter, so that it never is beyond the
        // longest.
        IntervalFunction interval = IntervalFunction.ofExponentialRandomBackoff(
                firstPause, 2, HALF, Duration.ofMillis(Math.max(1, (long) (longestPause.toMillis() / (1 + HALF)))));
        pauses = failures -> Duration.ofMillis(interval.apply(failures));
    }

    /**
     * Tries once, if something may be tried now.
     *
     * @return those that need no further try; empty if there is nothing to do at present
     */
    Optional<List<Entry>> send(Waiting waiting) throws InterruptedException {
        Instant now = clock.instant();
        if (waiting.size() == 0 || now.isBefore(notBefore)) {
            return Optional.empty();
        }
        int permits = limiter.getMetrics().getAvailablePermissions();
        List<Entry> next = waiting.next(now, delivery.merges(), permits);
        if (next.isEmpty() || !limiter.acquirePermission()) {
            return Optional.empty();
        }
        return Optional.of(after(attempt(next), next, waiting));
    }

    private Outcome attempt(List<Entry> entries) throws InterruptedException {
        try {
            return delivery.deliver(entries.stream().map(Entry::post).toList());
        } catch (RuntimeException unforeseen) {
            LOG.error("channel {}: an error of ours: {}", channel.name(), unforeseen.toString(), unforeseen);
            return new Outcome.Later(unforeseen.toString(), "unforeseen", Optional.empty());
        }
    }

    private List<Entry> after(Outcome outcome, List<Entry> tried, Waiting waiting) {
        Instant now = clock.instant();
        if (outcome instanceof Outcome.Delivered) {
            waiting.done(tried);
            meters.sent(
                    channel.name(),
                    tried.size(),
                    Duration.between(tried.get(0).post().notice().at(), now));
            return tried;
        }
        if (outcome instanceof Outcome.Never never) {
            meters.failed(channel.name(), "never");
            // Of several sent as one only the first is known to be refused; the others are tried by themselves.
            List<Entry> refused = tried.subList(0, 1);
            waiting.done(refused);
            givenUp(refused, never.why());
            return refused;
        }
        Outcome.Later later = (Outcome.Later) outcome;
        meters.failed(channel.name(), later.category());
        later.notBefore().ifPresent(pause -> notBefore = now.plus(pause));
        List<Entry> over = waiting.failed(tried, now, channel.giveUpAfter(), pauses);
        LOG.warn("channel {}: {} not sent, {}: {}", channel.name(), ids(tried), later.category(), later.why());
        givenUp(over, later.why());
        return over;
    }

    private void givenUp(List<Entry> entries, String why) {
        for (Entry entry : entries) {
            meters.givenUp(channel.name());
            String id = entry.post().notice().id();
            LOG.error("channel {}: the notice of {} is given up: {}", channel.name(), id, why);
            letters.write(entry.source(), "channel " + channel.name() + ", notice of " + id + ": " + why);
        }
    }

    private static String ids(List<Entry> entries) {
        return entries.stream().map(entry -> entry.post().notice().id()).collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        delivery.close();
    }
}
