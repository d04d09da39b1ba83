package dev.headgate.processor.deadletter;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How much of large values dead letters may keep, for each cause and topic: at first plenty, then little by little. A
 * publisher of which every batch is refused, for days, must not fill the topic with whole batches. Not thread safe.
 */
final class LetterRoom {

    /** So much there is at first, bytes. */
    static final long FIRST_BYTES = 32L << 20;

    /** So much is added each second, bytes. */
    static final long BYTES_A_SECOND = 2_048;

    /** So much of a value is always kept. */
    static final int ALWAYS_BYTES = 4_096;

    private static final int MOST_PLACES = 1_000;

    private final LongSupplier nanos;
    private final Map<Place, Room> rooms = new HashMap<>();

    private record Place(String cause, String topic) {}

    private static final class Room {
        private long bytes = FIRST_BYTES;
        private long uncommitted;
        private long filledAtNanos;

        Room(long nowNanos) {
            filledAtNanos = nowNanos;
        }
    }

    LetterRoom(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** How many bytes of a value may be kept: all that are asked for, or {@link #ALWAYS_BYTES}. */
    int take(String cause, String topic, int wanted) {
        if (wanted <= ALWAYS_BYTES) {
            return wanted;
        }
        if (rooms.size() >= MOST_PLACES) {
            rooms.clear();
        }
        long now = nanos.getAsLong();
        Room room = rooms.computeIfAbsent(new Place(cause, topic), absent -> new Room(now));
        long seconds = TimeUnit.NANOSECONDS.toSeconds(now - room.filledAtNanos);
        room.bytes = Math.min(FIRST_BYTES, room.bytes + Math.min(seconds, FIRST_BYTES) * BYTES_A_SECOND);
        room.filledAtNanos += TimeUnit.SECONDS.toNanos(seconds);
        if (wanted > room.bytes) {
            return ALWAYS_BYTES;
        }
        room.bytes -= wanted;
        room.uncommitted += wanted;
        return wanted;
    }

    /** The letters for which it was taken are there to stay. */
    void committed() {
        rooms.values().forEach(room -> room.uncommitted = 0);
    }

    /** Gives back what was taken since the last commit: the same records come again, and take it again. */
    void giveBack() {
        for (Room room : rooms.values()) {
            room.bytes = Math.min(FIRST_BYTES, room.bytes + room.uncommitted);
            room.uncommitted = 0;
        }
    }
}
