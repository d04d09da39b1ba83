package dev.headgate.core.assess;

import java.util.List;
import java.util.OptionalLong;

/**
 * A figure over all runs, by nearest rank. A run in which it never came counts as above every value, so that a quantile
 * is empty when too few runs have one: what did not happen does not make the rest look quick.
 *
 * @param median the middle one
 * @param p90 what nine of ten runs do not exceed
 */
public record Spread(OptionalLong median, OptionalLong p90) {

    /** Of the values, one for each run. */
    public static Spread of(List<OptionalLong> values) {
        long[] sorted = values.stream()
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::orElseThrow)
                .sorted()
                .toArray();
        return new Spread(at(sorted, values.size(), 50), at(sorted, values.size(), 90));
    }

    private static OptionalLong at(long[] sorted, int runs, int percent) {
        int rank = Math.max(1, (int) ((runs * (long) percent + 99) / 100));
        return runs > 0 && rank <= sorted.length ? OptionalLong.of(sorted[rank - 1]) : OptionalLong.empty();
    }
}
