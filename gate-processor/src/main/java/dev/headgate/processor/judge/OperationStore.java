package dev.headgate.processor.judge;

import dev.headgate.core.comparison.OperationMemory;
import dev.headgate.core.comparison.RolloutEvidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The evidence on single operations, an entry for each operation: there may be many, and of most of them nothing changes
 * between two commits. Not thread safe.
 */
final class OperationStore {

    private final KeyValueStore<String, byte[]> store;
    private final StateCodec codec;
    private final Map<String, Map<String, List<OperationMemory>>> written = new HashMap<>();

    OperationStore(KeyValueStore<String, byte[]> store, StateCodec codec) {
        this.store = store;
        this.codec = codec;
    }

    /**
     * The lines' evidence on one operation.
     *
     * @param lines of each line that compares it
     */
    record Entry(List<OperationMemory> lines) {

        /** Copies the list. */
        Entry {
            lines = List.copyOf(lines);
        }
    }

    void write(String service, Optional<RolloutEvidence.Memory> evidence) {
        Map<String, List<OperationMemory>> next = new LinkedHashMap<>();
        evidence.map(RolloutEvidence.Memory::operations)
                .orElse(List.of())
                .forEach(memory -> next.computeIfAbsent(memory.operation(), absent -> new ArrayList<>())
                        .add(memory));
        Map<String, List<OperationMemory>> before = written.getOrDefault(service, Map.of());
        next.forEach((operation, lines) -> {
            if (!lines.equals(before.get(operation))) {
                store.put(StateKey.operation(service, operation), codec.write(new Entry(lines)));
            }
        });
        Set<String> gone = new HashSet<>(before.keySet());
        gone.removeAll(next.keySet());
        gone.forEach(operation -> store.delete(StateKey.operation(service, operation)));
        if (next.isEmpty()) {
            written.remove(service);
        } else {
            written.put(service, next);
        }
    }

    List<OperationMemory> read(String service) {
        Map<String, List<OperationMemory>> found = new LinkedHashMap<>();
        try (KeyValueIterator<String, byte[]> entries =
                store.prefixScan(StateKey.operationsOf(service), new StringSerializer())) {
            while (entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                List<OperationMemory> lines =
                        codec.read(entry.value, Entry.class).lines();
                lines.stream().findFirst().ifPresent(first -> found.put(first.operation(), lines));
            }
        }
        written.put(service, found);
        return found.values().stream().flatMap(List::stream).toList();
    }
}
