package dev.headgate.processor.combine;

import dev.headgate.schemas.model.RequestEvent;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the events of some series were counted last: events come mixed from some series, mostly of one second, so most are
 * found here without looking through maps. Two series that fall on one place only take turns. Not thread safe.
 */
final class RecentSeconds {

    private static final int PLACE_BITS = 12;
    private static final int PLACES = 1 << PLACE_BITS;
    private static final int MIX = 0x9E37_79B9;

    private final @Nullable Entry[] places = new Entry[PLACES];

    private record Entry(RequestEvent event, long second, Optional<LiveSecond> live) {

        boolean fits(RequestEvent other, long otherSecond) {
            return second == otherSecond
                    && event.operation().equals(other.operation())
                    && event.version().equals(other.version())
                    && event.service().equals(other.service())
                    && event.labels().equals(other.labels());
        }
    }

    /** Where an event of that series was counted in that second; empty if that is not known any more. */
    Optional<LiveSecond> of(RequestEvent event, long second) {
        Entry entry = places[place(event)];
        return entry != null && entry.fits(event, second) ? entry.live() : Optional.empty();
    }

    void remember(RequestEvent event, long second, LiveSecond live) {
        places[place(event)] = new Entry(event, second, Optional.of(live));
    }

    void clear() {
        Arrays.fill(places, null);
    }

    private static int place(RequestEvent event) {
        int names = (event.service().hashCode() * 31 + event.version().hashCode()) * 31
                + event.operation().hashCode();
        int hash = names * MIX;
        return hash >>> (Integer.SIZE - PLACE_BITS);
    }
}
