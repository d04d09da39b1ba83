package dev.headgate.processor.combine;

import dev.headgate.processor.deadletter.Refusals;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.RequestEventReader;
import java.util.OptionalInt;

/** Reads request events, single or in batches. Not thread safe. */
final class RequestsReader implements TelemetryReader {

    private final RequestEventReader codec = new RequestEventReader();
    private final Timeliness timeliness;
    private final TelemetryCombiner into;

    RequestsReader(Timeliness timeliness, TelemetryCombiner into) {
        this.timeliness = timeliness;
        this.into = into;
    }

    @Override
    public long read(byte[] value, Times times, Refusals refusals) {
        CountedRequests counting = new CountedRequests(WayIn.REQUESTS, timeliness, into, times, refusals);
        try {
            codec.read(value, counting);
        } catch (CodecException unusable) {
            refusals.add(OptionalInt.empty(), unusable.cause(), String.valueOf(unusable.getMessage()));
        }
        return counting.counted();
    }
}
