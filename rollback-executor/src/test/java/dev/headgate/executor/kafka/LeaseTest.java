package dev.headgate.executor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private final AtomicLong nanos = new AtomicLong(1_000);
    private final Lease lease = new Lease(Duration.ofSeconds(3), nanos::get);

    @Test
    void isMissingUntilTheBrokerConfirmsTheMembership() {
        assertThat(lease.missing()).isPresent();
        assertThat(lease.isFresh()).isFalse();
    }

    @Test
    void lastsFromTheMomentBeforeTheRequestWasSent() {
        long sentAt = lease.now();
        pass(Duration.ofMillis(2_500));
        lease.confirmed(sentAt);

        assertThat(lease.missing()).isEmpty();
        assertThat(lease.isFresh()).isFalse();
        pass(Duration.ofMillis(500));

        assertThat(lease.missing())
                .hasValueSatisfying(reason -> assertThat(reason).contains("3000 ms ago"));
    }

    @Test
    void aPauseEndsIt() {
        lease.confirmed(lease.now());
        assertThat(lease.isFresh()).isTrue();

        pass(Duration.ofMinutes(1));

        assertThat(lease.missing()).isPresent();
    }

    @Test
    void endsWithTheMembership() {
        lease.confirmed(lease.now());
        lease.end();

        assertThat(lease.missing()).isPresent();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
