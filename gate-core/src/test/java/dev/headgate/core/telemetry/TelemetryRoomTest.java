package dev.headgate.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How much room a busy service takes. */
class TelemetryRoomTest {

    private static final long START = 1_800_000_000L;
    private static final int OPERATIONS = 30;
    private static final int SECONDS = 150;

    @Test
    void aSeriesOfAThousandRequestsASecondTakesLessThanHalfAMegabyte() {
        Set<String> operations = new HashSet<>();
        Set<WindowSpec> windows = new HashSet<>();
        for (int i = 0; i < OPERATIONS; i++) {
            operations.add("operation-" + i);
            windows.add(new WindowSpec(new Series("2.0", Optional.of("operation-" + i)), 60, START, true));
        }
        long before = used();
        ServiceTelemetry telemetry = new ServiceTelemetry();
        telemetry.advanceTo(START);
        telemetry.watch(new Watch(Set.of("2.0"), operations, windows, START, false));
        Random random = new Random(1);
        for (long second = START; second < START + SECONDS; second++) {
            telemetry.advanceTo(second);
            telemetry.add(new SketchDelta("shop", parts(operations, second, random)));
        }

        long perSeries = (used() - before) / (OPERATIONS + 1);

        System.out.printf("%,d bytes a series%n", perSeries);
        assertThat(perSeries).isLessThan(500_000);
        assertThat(telemetry.runningSecond()).isEqualTo(START + SECONDS - 1);
    }

    /** Latencies as a service has them: log-normal around 30 ms. */
    private static List<SeriesSecond> parts(Set<String> operations, long second, Random random) {
        List<SeriesSecond> parts = new ArrayList<>();
        for (String operation : operations) {
            LatencySketch latencies = new LatencySketch();
            for (int i = 0; i < 1_000; i++) {
                latencies.record((long) (30_000 * Math.exp(random.nextGaussian() * 0.5)));
            }
            parts.add(new SeriesSecond(
                    new SeriesKey("2.0", operation, Labels.NONE), second, 1_000, 0, 30_000_000, latencies, List.of()));
        }
        return parts;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
