package dev.headgate.cli.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.MeasurementHandler;
import dev.headgate.schemas.codec.MeasurementReader;
import dev.headgate.schemas.codec.TelemetryLimits;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class MeasurementBatchesTest {

    /** What a broker takes of a topic that nobody has set anything for: a batch of one record, wrapped. */
    private static final int USUAL_LARGEST_RECORD = 1_048_588;

    private final MeasurementBatches batches = new MeasurementBatches();

    @Test
    void whateverTheSizeOfMeasurementsABrokerTakesEachBatchAndNoneIsLost() {
        for (int length = 140; length <= 190; length += 2) {
            Map<String, String> labels = labels(length);
            List<Measurement> measurements = IntStream.range(0, 1_200)
                    .mapToObj(i -> measurement("shop", i, labels))
                    .toList();

            List<MeasurementBatches.Batch> made = batches.of(measurements);

            assertThat(made).allSatisfy(batch -> assertThat(recordBytes(batch)).isLessThan(USUAL_LARGEST_RECORD));
            assertThat(made.stream().flatMap(MeasurementBatchesTest::read).toList())
                    .as("labels of %s characters", length)
                    .isEqualTo(measurements);
        }
    }

    @Test
    void aBatchIsOfOneServiceAndHoldsNoMoreThanAGateTakes() {
        List<Measurement> measurements = Stream.of("shop", "till")
                .flatMap(service -> IntStream.range(0, TelemetryLimits.BATCH_EVENTS + 1)
                        .mapToObj(i -> measurement(service, i, Labels.NONE)))
                .toList();

        List<MeasurementBatches.Batch> made = batches.of(measurements);

        assertThat(made).extracting(MeasurementBatches.Batch::service).containsExactly("shop", "shop", "till", "till");
        assertThat(made.stream().flatMap(MeasurementBatchesTest::read).toList()).isEqualTo(measurements);
    }

    @Test
    void aMeasurementThatIsTooLargeAloneIsRefusedPlainlyAndNothingIsMade() {
        List<Measurement> measurements = List.of(
                measurement("shop", 1, Labels.NONE),
                measurement("shop", 2, Map.of("stack", "x".repeat(TelemetryLimits.BATCH_BYTES))));

        assertThatThrownBy(() -> batches.of(measurements))
                .isInstanceOf(RecordTooLargeException.class)
                .hasMessageContaining("the measurement pool.utilisation of shop has")
                .hasMessageContaining("shorten its labels");
    }

    /** Five of them: a thousand measurements come near what a record may hold. */
    private static Map<String, String> labels(int length) {
        Map<String, String> labels = new TreeMap<>();
        IntStream.range(0, 5).forEach(i -> labels.put("label-" + i, "x".repeat(length)));
        return labels;
    }

    /** With its key and what it is wrapped in, which are 70 bytes and a few. */
    private static int recordBytes(MeasurementBatches.Batch batch) {
        return batch.value().length + batch.service().length() + 100;
    }

    private static Stream<Measurement> read(MeasurementBatches.Batch batch) {
        List<Measurement> found = new ArrayList<>();
        new MeasurementReader(new JsonCodec()).read(batch.value(), new MeasurementHandler() {
            @Override
            public void measurement(Measurement measurement) {
                found.add(measurement);
            }

            @Override
            public void refused(int index, String cause, String detail) {
                throw new AssertionError(index + ": " + detail);
            }
        });
        return found.stream();
    }

    private static Measurement measurement(String service, int value, Map<String, String> labels) {
        return new Measurement(
                Measurement.Kind.GAUGE,
                service,
                Optional.of("2.0.0"),
                "pool.utilisation",
                new TreeMap<>(labels),
                1_760_000_000_000L,
                value,
                OptionalDouble.empty());
    }
}
