package dev.headgate.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.sketch.LatencySketch;
import java.util.List;
import org.junit.jupiter.api.Test;

class SumTest {

    @Test
    void absurdLatenciesMakeTheSumAsLargeAsCanBeAndNeverNegative() {
        Sum sum = latencies(Long.MAX_VALUE);

        sum.addCounts(latencies(Long.MAX_VALUE), false);
        assertThat(sum.latencySumMicros()).isEqualTo(Long.MAX_VALUE);

        sum.subtractCounts(latencies(Long.MAX_VALUE), false);
        sum.subtractCounts(latencies(5), false);
        assertThat(sum.latencySumMicros()).isZero();
    }

    private static Sum latencies(long sumMicros) {
        return new Sum(1, 0, sumMicros, new LatencySketch(), List.of(), 0);
    }
}
