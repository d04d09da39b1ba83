package dev.headgate.processor.combine;

import dev.headgate.processor.deadletter.Refusals;
import dev.headgate.processor.otlp.OtlpMapping;
import dev.headgate.processor.otlp.OtlpMetrics;
import dev.headgate.processor.otlp.SeriesSecondHandler;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.Summary;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads OpenTelemetry's histograms of server durations like summaries. Not thread safe. */
final class OtlpMetricsReader implements TelemetryReader {

    private final OtlpMetrics metrics;
    private final Timeliness timeliness;
    private final TelemetryCombiner into;

    OtlpMetricsReader(OtlpMapping mapping, Timeliness timeliness, TelemetryCombiner into) {
        metrics = new OtlpMetrics(mapping);
        this.timeliness = timeliness;
        this.into = into;
    }

    @Override
    public long read(byte[] value, Times times, Refusals refusals) {
        refusals.placesAreOthers();
        Counting counting = new Counting(times, refusals);
        try {
            metrics.read(value, counting);
        } catch (CodecException unusable) {
            refusals.add(OptionalInt.empty(), unusable.cause(), unusable.detail());
        }
        return counting.counted;
    }

    private final class Counting implements SeriesSecondHandler {

        private final Times times;
        private final Refusals refusals;
        private long counted;

        Counting(Times times, Refusals refusals) {
            this.times = times;
            this.refusals = refusals;
        }

        @Override
        public void second(String service, SeriesSecond second, long endMillis) {
            Optional<Timeliness.Refusal> refusal =
                    timeliness.refusal(Timeliness.COMPLETED, endMillis, times.recordMillis(), times.nowMillis());
            if (refusal.isEmpty()) {
                into.add(new Summary(service, List.of(second)));
                into.waysIn().came(WayIn.METRICS, service, second.series().version(), times.recordMillis());
                counted += second.requests();
                refusals.counted();
            } else {
                refusals.add(
                        OptionalInt.empty(),
                        refusal.get().cause(),
                        refusal.get().detail());
            }
        }

        @Override
        public void refused(int index, String cause, String detail) {
            refusals.add(OptionalInt.of(index), cause, detail);
        }
    }
}
