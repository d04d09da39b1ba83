package dev.headgate.core.scenario.planned;

import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Samples of latencies, a few of each distribution and size that are used again and again. Not thread-safe. */
final class LatencySamples {

    private static final int OF_EACH = 16;
    private static final int MOST_DRAWN = 2_000;

    private final Map<Key, List<Sample>> samples = new HashMap<>();
    private final Random random;

    LatencySamples(Random random) {
        this.random = random;
    }

    private record Key(Profile.Latencies latencies, long count) {}

    /** Some latencies; the sketch must only be read. */
    record Sample(LatencySketch sketch, long sumMicros) {}

    Sample of(Profile.Latencies latencies, long count) {
        List<Sample> known = samples.computeIfAbsent(new Key(latencies, count), absent -> new ArrayList<>());
        int which = random.nextInt(OF_EACH);
        if (which >= known.size()) {
            known.add(draw(latencies, count));
            return known.get(known.size() - 1);
        }
        return known.get(which);
    }

    private Sample draw(Profile.Latencies latencies, long count) {
        LatencySketch sketch = new LatencySketch();
        long sum = 0;
        long left = count;
        long draws = Math.min(count, MOST_DRAWN);
        for (long i = draws; i > 0; i--) {
            long weight = left / i;
            long micros = latency(latencies);
            sketch.record(micros, weight);
            sum += micros * weight;
            left -= weight;
        }
        return new Sample(sketch, sum);
    }

    private long latency(Profile.Latencies latencies) {
        double factor = random.nextDouble() < latencies.tailShare() ? latencies.tailFactor() : 1;
        double logarithm = StrictMath.log(latencies.medianMicros()) + latencies.spread() * random.nextGaussian();
        return Math.max(1, (long) (StrictMath.exp(logarithm) * factor));
    }
}
