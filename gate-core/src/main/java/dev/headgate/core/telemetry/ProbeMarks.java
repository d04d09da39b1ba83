package dev.headgate.core.telemetry;

import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.MeasurementSecond;
import java.util.BitSet;

/** In which slices probes named {@value #UPTIME} came in, which count for uptime like requests. Not thread-safe. */
final class ProbeMarks {

    static final String UPTIME = "uptime";

    private final SliceMarks successes = new SliceMarks();
    private final SliceMarks any = new SliceMarks();
    private String version = "";

    /** Forgets all and watches those of the service and of a version from a second on. */
    void watch(Watch watch) {
        version = watch.measurements().canary();
        successes.watchFrom(watch.slicesFromSecond());
        any.watchFrom(watch.slicesFromSecond());
    }

    void resume(Watch watch, ProbeSlices kept) {
        version = watch.measurements().canary();
        successes.restore(kept.successes());
        any.restore(kept.any());
    }

    ProbeSlices memory() {
        return new ProbeSlices(successes.slices(), any.slices());
    }

    void add(MeasurementDelta delta) {
        delta.seconds().stream().filter(this::counts).forEach(part -> {
            any.mark(part.second());
            if (part.sum().maximum() > 0) {
                successes.mark(part.second());
            }
        });
    }

    BitSet successes(long fromSlice, long toSlice) {
        return successes.between(fromSlice, toSlice);
    }

    BitSet any(long fromSlice, long toSlice) {
        return any.between(fromSlice, toSlice);
    }

    private boolean counts(MeasurementSecond part) {
        return part.key().kind() == Measurement.Kind.PROBE
                && part.key().name().equals(UPTIME)
                && part.key().version().map(version::equals).orElse(true);
    }
}
