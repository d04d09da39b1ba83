package dev.headgate.benchmarks.throughput.input;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.Summary;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What the telemetry client sends of one second of one version: its operations, a thousand requests among them. */
final class Summaries implements Messages {

    private static final int REQUESTS = 1_000;
    private static final int DRAWN_BEFORE = 64;
    private static final long SEED = 5;

    private final JsonCodec json = new JsonCodec();
    private final List<Series> all;
    private final int operations;
    private final List<Part> parts;

    private record Part(LatencySketch latencies, long latencySumMicros, long errors) {}

    Summaries(SeriesSet series) {
        all = series.all();
        operations = series.operations();
        SplittableRandom random = new SplittableRandom(SEED);
        parts = Stream.generate(() -> part(random, REQUESTS / operations))
                .limit(DRAWN_BEFORE)
                .toList();
    }

    @Override
    public Message next(SplittableRandom random, long nowMillis, Totals totals) {
        int drawn = random.nextInt(all.size());
        int first = drawn - drawn % operations;
        long second = Math.floorDiv(nowMillis, 1_000) - 1;
        List<SeriesSecond> seconds = new ArrayList<>(operations);
        for (int operation = 0; operation < operations; operation++) {
            Series series = all.get(first + operation);
            Part part = parts.get(random.nextInt(parts.size()));
            long requests = part.latencies().count();
            seconds.add(second(series, second, part));
            totals.add(series, new Totals.Sum(requests, part.errors(), part.latencySumMicros(), requests));
        }
        Series series = all.get(first);
        byte[] value = json.write(new Summary(series.service(), seconds));
        return new Message(
                series.service() + "/" + series.version(), value, (long) operations * (REQUESTS / operations));
    }

    @Override
    public Message closing(long millis) {
        LatencySketch one = new LatencySketch();
        one.record(1);
        Series series = new Series(Closing.SERVICE, "1", "closing");
        List<SeriesSecond> seconds = List.of(second(series, Math.floorDiv(millis, 1_000), new Part(one, 1, 0)));
        return new Message(Closing.KEY, json.write(new Summary(Closing.SERVICE, seconds)), 1);
    }

    private static SeriesSecond second(Series series, long second, Part part) {
        return new SeriesSecond(
                new SeriesKey(series.version(), series.operation(), Labels.NONE),
                second,
                part.latencies().count(),
                part.errors(),
                part.latencySumMicros(),
                part.latencies(),
                List.of());
    }

    private static Part part(SplittableRandom random, int requests) {
        LatencySketch latencies = new LatencySketch();
        long sum = 0;
        long errors = 0;
        for (int i = 0; i < requests; i++) {
            long latencyMicros = Requests.latencyMicros(random);
            latencies.record(latencyMicros);
            sum += latencyMicros;
            errors += Requests.fails(random) ? 1 : 0;
        }
        return new Part(latencies, sum, errors);
    }
}
