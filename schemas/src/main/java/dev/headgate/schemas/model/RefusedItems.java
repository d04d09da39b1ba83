package dev.headgate.schemas.model;

import java.util.Arrays;
import java.util.BitSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which items of a record of telemetry were not counted: {@code all}, or their places from 0 as {@code 1,4-7}. Immutable.
 *
 * @param text as it is written
 */
public record RefusedItems(String text) {

    /** Possessive: places may be many, and each would take room on the stack. */
    private static final Pattern TEXT = Pattern.compile("all|\\d{1,9}(-\\d{1,9})?(,\\d{1,9}(-\\d{1,9})?)*+");

    /** Nothing of the record was counted. */
    public static final RefusedItems ALL = new RefusedItems("all");

    /** @throws IllegalArgumentException if the text has another form */
    public RefusedItems {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("expected all, or places as 1,4-7, found \"" + text + "\"");
        }
    }

    /**
     * Some items, of which at least one.
     *
     * @param places their places, from 0
     */
    public static RefusedItems of(BitSet places) {
        String text = places.stream()
                .filter(place -> place == 0 || !places.get(place - 1))
                .mapToObj(first -> range(first, places.nextClearBit(first) - 1))
                .collect(Collectors.joining(","));
        return new RefusedItems(text);
    }

    /** Whether nothing of the record was counted. */
    public boolean isAll() {
        return text.equals(ALL.text);
    }

    /** Whether the item at this place, from 0, was refused. */
    public boolean holds(int place) {
        return isAll() || Arrays.stream(text.split(",", -1)).anyMatch(range -> holds(range, place));
    }

    private static boolean holds(String range, int place) {
        String[] ends = range.split("-", -1);
        return place >= Integer.parseInt(ends[0]) && place <= Integer.parseInt(ends[ends.length - 1]);
    }

    private static String range(int first, int last) {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
