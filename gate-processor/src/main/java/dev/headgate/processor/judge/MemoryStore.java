package dev.headgate.processor.judge;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The judge's state without a changelog, for a judge that lives outside of Streams. Not thread safe. */
final class MemoryStore implements KeyValueStore<String, byte[]> {

    private final TreeMap<String, byte[]> entries = new TreeMap<>();

    @Override
    public void put(String key, byte[] value) {
        entries.put(key, value);
    }

    @Override
    public byte @Nullable [] putIfAbsent(String key, byte[] value) {
        return entries.putIfAbsent(key, value);
    }

    @Override
    public void putAll(List<KeyValue<String, byte[]>> all) {
        all.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public byte @Nullable [] delete(String key) {
        return entries.remove(key);
    }

    @Override
    public byte @Nullable [] get(String key) {
        return entries.get(key);
    }

    @Override
    public KeyValueIterator<String, byte[]> range(String from, String to) {
        return new Copy(entries.subMap(from, true, to, true));
    }

    @Override
    public <S extends Serializer<P>, P> KeyValueIterator<String, byte[]> prefixScan(P prefix, S serializer) {
        String beginning = prefix.toString();
        return new Copy(entries.subMap(beginning, beginning + Character.MAX_VALUE));
    }

    @Override
    public KeyValueIterator<String, byte[]> all() {
        return new Copy(entries);
    }

    @Override
    public long approximateNumEntries() {
        return entries.size();
    }

    @Override
    public String name() {
        return JudgeTopology.STATE;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        // It belongs to no task.
    }

    @Override
    public void close() {
        // It holds nothing but memory.
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    /** What was there when it was asked for. */
    private static final class Copy implements KeyValueIterator<String, byte[]> {

        private final Iterator<Map.Entry<String, byte[]>> entries;
        private Map.@Nullable Entry<String, byte[]> next;

        Copy(Map<String, byte[]> found) {
            entries = new TreeMap<>(found).entrySet().iterator();
            advance();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public KeyValue<String, byte[]> next() {
            Map.Entry<String, byte[]> entry = present();
            advance();
            return KeyValue.pair(entry.getKey(), entry.getValue());
        }

        @Override
        public String peekNextKey() {
            return present().getKey();
        }

        @Override
        public void close() {
            // It holds nothing but memory.
        }

        private Map.Entry<String, byte[]> present() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            return next;
        }

        private void advance() {
            next = entries.hasNext() ? entries.next() : null;
        }
    }
}
