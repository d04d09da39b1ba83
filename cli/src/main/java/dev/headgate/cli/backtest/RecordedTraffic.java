package dev.headgate.cli.backtest;

import dev.headgate.cli.CommandFailure;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.core.evidence.Tempering;
import dev.headgate.core.evidence.Tempering.Block;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.sketch.LatencySketch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a service's recorded traffic is like. Failures, latencies and clusters are those of the version with the most
 * requests, so that a bad canary in the recording does not pass for the usual.
 *
 * @param service the service
 * @param version the version with the most requests
 * @param requests that version's
 * @param length from the first request to the last
 * @param rate requests a second, of all versions together
 * @param errorRate share of that version's requests that failed
 * @param latencies that version's
 * @param cluster how many of its failures came together, by how its minutes differ; empty if it has too few minutes
 * @param operations each operation's share of the requests, of all versions together
 * @param notes what people should know about the recording, in sentences
 */
public record RecordedTraffic(
        String service,
        String version,
        long requests,
        Duration length,
        double rate,
        double errorRate,
        LatencySketch latencies,
        OptionalInt cluster,
        Map<String, Double> operations,
        List<String> notes) {

    /** From fewer requests nothing is concluded. */
    static final long FEWEST_REQUESTS = 1_000;

    private static final int MINUTE_MILLIS = 60_000;
    private static final int EVENTS_BETWEEN_PROGRESS = 10_000;

    /** What {@link Tempering} adds for caution. */
    private static final double CAUTION = 1.25;

    /** Copies the collections. */
    public RecordedTraffic {
        operations = Map.copyOf(operations);
        notes = List.copyOf(notes);
    }

    /**
     * Reads it.
     *
     * @param csv how CSV is read; empty for JSON lines
     * @param service the service; empty for the first that is found
     * @throws CommandFailure if a file cannot be read, or holds too little
     */
    public static RecordedTraffic read(
            List<Path> files, Optional<CsvMapping> csv, Optional<String> service, Progress progress) {
        var asTheyAre = new VersionRule(Optional.empty(), OptionalLong.empty(), "", "", new VersionNames());
        Recording recording = new Recording(files, csv, asTheyAre, service);
        long size = recording.size();
        Gathering gathering = new Gathering();
        recording.read(event -> {
            gathering.take(event);
            if (recording.events() % EVENTS_BETWEEN_PROGRESS == 0) {
                progress.at(recording.bytesRead(), size, event.completedAtMillis());
            }
        });
        progress.done();
        return gathering.traffic(recording);
    }

    /** Of one version. */
    private static final class OfVersion {
        private final LatencySketch latencies = new LatencySketch();
        private final TreeMap<Long, Block> minutes = new TreeMap<>();
        private long requests;
        private long errors;

        void take(RequestEvent event) {
            long failed = event.outcome() == Outcome.ERROR ? 1 : 0;
            requests++;
            errors += failed;
            latencies.record(event.latencyMicros());
            minutes.merge(
                    Math.floorDiv(event.completedAtMillis(), (long) MINUTE_MILLIS),
                    new Block(1, failed),
                    (one, other) -> new Block(one.requests() + other.requests(), one.events() + other.events()));
        }

        /** Counts of clusters of n vary n times as much as those of single failures. */
        OptionalInt cluster() {
            List<Block> blocks = new ArrayList<>();
            long previous = Long.MIN_VALUE;
            for (Map.Entry<Long, Block> minute : minutes.entrySet()) {
                boolean first = blocks.size() % 2 == 0;
                if (!first && minute.getKey() != previous + 1) {
                    blocks.remove(blocks.size() - 1);
                }
                blocks.add(minute.getValue());
                previous = minute.getKey();
            }
            Tempering tempering = Tempering.of(blocks);
            return tempering.learned()
                    ? OptionalInt.of((int) Math.max(1, Math.round(tempering.factor() / CAUTION)))
                    : OptionalInt.empty();
        }
    }

    private static final class Gathering {
        private final TreeMap<String, OfVersion> versions = new TreeMap<>();
        private final TreeMap<String, Long> operations = new TreeMap<>();
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;

        void take(RequestEvent event) {
            versions.computeIfAbsent(event.version(), absent -> new OfVersion()).take(event);
            operations.merge(event.operation(), 1L, Long::sum);
            first = Math.min(first, event.completedAtMillis());
            last = Math.max(last, event.completedAtMillis());
        }

        RecordedTraffic traffic(Recording recording) {
            if (recording.events() < FEWEST_REQUESTS) {
                throw new CommandFailure(
                        "there are " + Figures.count(recording.events()) + " requests in the recording"
                                + String.join(
                                        "",
                                        recording.bad().first().stream()
                                                .map(line -> "\n  " + line)
                                                .toList()),
                        "Give at least " + Figures.count(FEWEST_REQUESTS)
                                + ", or say what the traffic is like with --rate, --error-rate, --latency-p50 and"
                                + " --latency-p99.");
            }
            String most = versions.entrySet().stream()
                    .max(Comparator.comparingLong(entry -> entry.getValue().requests))
                    .orElseThrow()
                    .getKey();
            OfVersion usual = Objects.requireNonNull(versions.get(most), most);
            Duration length = Duration.ofMillis(Math.max(1_000, last - first));
            TreeMap<String, Double> shares = new TreeMap<>();
            operations.forEach((name, count) -> shares.put(name, count / (double) recording.events()));
            return new RecordedTraffic(
                    recording.service().orElseThrow(),
                    most,
                    usual.requests,
                    length,
                    recording.events() * 1_000.0 / length.toMillis(),
                    usual.errors / (double) usual.requests,
                    usual.latencies,
                    usual.cluster(),
                    shares,
                    notes(recording, most));
        }

        private List<String> notes(Recording recording, String most) {
            List<String> notes = new ArrayList<>();
            if (versions.size() > 1) {
                notes.add("Of " + versions.size() + " versions in the recording, " + most
                        + " has the most requests: failures and latencies are its own.");
            }
            if (recording.bad().count() > 0) {
                notes.add(Figures.count(recording.bad().count()) + " lines or events could not be used, the first: "
                        + recording.bad().first().get(0));
            }
            if (recording.otherServices() > 0) {
                notes.add(Figures.count(recording.otherServices()) + " events of other services are left out;"
                        + " --service chooses.");
            }
            return notes;
        }
    }
}
