package dev.headgate.core;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;

/** The last few ids of something, oldest first. Not thread-safe. */
final class Recent {

    private final int most;
    private final ArrayDeque<String> ids;

    Recent(int most, Collection<String> ids) {
        this.most = most;
        this.ids = new ArrayDeque<>(ids);
    }

    boolean contains(String id) {
        return ids.contains(id);
    }

    void add(String id) {
        ids.addLast(id);
        while (ids.size() > most) {
            ids.removeFirst();
        }
    }

    List<String> ids() {
        return List.copyOf(ids);
    }
}
