package dev.headgate.executor.notice.kafka;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How far a channel has come in one partition. Services do not wait for each other, so records are done out of order: the
 * committed offset is that of the first that is not done, and the commit's metadata says which before the end of what was
 * read are not done either. A successor tells those and nothing twice. Not thread-safe.
 */
final class Progress {

    private static final String FORM = "1";
    /** The broker takes 4 096 bytes of metadata unless it is set otherwise. */
    private static final int LONGEST = 4_000;

    private final Map<Long, Integer> open = new HashMap<>();
    private final SortedSet<Long> openInOrder = new TreeSet<>();
    private final SortedSet<Long> left;
    private final long formerEnd;
    private long end;

    private Progress(long end, long formerEnd, SortedSet<Long> left) {
        this.end = end;
        this.formerEnd = formerEnd;
        this.left = left;
    }

    /** Where nothing was committed yet. */
    static Progress from(long offset) {
        return new Progress(offset, offset, new TreeSet<>());
    }

    /** Where a predecessor has committed; metadata of another form is taken for none. */
    static Progress from(long offset, String metadata) {
        String[] parts = metadata.split(";", -1);
        if (parts.length != 3 || !parts[0].equals(FORM)) {
            return from(offset);
        }
        try {
            long end = offset + Long.parseLong(parts[1]);
            SortedSet<Long> left = parts[2].isEmpty()
                    ? new TreeSet<>()
                    : Arrays.stream(parts[2].split(","))
                            .map(each -> offset + Long.parseLong(each))
                            .collect(Collectors.toCollection(TreeSet::new));
            return new Progress(offset, end, left);
        } catch (NumberFormatException foreign) {
            return from(offset);
        }
    }

    /** Whether a record is still to be told: it is new, or its predecessor has not done it. */
    boolean isDue(long offset) {
        return offset >= formerEnd || left.contains(offset);
    }

    /** A record was read, and so many things have to be done about it. */
    void read(long offset, int things) {
        end = Math.max(end, offset + 1);
        if (things > 0) {
            open.merge(offset, things, Integer::sum);
            openInOrder.add(offset);
        }
    }

    /** One of them is done. */
    void done(long offset) {
        Integer things = open.get(offset);
        if (things == null) {
            return;
        }
        if (things > 1) {
            open.put(offset, things - 1);
        } else {
            open.remove(offset);
            openInOrder.remove(offset);
        }
    }

    /** Up to where the partition was read. */
    long end() {
        return end;
    }

    /** The offset to commit. */
    long offset() {
        return openInOrder.isEmpty() ? end : openInOrder.first();
    }

    /** The metadata to commit with it. */
    String metadata() {
        long from = offset();
        // What a predecessor has not done either and was not read again yet must not be forgotten.
        SortedSet<Long> missing = new TreeSet<>(openInOrder);
        missing.addAll(left.tailSet(end));
        String list = missing.stream().map(each -> Long.toString(each - from)).collect(Collectors.joining(","));
        String text = FORM + ";" + (Math.max(end, formerEnd) - from) + ";" + list;
        return text.length() <= LONGEST ? text : "";
    }
}
