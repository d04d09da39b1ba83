package dev.headgate.benchmarks.flink;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.SerializationSchema;

/** Keys and values of the records that deltas become. */
final class DeltaBytes {

    private DeltaBytes() {}

    /** The series' name. */
    static final class Key implements SerializationSchema<Delta> {
        @Override
        public byte[] serialize(Delta delta) {
            return delta.series.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The gate's own bytes. */
    static final class Value implements SerializationSchema<Delta> {
        @Override
        public byte[] serialize(Delta delta) {
            return delta.value;
        }
    }
}
