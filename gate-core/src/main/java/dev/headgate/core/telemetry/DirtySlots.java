package dev.headgate.core.telemetry;

import java.util.List;
import java.util.stream.Stream;

/**
 * What changed in the rings since it was last asked for.
 *
 * @param written places with new contents
 * @param removed places that hold nothing any more
 */
public record DirtySlots(List<Slot> written, List<SlotKey> removed) {

    /** Copies the lists. */
    public DirtySlots {
        written = List.copyOf(written);
        removed = List.copyOf(removed);
    }

    /** Both together; places are in one of them only. */
    public DirtySlots plus(DirtySlots other) {
        return new DirtySlots(
                Stream.concat(written.stream(), other.written.stream()).toList(),
                Stream.concat(removed.stream(), other.removed.stream()).toList());
    }
}
