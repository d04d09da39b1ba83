package dev.headgate.telemetry;

import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.SeriesKey;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One second's operations, found by their names without allocating. Names and their cells are kept from second to
 * second; of more than {@value #MOST_OPERATIONS} those without requests make room, and what is still too much is counted
 * as {@code other}. Not thread-safe.
 */
final class SecondCells {

    /** How many operations are told apart in a second. */
    static final int MOST_OPERATIONS = 100;

    private static final long UNUSED = Long.MIN_VALUE;
    private static final int FIRST_ROOM = 16;

    private long second = UNUSED;
    private @Nullable String[] names = new String[FIRST_ROOM];
    private @Nullable Cell[] cells = new Cell[FIRST_ROOM];
    private int size;
    private boolean crowded;
    private final Cell others = new Cell();

    boolean isUnused() {
        return second == UNUSED;
    }

    /** Seconds since 1970-01-01 UTC. */
    long second() {
        return second;
    }

    void begin(long newSecond) {
        second = newSecond;
    }

    /** Counts a request, unless its operation is no name. */
    boolean add(String operation, long completedAtMillis, long latencyMicros, boolean success, String requestId) {
        Cell cell = find(operation);
        if (cell == null) {
            if (!Names.isOperation(operation)) {
                return false;
            }
            cell = enter(operation);
        }
        cell.add(completedAtMillis, latencyMicros, success, requestId);
        return true;
    }

    /** Shows the operations that had requests. */
    void forEach(BiConsumer<String, Cell> visitor) {
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            Cell cell = cells[i];
            if (name != null && cell != null && !cell.isEmpty()) {
                visitor.accept(name, cell);
            }
        }
        if (!others.isEmpty()) {
            visitor.accept(SeriesKey.OTHER_OPERATIONS, others);
        }
    }

    void clear() {
        second = UNUSED;
        crowded = false;
        for (Cell cell : cells) {
            if (cell != null) {
                cell.clear();
            }
        }
        others.clear();
    }

    private @Nullable Cell find(String operation) {
        return cells[place(names, operation)];
    }

    private Cell enter(String operation) {
        if (size == MOST_OPERATIONS && !crowded) {
            crowded = rebuild(names.length, false) == MOST_OPERATIONS;
        }
        if (size == MOST_OPERATIONS) {
            return others;
        }
        if (size * 2 >= names.length) {
            rebuild(names.length * 2, true);
        }
        Cell cell = new Cell();
        put(operation, cell);
        return cell;
    }

    /** Into tables of another length, with or without the operations that had no request yet; how many are left. */
    private int rebuild(int length, boolean withUnused) {
        @Nullable String[] oldNames = names;
        @Nullable Cell[] oldCells = cells;
        names = new String[length];
        cells = new Cell[length];
        size = 0;
        for (int i = 0; i < oldNames.length; i++) {
            String name = oldNames[i];
            Cell cell = oldCells[i];
            if (name != null && cell != null && (withUnused || !cell.isEmpty())) {
                put(name, cell);
            }
        }
        return size;
    }

    private void put(String operation, Cell cell) {
        int place = place(names, operation);
        names[place] = operation;
        cells[place] = cell;
        size++;
    }

    /** Where the name stands, or where it would: never more than half of the table is full. */
    private static int place(@Nullable String[] names, String operation) {
        int mask = names.length - 1;
        int hash = operation.hashCode();
        int place = (hash ^ (hash >>> 16)) & mask;
        String name = names[place];
        while (name != null && !name.equals(operation)) {
            place = (place + 1) & mask;
            name = names[place];
        }
        return place;
    }
}
