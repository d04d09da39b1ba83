package dev.headgate.telemetry;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Exemplar;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.Summary;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts the stripes' shares of finished seconds together and writes them, each with its own second. Not thread-safe. */
final class SecondSummaries {

    private static final int MOST_PARTS = 50;

    private final JsonCodec codec = new JsonCodec();
    private final String service;
    private final String version;
    private final SortedMap<Long, SortedMap<String, Whole>> seconds = new TreeMap<>();

    SecondSummaries(String service, String version) {
        this.service = service;
        this.version = version;
    }

    void add(SecondCells cells) {
        SortedMap<String, Whole> operations = seconds.computeIfAbsent(cells.second(), second -> new TreeMap<>());
        cells.forEach((operation, cell) -> {
            boolean known = operations.size() < SecondCells.MOST_OPERATIONS || operations.containsKey(operation);
            operations
                    .computeIfAbsent(known ? operation : SeriesKey.OTHER_OPERATIONS, name -> new Whole())
                    .add(cell);
        });
    }

    /** Takes out all that was put in, the earliest second first. */
    List<Outgoing> take() {
        List<SeriesSecond> parts = new ArrayList<>();
        seconds.forEach((second, operations) ->
                operations.forEach((operation, whole) -> parts.add(whole.toPart(version, operation, second))));
        seconds.clear();
        List<Outgoing> values = new ArrayList<>();
        for (int from = 0; from < parts.size(); from += MOST_PARTS) {
            List<SeriesSecond> some = parts.subList(from, Math.min(parts.size(), from + MOST_PARTS));
            long requests = some.stream().mapToLong(SeriesSecond::requests).sum();
            values.add(new Outgoing(codec.write(new Summary(service, some)), requests));
        }
        return values;
    }

    /** One operation in one second. */
    private static final class Whole {

        private final LatencySketch latencies = new LatencySketch();
        private final List<Exemplar> exemplars = new ArrayList<>();
        private long requests;
        private long errors;
        private long latencySumMicros;

        void add(Cell cell) {
            requests += cell.requests();
            errors += cell.errors();
            latencySumMicros = Cell.sum(latencySumMicros, cell.latencySumMicros());
            cell.addLatenciesTo(latencies);
            exemplars.addAll(cell.exemplars());
        }

        SeriesSecond toPart(String version, String operation, long second) {
            List<Exemplar> telling = exemplars.stream()
                    .sorted(Exemplar.MOST_TELLING_FIRST)
                    .limit(Exemplar.KEPT)
                    .toList();
            SeriesKey series = new SeriesKey(version, operation, Labels.NONE);
            return new SeriesSecond(series, second, requests, errors, latencySumMicros, latencies, telling);
        }
    }
}
