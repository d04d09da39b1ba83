package dev.headgate.console.http;

import dev.headgate.console.model.Change;
import dev.headgate.console.model.Changes;
import dev.headgate.console.model.DecisionFilter;
import dev.headgate.console.model.Page;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.model.RolloutFilter;
import dev.headgate.console.model.Slice;
import dev.headgate.console.view.DecisionRow;
import dev.headgate.console.view.RolloutDetail;
import dev.headgate.console.view.RolloutRow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all pages that are open show: the live rollouts, and the newest decisions. Looked up once for all of them, at most four
 * times a second, and only while somebody looks. Who is slow asks later and gets what is newest: nothing is queued for
 * anybody. Thread-safe.
 */
final class Board implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Board.class);
    private static final Duration BETWEEN = Duration.ofMillis(250);
    private static final int MOST_DECISIONS = 500;
    private static final int MOST_ENDED = 500;
    private static final int MOST_CHANGED = 20_000;

    private final ReadModel model;
    private final Changes.Subscription subscription;
    private final Thread thread;

    private final Set<String> changedRollouts = new HashSet<>();
    private final Set<String> newDecisions = new HashSet<>();
    private boolean dirty = true;
    private boolean closed;
    private int watchers;
    /** What was looked up last is of a time at which others looked. */
    private boolean outdated;

    private long version;
    private Map<String, Posted<RolloutRow>> live = new HashMap<>();
    private final Map<String, Posted<Optional<RolloutRow>>> ended = new LinkedHashMap<>();
    private final Deque<Posted<DecisionRow>> decisions = new ArrayDeque<>();
    private final Map<String, Long> touched = new LinkedHashMap<>(16, 0.75f, true);

    /** Begins to follow a read model. */
    Board(ReadModel model) {
        this.model = model;
        this.subscription = model.changes().subscribe(this::changed);
        this.thread = new Thread(this::run, "console-board");
        thread.setDaemon(true);
        thread.start();
    }

    private record Posted<T>(T item, long version) {}

    /**
     * What has changed.
     *
     * @param version to ask with next time
     * @param rollouts rows that look otherwise
     * @param gone ids of rollouts that are known no more
     * @param decisions new ones, oldest first
     */
    record News(long version, List<RolloutRow> rollouts, List<String> gone, List<DecisionRow> decisions) {}

    /** Somebody begins to look. */
    synchronized void watch() {
        if (watchers == 0) {
            outdated = true;
        }
        watchers++;
        dirty = true;
        notifyAll();
    }

    /** Somebody has stopped to look. */
    synchronized void unwatch() {
        watchers--;
    }

    /** Waits until there is something newer than a version, the time is over or this is closed. */
    synchronized void await(long seen, Duration most) throws InterruptedException {
        long until = System.nanoTime() + most.toNanos();
        long left = most.toMillis();
        while ((outdated || version <= seen) && !closed && left > 0) {
            wait(left);
            left = Duration.ofNanos(until - System.nanoTime()).toMillis();
        }
    }

    /**
     * Everything newer than a version; with 0 all that is live, and which ended lately for who has seen them before. Of version
     * 0 and empty as long as nothing was looked up since somebody has begun to look.
     */
    synchronized News since(long seen) {
        if (outdated) {
            return new News(0, List.of(), List.of(), List.of());
        }
        List<RolloutRow> rows = new ArrayList<>(newer(live.values(), seen));
        List<String> gone = new ArrayList<>();
        ended.forEach((id, posted) -> {
            if (posted.version() > seen) {
                posted.item().filter(row -> seen > 0).ifPresentOrElse(rows::add, () -> gone.add(id));
            }
        });
        return new News(version, rows, gone, seen > 0 ? newer(decisions, seen) : List.of());
    }

    /** The version at which something about a rollout has changed last; 0 if nothing has while somebody looked. */
    synchronized long touched(String rolloutId) {
        return touched.getOrDefault(rolloutId, 0L);
    }

    synchronized boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        subscription.close();
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(Duration.ofSeconds(2).toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> List<T> newer(Iterable<Posted<T>> posted, long seen) {
        List<T> items = new ArrayList<>();
        for (Posted<T> one : posted) {
            if (one.version() > seen) {
                items.add(one.item());
            }
        }
        return items;
    }

    /** Called on the thread that reads the log: only notes it. */
    private synchronized void changed(Change change) {
        dirty = true;
        if (watchers > 0) {
            changedRollouts.addAll(change.rollouts());
            newDecisions.addAll(change.decisions());
        }
        notifyAll();
    }

    private void run() {
        try {
            while (awaitWork()) {
                try {
                    lookUp();
                } catch (RuntimeException unforeseen) {
                    LOG.error(
                            "what is live could not be looked up, trying again: {}", unforeseen.toString(), unforeseen);
                }
                pause();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean awaitWork() throws InterruptedException {
        while (!closed && (!dirty || watchers == 0)) {
            wait();
        }
        return !closed;
    }

    private synchronized void pause() throws InterruptedException {
        long until = System.nanoTime() + BETWEEN.toNanos();
        long left = BETWEEN.toMillis();
        while (!closed && left > 0) {
            wait(left);
            left = Duration.ofNanos(until - System.nanoTime()).toMillis();
        }
    }

    private void lookUp() {
        Set<String> rolloutIds;
        Set<String> decisionIds;
        boolean answered;
        synchronized (this) {
            answered = outdated;
            dirty = false;
            rolloutIds = Set.copyOf(changedRollouts);
            decisionIds = Set.copyOf(newDecisions);
            changedRollouts.clear();
            newDecisions.clear();
        }
        Map<String, RolloutRow> rows = liveRows();
        Map<String, Optional<RolloutRow>> left = left(rows.keySet(), rolloutIds);
        List<DecisionRow> fresh = decisionIds.isEmpty() ? List.of() : rowsOf(decisionIds);
        synchronized (this) {
            post(rows, left, fresh, rolloutIds);
            outdated = outdated && !answered;
            notifyAll();
        }
    }

    private void post(
            Map<String, RolloutRow> rows,
            Map<String, Optional<RolloutRow>> left,
            List<DecisionRow> fresh,
            Set<String> changed) {
        long next = version + 1;
        Map<String, Posted<RolloutRow>> now = new HashMap<>();
        rows.forEach((id, row) -> now.put(
                id,
                Optional.ofNullable(live.get(id))
                        .filter(before -> before.item().equals(row))
                        .orElseGet(() -> new Posted<>(row, next))));
        live = now;
        rows.keySet().forEach(ended::remove);
        left.forEach((id, row) -> {
            ended.remove(id);
            ended.put(id, new Posted<>(row, next));
        });
        trim(ended, MOST_ENDED);
        fresh.forEach(row -> decisions.add(new Posted<>(row, next)));
        while (decisions.size() > MOST_DECISIONS) {
            decisions.remove();
        }
        changed.forEach(id -> touched.put(id, next));
        trim(touched, MOST_CHANGED);
        version = next;
    }

    private static void trim(Map<String, ?> map, int most) {
        var oldest = map.keySet().iterator();
        while (map.size() > most) {
            oldest.next();
            oldest.remove();
        }
    }

    private Map<String, RolloutRow> liveRows() {
        Map<String, RolloutRow> rows = new LinkedHashMap<>();
        Page page = Page.first(Page.MOST);
        Optional<String> next;
        do {
            Slice<RolloutRow> slice = model.rollouts(RolloutFilter.LIVE, page);
            slice.items().forEach(row -> rows.put(row.rolloutId(), row));
            next = slice.next();
            page = new Page(Page.MOST, next);
        } while (next.isPresent());
        return rows;
    }

    /** Those that were live and are no more, and those that have changed although they are over. */
    private Map<String, Optional<RolloutRow>> left(Set<String> liveIds, Set<String> changed) {
        Set<String> ids = new HashSet<>(changed);
        synchronized (this) {
            ids.addAll(live.keySet());
        }
        ids.removeAll(liveIds);
        Map<String, Optional<RolloutRow>> rows = new HashMap<>();
        ids.forEach(id -> rows.put(id, model.rollout(id).map(RolloutDetail::row)));
        return rows;
    }

    private List<DecisionRow> rowsOf(Set<String> ids) {
        List<DecisionRow> rows = new ArrayList<>(
                model.decisions(DecisionFilter.ALL, Page.first(MOST_DECISIONS)).items());
        rows.removeIf(row -> !ids.contains(row.decisionId()));
        Collections.reverse(rows);
        return rows;
    }
}
