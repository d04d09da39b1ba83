package dev.headgate.processor.judge;

import dev.headgate.core.telemetry.RequestSlot;
import dev.headgate.core.telemetry.RequestSlotKey;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import java.util.List;

/**
 * A place of a ring as a value of the changelog: the version byte, then the binary form in which sketches travel. Where
 * the place is stands in the key alone.
 */
final class SlotCodec {

    /** What stands for service and series in the value: a series has hundreds of places, each with them in its key. */
    private static final String IN_THE_KEY = "-";

    private static final SeriesKey ANY_SERIES = new SeriesKey(IN_THE_KEY, "", Labels.NONE);

    private SlotCodec() {}

    static byte[] write(RequestSlot slot) {
        SeriesSecond content = new SeriesSecond(
                ANY_SERIES,
                slot.firstSecond(),
                slot.requests(),
                slot.errors(),
                slot.latencySumMicros(),
                slot.latencies(),
                slot.exemplars(),
                slot.intervalSeconds());
        return StateCodec.versioned(SketchCodec.writePacked(new SketchDelta(IN_THE_KEY, List.of(content))));
    }

    static RequestSlot read(RequestSlotKey key, byte[] value) {
        if (!(SketchCodec.read(StateCodec.content(value)) instanceof SketchDelta delta)
                || delta.seconds().size() != 1) {
            throw new IllegalStateException("The judge's state holds no slot at " + key);
        }
        SeriesSecond content = delta.seconds().get(0);
        return new RequestSlot(
                key,
                content.second(),
                content.requests(),
                content.errors(),
                content.latencySumMicros(),
                content.latencies(),
                content.exemplars(),
                content.intervalSeconds());
    }
}
