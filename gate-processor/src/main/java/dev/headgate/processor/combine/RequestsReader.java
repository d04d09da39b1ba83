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

    RequestsReader(Timeliness timeliness) {
        this.timeliness = timeliness;
    }

    @Override
    public long read(byte[] value, Times times, TelemetryCombiner into, Refusals refusals) {
        Counting counting = new Counting(times, into, refusals);
        try {
            codec.read(value, counting);
        } catch (CodecException unusable) {
            refusals.add(OptionalInt.empty(), unusable.cause(), String.valueOf(unusable.getMessage()));
        }
        return counting.counted;
    }

    private final class Counting implements RequestEventHandler {

        private final Times times;
        private final TelemetryCombiner into;
        private final Refusals refusals;
        private int counted;

        Counting(Times times, TelemetryCombiner into, Refusals refusals) {
            this.times = times;
            this.into = into;
            this.refusals = refusals;
        }

        @Override
        public void event(RequestEvent event) {
            Optional<Timeliness.Refusal> refusal =
                    timeliness.refusal(event.completedAtMillis(), times.recordMillis(), times.nowMillis());
            if (refusal.isEmpty()) {
                into.add(event);
                counted++;
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
