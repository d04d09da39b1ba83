package dev.headgate.schemas.model;

import java.time.Instant;
import java.util.List;

/**
 * The instant at which a judge task took stock and how far it had read: enough to replay it to the byte.
 *
 * @param instant when
 * @param offsets the last offset of each input that was taken into account
 */
public record RecordedTick(Instant instant, List<InputOffset> offsets) {
    /** Copies the list. */
    public RecordedTick {
        offsets = List.copyOf(offsets);
    }
}
