package dev.headgate.processor.judge;

import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Leaves the key out: it only chose the partition. */
final class NoKey implements Serializer<byte[]> {

    @Override
    @SuppressWarnings("NullAway") // Kafka's way to say that a record has no key.
    public byte @Nullable [] serialize(String topic, byte[] key) {
        return null;
    }
}
