package dev.headgate.executor.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What waits for one channel. Of a service one after the other in their order; services do not wait for each other, and
 * those with something critical come first. When more waits than the provider takes now, a service's notices are sent as
 * one, which says how many more there are: none is dropped. Not thread-safe.
 */
public final class Waiting {

    /** So many are sent as one at most. */
    static final int MOST_IN_ONE = 50;

    private final Map<String, Deque<Entry>> byService = new LinkedHashMap<>();
    private final Map<String, Pause> paused = new LinkedHashMap<>();
    private int size;

    private record Pause(int failures, Instant until) {}

    /** One that waits. */
    public static final class Entry {
        private final Post post;
        private final Source source;
        private final Instant since;
        private int tries;

        Entry(Post post, Source source, Instant since) {
            this.post = post;
            this.source = source;
            this.since = since;
        }

        /** What is sent. */
        public Post post() {
            return post;
        }

        /** Where it comes from. */
        public Source source() {
            return source;
        }

        /** How often it was tried. */
        public int tries() {
            return tries;
        }
    }

    /** How many wait. */
    public int size() {
        return size;
    }

    /** Puts one behind the others of its service. */
    public void add(Post post, Source source, Instant now) {
        byService.computeIfAbsent(service(post), name -> new ArrayDeque<>()).add(new Entry(post, source, now));
        size++;
    }

    /**
     * What is to be tried next, all of one service; empty if nothing is, or nothing yet.
     *
     * @param merging whether several may be sent as one
     * @param permits how many requests the provider takes now
     */
    public List<Entry> next(Instant now, boolean merging, int permits) {
        Optional<Deque<Entry>> queue = byService.entrySet().stream()
                .filter(each -> !isPaused(each.getKey(), now))
                .map(Map.Entry::getValue)
                .min(Comparator.comparing((Deque<Entry> each) -> !holdsCritical(each))
                        .thenComparing(each -> each.getFirst().since));
        if (queue.isEmpty()) {
            return List.of();
        }
        boolean tight = permits < size || queue.get().getFirst().tries > 0;
        int together = merging && tight ? MOST_IN_ONE : 1;
        return queue.get().stream().limit(together).toList();
    }

    /** They were sent, or nobody tries any more. */
    public void done(List<Entry> entries) {
        for (Entry entry : entries) {
            String service = service(entry.post);
            Deque<Entry> queue = byService.get(service);
            if (queue != null && queue.remove(entry)) {
                size--;
                paused.remove(service);
                if (queue.isEmpty()) {
                    byService.remove(service);
                }
            }
        }
    }

    /**
     * They could not be sent. Of those that have been tried long enough nobody tries any more.
     *
     * @param pauses how long a service waits after so many failures in a row
     * @return those that were given up
     */
    public List<Entry> failed(List<Entry> entries, Instant now, Duration giveUpAfter, PauseAfter pauses) {
        String service = service(entries.get(0).post);
        Pause before = paused.getOrDefault(service, new Pause(0, now));
        List<Entry> over = new ArrayList<>();
        for (Entry entry : entries) {
            entry.tries++;
            if (!now.isBefore(entry.since.plus(giveUpAfter))) {
                over.add(entry);
            }
        }
        done(over);
        if (byService.containsKey(service)) {
            int failures = before.failures() + 1;
            paused.put(service, new Pause(failures, now.plus(pauses.after(failures))));
        }
        return over;
    }

    /** How long to wait after failures. */
    @FunctionalInterface
    public interface PauseAfter {
        /** After so many, counted from 1. */
        Duration after(int failures);
    }

    /** Forgets everything, when somebody else goes on with it. */
    public void clear() {
        byService.clear();
        paused.clear();
        size = 0;
    }

    private boolean isPaused(String service, Instant now) {
        Pause pause = paused.get(service);
        return pause != null && now.isBefore(pause.until());
    }

    private static boolean holdsCritical(Deque<Entry> queue) {
        return queue.stream().anyMatch(entry -> entry.post.notice().severity().isCritical());
    }

    private static String service(Post post) {
        return post.notice().about().service();
    }
}
