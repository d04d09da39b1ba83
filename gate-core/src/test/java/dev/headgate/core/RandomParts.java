package dev.headgate.core;

import dev.headgate.schemas.model.Exemplar;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Parts of seconds out of a random source. */
public final class RandomParts {

    private RandomParts() {}

    public static SeriesSecond part(Random random, String version, String operation, long second, double errorRate) {
        LatencySketch latencies = new LatencySketch();
        List<Exemplar> exemplars = new ArrayList<>();
        int requests = 1 + random.nextInt(30);
        long errors = 0;
        long sum = 0;
        for (int i = 0; i < requests; i++) {
            boolean failed = random.nextDouble() < errorRate;
            long micros = 1_000L + random.nextInt(80_000);
            errors += failed ? 1 : 0;
            sum += micros;
            latencies.record(micros);
            exemplars.add(new Exemplar(
                    "q" + random.nextInt(1_000_000),
                    second * 1_000L,
                    micros,
                    failed ? Outcome.ERROR : Outcome.SUCCESS));
        }
        exemplars.sort(Exemplar.MOST_TELLING_FIRST);
        return new SeriesSecond(
                new SeriesKey(version, operation, Labels.NONE),
                second,
                requests,
                errors,
                sum,
                latencies,
                exemplars.subList(0, Math.min(Exemplar.KEPT, exemplars.size())));
    }
}
