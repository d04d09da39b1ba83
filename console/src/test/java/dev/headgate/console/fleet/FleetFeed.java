package dev.headgate.console.fleet;

import dev.headgate.console.model.LogRecord;
import dev.headgate.console.model.Positions;
import dev.headgate.console.model.ReadModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives a fleet's records the places that they would have in a log, and feeds read models with them without one. */
public final class FleetFeed {

    private final int partitions;
    private final Map<Positions.Place, Long> next = new HashMap<>();

    /** With topics of so many partitions. */
    public FleetFeed(int partitions) {
        this.partitions = partitions;
    }

    /** The records where they stand. */
    public List<LogRecord> placed(List<FleetRecord> records) {
        List<LogRecord> placed = new ArrayList<>(records.size());
        for (FleetRecord record : records) {
            int partition = record.partition(partitions);
            long offset = next.merge(new Positions.Place(record.topic(), partition), 1L, Long::sum) - 1;
            placed.add(record.at(partition, offset));
        }
        return placed;
    }

    /** How far the log is written. */
    public Positions positions() {
        return new Positions(next);
    }

    /** Feeds a read model with records, so many in one batch. */
    public void feed(ReadModel model, List<FleetRecord> records, int batch) {
        List<LogRecord> placed = placed(records);
        for (int from = 0; from < placed.size(); from += batch) {
            List<LogRecord> part = placed.subList(from, Math.min(placed.size(), from + batch));
            model.apply(part, behind(part));
        }
    }

    /** The positions behind the records of a batch. */
    public static Positions behind(List<LogRecord> batch) {
        Map<Positions.Place, Long> positions = new HashMap<>();
        batch.forEach(record -> positions.merge(
                new Positions.Place(record.topic(), record.partition()), record.offset() + 1, Math::max));
        return new Positions(positions);
    }
}
