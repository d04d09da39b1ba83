package dev.headgate.core.backtest;

import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.List;
import java.util.Random;

/** Recorded seconds out of a seed. */
final class RecordedTraffic {

    static final long BEGINNING = 1_795_000_000L;

    private final Random random;

    RecordedTraffic(long seed) {
        random = new Random(seed);
    }

    SeriesSecond part(String version, long second, int requests, double errorRate) {
        LatencySketch latencies = new LatencySketch();
        long errors = 0;
        long sum = 0;
        for (int i = 0; i < requests; i++) {
            long micros = 20_000L + random.nextInt(30_000);
            errors += random.nextDouble() < errorRate ? 1 : 0;
            sum += micros;
            latencies.record(micros);
        }
        return new SeriesSecond(
                new SeriesKey(version, "pay", Labels.NONE), second, requests, errors, sum, latencies, List.of());
    }
}
