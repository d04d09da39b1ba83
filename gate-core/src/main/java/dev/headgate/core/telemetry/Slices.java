package dev.headgate.core.telemetry;

import java.util.List;

/**
 * In which 10-second slices since a stage began something happened, one bit each.
 *
 * @param firstSlice the first slice, its beginning divided by 10 s; {@link Long#MAX_VALUE} while none are watched
 * @param words bits from {@code firstSlice} on, 64 a word, lowest first
 */
public record Slices(long firstSlice, List<Long> words) {

    /** Nothing is watched. */
    public static final Slices NONE = new Slices(Long.MAX_VALUE, List.of());

    /** Copies the list. */
    public Slices {
        words = List.copyOf(words);
    }
}
