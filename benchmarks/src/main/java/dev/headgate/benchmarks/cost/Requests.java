package dev.headgate.benchmarks.cost;

import dev.headgate.core.scenario.Scenario;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Requests of two versions over so many operations, 0.5 % failing, lognormal latencies. Not thread-safe. */
final class Requests {

    private static final int OF_EACH_VERSION = 500;

    private final int operations;
    private final int ofEachVersion;
    private final Random random = new Random(7);

    /** 500 requests/s of each version. */
    Requests(int operations) {
        this(operations, OF_EACH_VERSION);
    }

    /** So many requests/s of each version. */
    Requests(int operations, int ofEachVersion) {
        this.operations = operations;
        this.ofEachVersion = ofEachVersion;
    }

    List<SeriesSecond> second(long second) {
        List<SeriesSecond> parts = new ArrayList<>();
        for (String version : List.of(Scenario.CANARY, Scenario.BASELINE)) {
            for (int operation = 0; operation < operations; operation++) {
                parts.add(part(version, "GET /" + operation, second));
            }
        }
        return parts;
    }

    private SeriesSecond part(String version, String operation, long second) {
        int requests = ofEachVersion / operations;
        LatencySketch latencies = new LatencySketch();
        int errors = 0;
        long sum = 0;
        for (int i = 0; i < requests; i++) {
            long micros = (long) (80_000 * Math.exp(0.6 * random.nextGaussian()));
            latencies.record(micros);
            sum += micros;
            errors += random.nextDouble() < 0.005 ? 1 : 0;
        }
        return new SeriesSecond(
                new SeriesKey(version, operation, Labels.NONE), second, requests, errors, sum, latencies, List.of());
    }
}
