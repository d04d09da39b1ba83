package dev.headgate.console.model;

import dev.headgate.console.rollout.Picture;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The rollouts that were written last as they are in the tables, so that what goes on is not read again. Not thread-safe. */
final class KnownRollouts {

    private static final int MOST = 2_000;

    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * A rollout.
     *
     * @param picture what is known of it
     * @param shown its row's JSON; empty if it has none
     * @param live whether it may still go on
     */
    record Known(Picture picture, Optional<byte[]> shown, boolean live) {}

    Optional<Known> get(String rolloutId) {
        return Optional.ofNullable(known.get(rolloutId));
    }

    void put(String rolloutId, Known rollout) {
        known.put(rolloutId, rollout);
        if (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
    }

    void remove(String rolloutId) {
        known.remove(rolloutId);
    }

    void clear() {
        known.clear();
    }
}
