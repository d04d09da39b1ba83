package dev.headgate.processor.combine;

import dev.headgate.processor.deadletter.Refusals;
import dev.headgate.processor.otlp.OtlpMapping;
import dev.headgate.processor.otlp.OtlpSpans;
import dev.headgate.schemas.codec.CodecException;
import java.util.OptionalInt;

/** Reads OpenTelemetry's spans of servers as requests. Not thread safe. */
final class OtlpSpansReader implements TelemetryReader {

    private final OtlpSpans spans;
    private final Timeliness timeliness;
    private final TelemetryCombiner into;

    OtlpSpansReader(OtlpMapping mapping, Timeliness timeliness, TelemetryCombiner into) {
        spans = new OtlpSpans(mapping);
        this.timeliness = timeliness;
        this.into = into;
    }

    @Override
    public long read(byte[] value, Times times, Refusals refusals) {
        refusals.placesAreOthers();
        CountedRequests counting = new CountedRequests(WayIn.SPANS, timeliness, into, times, refusals);
        try {
            spans.read(value, counting);
        } catch (CodecException unusable) {
            refusals.add(OptionalInt.empty(), unusable.cause(), unusable.detail());
        }
        return counting.counted();
    }
}
