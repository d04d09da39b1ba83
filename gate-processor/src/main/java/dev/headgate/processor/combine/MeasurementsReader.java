package dev.headgate.processor.combine;

import dev.headgate.processor.deadletter.Refusals;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.MeasurementHandler;
import dev.headgate.schemas.codec.MeasurementReader;
import dev.headgate.schemas.model.Measurement;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads figures that are not requests, single or in batches. An alert may have been raised long before somebody says so,
 * for example when its source is connected: up to {@link #ALERTS_MAY_BE_OLD}. Not thread safe.
 */
final class MeasurementsReader implements TelemetryReader {

    /** How long after it was raised an alert may reach Kafka. */
    static final Duration ALERTS_MAY_BE_OLD = Duration.ofDays(7);

    private static final String MEASURED = "measured";

    private final MeasurementReader codec = new MeasurementReader(new JsonCodec());
    private final Timeliness timeliness;
    private final Timeliness ofAlerts;
    private final MeasurementCombiner into;

    MeasurementsReader(Timeliness timeliness, MeasurementCombiner into) {
        this.timeliness = timeliness;
        this.into = into;
        ofAlerts = new Timeliness(timeliness.skewAllowed(), ALERTS_MAY_BE_OLD);
    }

    @Override
    public long read(byte[] value, Times times, Refusals refusals) {
        Counting counting = new Counting(times, refusals);
        try {
            codec.read(value, counting);
        } catch (CodecException unusable) {
            refusals.add(OptionalInt.empty(), unusable.cause(), unusable.detail());
        }
        return counting.counted;
    }

    private final class Counting implements MeasurementHandler {

        private final Times times;
        private final Refusals refusals;
        private int counted;
        private int place;

        Counting(Times times, Refusals refusals) {
            this.times = times;
            this.refusals = refusals;
        }

        @Override
        public void measurement(Measurement measurement) {
            Timeliness believed = measurement.kind() == Measurement.Kind.ALERT ? ofAlerts : timeliness;
            Optional<Timeliness.Refusal> refusal =
                    believed.refusal(MEASURED, measurement.measuredAtMillis(), times.recordMillis(), times.nowMillis());
            if (refusal.isEmpty()) {
                into.add(measurement);
                counted++;
                refusals.counted();
            } else {
                refusals.addItem(place, refusal.get().cause(), refusal.get().detail());
            }
            place++;
        }

        @Override
        public void refused(int index, String cause, String detail) {
            refusals.add(OptionalInt.of(index), cause, detail);
            place = index + 1;
        }
    }
}
