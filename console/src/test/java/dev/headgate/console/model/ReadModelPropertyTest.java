package dev.headgate.console.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.fleet.Enlarged;
import dev.headgate.console.fleet.FleetFeed;
import dev.headgate.console.fleet.FleetLog;
import dev.headgate.console.fleet.FleetRecord;
import dev.headgate.console.fleet.FleetSettings;
import dev.headgate.console.model.Positions.Place;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of each partition records come in order; everything else about how a log is read is chance, and must make no difference. */
final class ReadModelPropertyTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final int PARTITIONS = 3;
    private static final int LARGE = 8;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isTheSameWhateverTheOrderOfPartitionsAndTheCutOfBatches(long seed) {
        List<LogRecord> log = log(seed);
        SplittableRandom random = new SplittableRandom(seed);
        try (ReadModel once = ReadModel.inMemory();
                ReadModel shuffled = ReadModel.inMemory()) {
            once.apply(log, FleetFeed.behind(log));

            List<LogRecord> order = shuffled(log, random);
            for (int from = 0; from < order.size(); ) {
                int to = Math.min(order.size(), from + 1 + random.nextInt(120));
                List<LogRecord> batch = order.subList(from, to);
                shuffled.apply(batch, FleetFeed.behind(batch));
                if (random.nextInt(10) == 0) {
                    shuffled.apply(batch, FleetFeed.behind(batch));
                }
                from = to;
            }

            assertThat(Dump.of(shuffled)).as("seed %d", seed).isEqualTo(Dump.of(once));
            assertThat(shuffled.unreadable()).isEqualTo(once.unreadable()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void isTheSameWhenItIsClosedAndGoesOnFromItsPositions(long seed) {
        List<LogRecord> log = log(seed);
        SplittableRandom random = new SplittableRandom(seed);
        try (ReadModel once = ReadModel.inMemory()) {
            once.apply(log, FleetFeed.behind(log));
            List<LogRecord> order = shuffled(log, random);
            ReadModel kept = ReadModel.open(directory);
            while (true) {
                Positions read = kept.positions();
                List<LogRecord> left = order.stream()
                        .filter(record -> record.offset() >= read.next().getOrDefault(place(record), 0L))
                        .toList();
                if (left.isEmpty()) {
                    break;
                }
                int from = 0;
                for (int batches = 0; batches < 3 && from < left.size(); batches++) {
                    List<LogRecord> batch = left.subList(from, Math.min(left.size(), from + 1 + random.nextInt(300)));
                    kept.apply(batch, FleetFeed.behind(batch));
                    from += batch.size();
                }
                kept.close();
                kept = ReadModel.open(directory);
            }

            assertThat(Dump.of(kept)).as("seed %d", seed).isEqualTo(Dump.of(once));
            kept.close();
        }
    }

    /** A fleet, records larger than a column, and what should not be in a log: garbage and tombstones. */
    private static List<LogRecord> log(long seed) {
        FleetLog fleet =
                new FleetLog(FleetSettings.of(seed, 13, 2, NOW).points(5).partitions(PARTITIONS));
        List<FleetRecord> records = new ArrayList<>(fleet.past());
        for (int i = 1; i <= 3; i++) {
            records.addAll(fleet.second(NOW.plusSeconds(i)));
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<String> topics = List.of(
                TopicCatalogue.GATE_DECISIONS,
                TopicCatalogue.EXECUTIONS,
                TopicCatalogue.GATE_EVALUATIONS,
                TopicCatalogue.GATE_ROLLOUTS,
                TopicCatalogue.GATE_COMMANDS);
        for (int i = 0; i < LARGE; i++) {
            int at = random.nextInt(records.size());
            int bytes = 800_000 + random.nextInt(TopicCatalogue.LARGEST_RECORD_BYTES - 800_000);
            records.set(at, Enlarged.to(records.get(at), bytes, random));
        }
        for (int i = 0; i < 12; i++) {
            int at = random.nextInt(records.size());
            FleetRecord near = records.get(at);
            String topic = topics.get(random.nextInt(topics.size()));
            Optional<byte[]> value = random.nextInt(3) == 0
                    ? Optional.empty()
                    : Optional.of("{\"schema\":1,\"no\":".getBytes(StandardCharsets.UTF_8));
            records.add(at, new FleetRecord(topic, near.key(), value, near.at(), new RecordHeaders()));
        }
        return new FleetFeed(PARTITIONS).placed(records);
    }

    private static List<LogRecord> shuffled(List<LogRecord> log, SplittableRandom random) {
        Map<Place, List<LogRecord>> partitions = new LinkedHashMap<>();
        log.forEach(record -> partitions
                .computeIfAbsent(place(record), absent -> new ArrayList<>())
                .add(record));
        List<List<LogRecord>> left = new ArrayList<>(partitions.values());
        List<LogRecord> order = new ArrayList<>();
        while (!left.isEmpty()) {
            int which = random.nextInt(left.size());
            List<LogRecord> partition = left.get(which);
            int count = Math.min(partition.size(), 1 + random.nextInt(30));
            order.addAll(partition.subList(0, count));
            if (count == partition.size()) {
                left.remove(which);
            } else {
                left.set(which, partition.subList(count, partition.size()));
            }
        }
        return order;
    }

    private static Place place(LogRecord record) {
        return new Place(record.topic(), record.partition());
    }
}
