package dev.headgate.processor.judge;

import dev.headgate.schemas.model.CombinerProgress;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.SketchMessage;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.util.function.ToIntFunction;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The way of a record into a task's judge, the same when it comes and when it is replayed: what is refused here is refused
 * there. Not thread safe.
 */
final class Intake {

    private final ArrivalReader reader;

    /** @param partitionCount how many partitions a topic has; 0 if it is unknown */
    Intake(CommandKeys keys, ToIntFunction<String> partitionCount) {
        reader = new ArrivalReader(keys, partitionCount);
    }

    /**
     * Gives the record to the judge.
     *
     * @param topic its topic's name without prefix
     * @throws Refused if it cannot be used; it counts as read then
     */
    void take(String topic, Record<byte[], byte[]> record, RecordMetadata origin, TaskJudge judge) throws Refused {
        long offset = origin.offset();
        try {
            switch (topic) {
                case TopicCatalogue.GATE_SKETCHES -> hear(topic, offset, reader.sketches(record, origin), judge);
                case TopicCatalogue.GATE_COMMANDS -> judge.take(topic, offset, reader.command(record, origin));
                case TopicCatalogue.EXECUTIONS -> judge.take(topic, offset, reader.execution(record, origin));
                default -> throw new IllegalStateException("No source is read from " + topic);
            }
        } catch (Refused refused) {
            judge.read(topic, offset);
            throw refused;
        }
    }

    private static void hear(String topic, long offset, SketchMessage message, TaskJudge judge) {
        if (message instanceof SketchDelta delta) {
            judge.take(topic, offset, delta);
        } else if (message instanceof MeasurementDelta measurements) {
            judge.take(topic, offset, measurements);
        } else if (message instanceof CombinerProgress progress) {
            judge.hear(topic, offset, progress);
        }
    }
}
