package dev.headgate.processor.judge;

import dev.headgate.core.comparison.OperationMemory;
import dev.headgate.core.comparison.OperationMinutes;
import dev.headgate.core.comparison.RolloutEvidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The evidence on single operations, an entry for each operation: there may be many, and of most of them nothing changes
 * between two commits. Not thread safe.
 */
final class OperationStore {

    private final KeyValueStore<String, byte[]> store;
    private final StateCodec codec;
    private final String prefix;
    private final Map<String, Map<String, Entry>> written = new HashMap<>();

    /** @param prefix what all of its keys begin with */
    OperationStore(KeyValueStore<String, byte[]> store, StateCodec codec, String prefix) {
        this.store = store;
        this.codec = codec;
        this.prefix = prefix;
    }

    /**
     * The evidence on one operation.
     *
     * @param operation the operation
     * @param lines of each line that compares it
     * @param minutes what was learned of its clusters; none, or one
     */
    record Entry(String operation, List<OperationMemory> lines, List<OperationMinutes> minutes) {

        /** Copies the lists. */
        Entry {
            lines = List.copyOf(lines);
            minutes = List.copyOf(minutes);
        }
    }

    /**
     * The evidence on all operations of a service.
     *
     * @param operations of each line and operation
     * @param minutes what was learned of their clusters
     */
    record Found(List<OperationMemory> operations, List<OperationMinutes> minutes) {

        /** Copies the lists. */
        Found {
            operations = List.copyOf(operations);
            minutes = List.copyOf(minutes);
        }
    }

    void write(String service, Optional<RolloutEvidence.Memory> evidence) {
        Map<String, Entry> before = written.getOrDefault(service, Map.of());
        Map<String, Entry> next = evidence.map(OperationStore::entries).orElse(Map.of());
        next.forEach((operation, entry) -> {
            if (!entry.equals(before.get(operation))) {
                store.put(prefix + StateKey.operation(service, operation), codec.write(entry));
            }
        });
        Set<String> gone = new HashSet<>(before.keySet());
        gone.removeAll(next.keySet());
        gone.forEach(operation -> store.delete(prefix + StateKey.operation(service, operation)));
        if (next.isEmpty()) {
            written.remove(service);
        } else {
            written.put(service, next);
        }
    }

    void forget(String service) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries =
                store.prefixScan(prefix + StateKey.operationsOf(service), new StringSerializer())) {
            entries.forEachRemaining(entry -> keys.add(entry.key));
        }
        keys.forEach(store::delete);
        written.remove(service);
    }

    Found read(String service) {
        Map<String, Entry> found = new TreeMap<>();
        try (KeyValueIterator<String, byte[]> entries =
                store.prefixScan(prefix + StateKey.operationsOf(service), new StringSerializer())) {
            while (entries.hasNext()) {
                Entry entry = codec.read(entries.next().value, Entry.class);
                found.put(entry.operation(), entry);
            }
        }
        written.put(service, found);
        return new Found(
                found.values().stream().flatMap(each -> each.lines().stream()).toList(),
                found.values().stream().flatMap(each -> each.minutes().stream()).toList());
    }

    private static Map<String, Entry> entries(RolloutEvidence.Memory memory) {
        Map<String, List<OperationMemory>> lines =
                memory.operations().stream().collect(Collectors.groupingBy(OperationMemory::operation));
        Map<String, List<OperationMinutes>> minutes =
                memory.minutes().stream().collect(Collectors.groupingBy(OperationMinutes::operation));
        Set<String> all = new TreeSet<>(lines.keySet());
        all.addAll(minutes.keySet());
        Map<String, Entry> entries = new TreeMap<>();
        all.forEach(operation -> entries.put(
                operation,
                new Entry(
                        operation,
                        lines.getOrDefault(operation, List.of()),
                        minutes.getOrDefault(operation, List.of()))));
        return entries;
    }
}
