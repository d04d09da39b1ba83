package dev.headgate.processor.combine;

import dev.headgate.processor.deadletter.Refusals;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what applications summed up themselves. Not thread safe. */
final class SummariesReader implements TelemetryReader {

    private static final long MILLIS_PER_SECOND = 1_000;

    private final JsonCodec codec = new JsonCodec();
    private final Timeliness timeliness;
    private final TelemetryCombiner into;

    SummariesReader(Timeliness timeliness, TelemetryCombiner into) {
        this.timeliness = timeliness;
        this.into = into;
    }

    @Override
    public long read(byte[] value, Times times, Refusals refusals) {
        try {
            Summary told = codec.readSummary(value);
            Summary timely = new Summary(told.service(), timely(told.seconds(), times, refusals));
            into.add(timely);
            timely.seconds()
                    .forEach(each -> into.waysIn()
                            .came(WayIn.SUMMARIES, told.service(), each.series().version(), times.recordMillis()));
            return timely.seconds().stream().mapToLong(SeriesSecond::requests).sum();
        } catch (CodecException unusable) {
            refusals.add(OptionalInt.empty(), unusable.cause(), String.valueOf(unusable.getMessage()));
            return 0;
        }
    }

    private List<SeriesSecond> timely(List<SeriesSecond> seconds, Times times, Refusals refusals) {
        List<SeriesSecond> timely = new ArrayList<>(seconds.size());
        for (int index = 0; index < seconds.size(); index++) {
            long beginMillis = seconds.get(index).second() * MILLIS_PER_SECOND;
            Optional<Timeliness.Refusal> refusal =
                    timeliness.refusal(Timeliness.COMPLETED, beginMillis, times.recordMillis(), times.nowMillis());
            if (refusal.isEmpty()) {
                timely.add(seconds.get(index));
                refusals.counted();
            } else {
                refusals.add(
                        OptionalInt.of(index),
                        refusal.get().cause(),
                        refusal.get().detail());
            }
        }
        return timely;
    }
}
