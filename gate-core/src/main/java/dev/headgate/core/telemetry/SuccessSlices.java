package dev.headgate.core.telemetry;

import java.util.List;

/**
 * Which 10-second slices had a successful request: one bit each.
 *
 * @param firstSlice the first slice, its beginning divided by 10 s; {@link Long#MAX_VALUE} while none are watched
 * @param words bits from {@code firstSlice} on, 64 a word, lowest first
 */
public record SuccessSlices(long firstSlice, List<Long> words) {

    /** Nothing is watched. */
    public static final SuccessSlices NONE = new SuccessSlices(Long.MAX_VALUE, List.of());

    /** Copies the list. */
    public SuccessSlices {
        words = List.copyOf(words);
    }
}
