package dev.headgate.cli.kafka;

import dev.headgate.schemas.codec.MeasurementWriter;
import dev.headgate.schemas.codec.TelemetryLimits;
import dev.headgate.schemas.model.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Measurements as batches that a gate and a broker take: of one service and version each, of at most
 * {@value TelemetryLimits#BATCH_EVENTS} and {@value #LARGEST_BYTES} bytes. Thread-safe.
 */
final class MeasurementBatches {

    /** Leaves room for the key and what a record is wrapped in: a broker counts both, and usually takes 1 MiB. */
    static final int LARGEST_BYTES = TelemetryLimits.BATCH_BYTES - 1_024;

    private final MeasurementWriter writer = new MeasurementWriter();

    private record Origin(String service, Optional<String> version) {}

    /**
     * One record.
     *
     * @param service whose it is
     * @param value its bytes, not copied
     */
    record Batch(String service, byte[] value) {}

    /**
     * All of them, those of one service and version in their order.
     *
     * @throws RecordTooLargeException if one measurement alone is too large for a batch
     */
    List<Batch> of(List<Measurement> measurements) {
        Map<Origin, List<Measurement>> byOrigin = new LinkedHashMap<>();
        measurements.forEach(each -> byOrigin.computeIfAbsent(
                        new Origin(each.service(), each.version()), origin -> new ArrayList<>())
                .add(each));
        List<Batch> batches = new ArrayList<>();
        byOrigin.forEach((origin, of) -> add(origin, of, batches));
        return batches;
    }

    private void add(Origin origin, List<Measurement> measurements, List<Batch> batches) {
        int size = measurements.size();
        if (size > TelemetryLimits.BATCH_EVENTS) {
            addHalves(origin, measurements, batches);
            return;
        }
        byte[] value = writer.write(origin.service(), origin.version(), measurements);
        if (value.length <= LARGEST_BYTES) {
            batches.add(new Batch(origin.service(), value));
        } else if (size > 1) {
            addHalves(origin, measurements, batches);
        } else {
            throw new RecordTooLargeException("the measurement "
                    + measurements.get(0).name() + " of "
                    + origin.service() + " has " + value.length + " bytes, a batch holds at most " + LARGEST_BYTES
                    + "; shorten its labels");
        }
    }

    private void addHalves(Origin origin, List<Measurement> measurements, List<Batch> batches) {
        int half = measurements.size() / 2;
        add(origin, measurements.subList(0, half), batches);
        add(origin, measurements.subList(half, measurements.size()), batches);
    }
}
