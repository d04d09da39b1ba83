package dev.headgate.telemetry;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Exemplar;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.Summary;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sketches per second and operation: a second is due when it is over. What comes for it later makes another part. */
final class SecondSummaries implements Outgoing {

    /** How many operations are told apart in a second; the rest is counted as {@code other}. */
    static final int MOST_OPERATIONS = 100;

    private static final int MOST_PARTS = 50;

    private final JsonCodec codec = new JsonCodec();
    private final String service;
    private final String version;
    private final SortedMap<Long, SortedMap<String, Live>> seconds = new TreeMap<>();

    SecondSummaries(String service, String version) {
        this.service = service;
        this.version = version;
    }

    @Override
    public void add(RecordedRequest request) {
        long second = Math.floorDiv(request.completedAtMillis(), 1000L);
        SortedMap<String, Live> operations = seconds.computeIfAbsent(second, start -> new TreeMap<>());
        boolean known = operations.size() < MOST_OPERATIONS || operations.containsKey(request.operation());
        operations
                .computeIfAbsent(known ? request.operation() : SeriesKey.OTHER_OPERATIONS, name -> new Live())
                .add(request);
    }

    @Override
    public List<Value> due(long nowMillis, boolean everything) {
        long running = Math.floorDiv(nowMillis, 1000L);
        SortedMap<Long, SortedMap<String, Live>> over = everything ? seconds : seconds.headMap(running);
        List<SeriesSecond> parts = new ArrayList<>();
        over.forEach((second, operations) ->
                operations.forEach((operation, live) -> parts.add(live.toPart(version, operation, second))));
        over.clear();
        List<Value> values = new ArrayList<>();
        for (int from = 0; from < parts.size(); from += MOST_PARTS) {
            List<SeriesSecond> some = parts.subList(from, Math.min(parts.size(), from + MOST_PARTS));
            long requests = some.stream().mapToLong(SeriesSecond::requests).sum();
            values.add(new Value(codec.write(new Summary(service, some)), requests));
        }
        return values;
    }

    /** One operation in one second. */
    private static final class Live {

        private final LatencySketch latencies = new LatencySketch();
        private final List<Exemplar> exemplars = new ArrayList<>();
        private long requests;
        private long errors;
        private long latencySumMicros;

        void add(RecordedRequest request) {
            requests++;
            errors += request.outcome() == Outcome.ERROR ? 1 : 0;
            latencySumMicros += request.latencyMicros();
            latencies.record(request.latencyMicros());
            request.requestId()
                    .ifPresent(id -> keep(
                            new Exemplar(id, request.completedAtMillis(), request.latencyMicros(), request.outcome())));
        }

        SeriesSecond toPart(String version, String operation, long second) {
            SeriesKey series = new SeriesKey(version, operation, Labels.NONE);
            return new SeriesSecond(series, second, requests, errors, latencySumMicros, latencies, exemplars);
        }

        private void keep(Exemplar exemplar) {
            exemplars.add(exemplar);
            exemplars.sort(Exemplar.MOST_TELLING_FIRST);
            if (exemplars.size() > Exemplar.KEPT) {
                exemplars.remove(Exemplar.KEPT);
            }
        }
    }
}
