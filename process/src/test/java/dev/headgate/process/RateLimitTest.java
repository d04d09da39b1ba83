package dev.headgate.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final AtomicLong nanos = new AtomicLong();
    private final RateLimit limit = new RateLimit(10, 5, nanos::get);

    @Test
    void admitsABurstAndThenItsRate() {
        assertThat(admitted(20)).isEqualTo(10);

        nanos.addAndGet(1_000_000_000);

        assertThat(admitted(20)).isEqualTo(5);
    }

    @Test
    void savesUpNoMoreThanABurst() {
        nanos.addAndGet(3_600_000_000_000L);

        assertThat(admitted(100)).isEqualTo(10);
    }

    private long admitted(int asked) {
        return IntStream.range(0, asked).filter(i -> limit.admits()).count();
    }
}
