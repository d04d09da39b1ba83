package dev.headgate.processor.combine;

import dev.headgate.processor.deadletter.Refusals;
import dev.headgate.schemas.codec.RequestEventHandler;
import dev.headgate.schemas.model.RequestEvent;
import java.util.Optional;
import java.util.OptionalInt;

/** Hands one record's requests to a combiner if their times can be believed, and counts them. Not thread safe. */
final class CountedRequests implements RequestEventHandler {

    private final Timeliness timeliness;
    private final TelemetryCombiner into;
    private final WayIn way;
    private final TelemetryReader.Times times;
    private final Refusals refusals;
    private int counted;
    private int place;

    CountedRequests(
            WayIn way, Timeliness timeliness, TelemetryCombiner into, TelemetryReader.Times times, Refusals refusals) {
        this.way = way;
        this.timeliness = timeliness;
        this.into = into;
        this.times = times;
        this.refusals = refusals;
    }

    int counted() {
        return counted;
    }

    @Override
    public void event(RequestEvent event) {
        Optional<Timeliness.Refusal> refusal = timeliness.refusal(
                Timeliness.COMPLETED, event.completedAtMillis(), times.recordMillis(), times.nowMillis());
        if (refusal.isEmpty()) {
            into.add(event);
            into.waysIn().came(way, event.service(), event.version(), times.recordMillis());
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
