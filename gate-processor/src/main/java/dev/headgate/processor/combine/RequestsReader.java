package dev.headgate.processor.combine;

import dev.headgate.processor.deadletter.Refusals;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.RequestEventHandler;
import dev.headgate.schemas.codec.RequestEventReader;
import dev.headgate.schemas.model.RequestEvent;
import java.util.Optional;
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
        Counting counting = new Counting(times, refusals);
        try {
            codec.read(value, counting);
        } catch (CodecException unusable) {
            refusals.add(OptionalInt.empty(), unusable.cause(), String.valueOf(unusable.getMessage()));
        }
        return counting.counted;
    }

    private final class Counting implements RequestEventHandler {

        private final Times times;
        private final Refusals refusals;
        private int counted;
        private int place;

        Counting(Times times, Refusals refusals) {
            this.times = times;
            this.refusals = refusals;
        }

        @Override
        public void event(RequestEvent event) {
            Optional<Timeliness.Refusal> refusal = timeliness.refusal(
                    Timeliness.COMPLETED, event.completedAtMillis(), times.recordMillis(), times.nowMillis());
            if (refusal.isEmpty()) {
                into.add(event);
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
