package dev.headgate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Backlog backlog = new Backlog();

    @Test
    void keepsAMinuteAndLetsTheOldestGo() {
        backlog.add(List.of(new Outgoing(new byte[10], 7)), 0);
        backlog.add(List.of(new Outgoing(new byte[10], 5)), SECOND);

        assertThat(backlog.letGo(60 * SECOND - 1)).isZero();
        assertThat(backlog.letGo(60 * SECOND)).isEqualTo(7);
        assertThat(backlog.oldest().requests()).isEqualTo(5);
    }

    @Test
    void letsTheOldestGoWhenItIsTooMuch() {
        for (int i = 1; i <= 20; i++) {
            backlog.add(List.of(new Outgoing(new byte[1 << 20], i)), 0);
        }

        assertThat(backlog.letGo(0)).isEqualTo(1 + 2 + 3 + 4);
        assertThat(backlog.oldest().requests()).isEqualTo(5);
    }

    @Test
    void waitsLongerAfterEachFailureUntilOneSucceeds() {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            backlog.failed(0);
            long millis = 0;
            while (!backlog.mayTry(Duration.ofMillis(millis).toNanos())) {
                millis += 100;
            }
            pauses.add(millis);
        }

        assertThat(pauses).containsExactly(200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);
        backlog.succeeded();
        assertThat(backlog.mayTry(0)).isTrue();
    }
}
