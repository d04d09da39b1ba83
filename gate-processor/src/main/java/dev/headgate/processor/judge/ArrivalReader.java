package dev.headgate.processor.judge;

import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.SketchMessage;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Reads the judge's inputs and refuses what must not count: values that are not what they should be, commands that
 * nobody trusted has signed, and records in another partition than their service's, which another task judges. Not
 * thread safe.
 */
final class ArrivalReader {

    private final JsonCodec json = new JsonCodec();
    private final CommandKeys keys;
    private final ToIntFunction<String> partitionCount;

    /** @param partitionCount how many partitions a topic has; 0 if it is unknown */
    ArrivalReader(CommandKeys keys, ToIntFunction<String> partitionCount) {
        this.keys = keys;
        this.partitionCount = partitionCount;
    }

    SketchMessage sketches(Record<byte[], byte[]> record, RecordMetadata origin) throws Refused {
        byte[] value = valueOf(record);
        SketchMessage message = decode(() -> SketchCodec.read(value));
        if (message instanceof SketchDelta delta) {
            refuseWrongPartition(delta.service(), record.key(), origin);
        } else if (message instanceof MeasurementDelta measurements) {
            refuseWrongPartition(measurements.service(), record.key(), origin);
        }
        return message;
    }

    /**
     * A command that may count.
     *
     * @param command the command
     * @param byGate whether a gate's key has signed it, and none of a person or pipeline
     */
    record Signed(Command command, boolean byGate) {}

    /** Signature first: nothing is parsed that nobody trusted has signed. */
    Signed command(Record<byte[], byte[]> record, RecordMetadata origin) throws Refused {
        byte[] value = valueOf(record);
        String signer = keys.signer(value, record.headers());
        Command command = decode(() -> json.readCommand(value));
        keys.refuseOtherwise(command, signer);
        refuseWrongPartition(command.header().service(), record.key(), origin);
        return new Signed(command, keys.isOnlyOfGate(signer));
    }

    Execution execution(Record<byte[], byte[]> record, RecordMetadata origin) throws Refused {
        byte[] value = valueOf(record);
        Execution execution = decode(() -> json.readExecution(value));
        refuseWrongPartition(execution.service(), record.key(), origin);
        return execution;
    }

    private void refuseWrongPartition(String service, byte @Nullable [] key, RecordMetadata origin) throws Refused {
        byte[] expectedKey = service.getBytes(StandardCharsets.UTF_8);
        if (key == null || !java.util.Arrays.equals(key, expectedKey)) {
            throw new Refused(
                    DeadLetterCause.WRONG_PARTITION,
                    "the key must be the service, " + service + ", found "
                            + (key == null ? "none" : new String(key, StandardCharsets.UTF_8)));
        }
        int partitions = partitionCount.applyAsInt(origin.topic());
        int expected = partitions == 0 ? origin.partition() : Utils.toPositive(Utils.murmur2(expectedKey)) % partitions;
        if (expected != origin.partition()) {
            throw new Refused(
                    DeadLetterCause.WRONG_PARTITION,
                    "records of " + service + " belong in partition " + expected
                            + "; produce with the Java client's partitioner (murmur2, in librdkafka murmur2_random)");
        }
    }

    private static byte[] valueOf(Record<byte[], byte[]> record) throws Refused {
        if (record.value() == null) {
            throw new Refused(DeadLetterCause.MISSING_FIELD, "the record has no value");
        }
        return record.value();
    }

    private static <T> T decode(Supplier<T> codec) throws Refused {
        try {
            return codec.get();
        } catch (CodecException unusable) {
            throw new Refused(unusable.cause(), String.valueOf(unusable.getMessage()));
        }
    }
}
