package dev.headgate.core.progress;

import dev.headgate.core.GateSettings;
import dev.headgate.schemas.model.CombinerProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one judge task has heard from the combiners. A combiner that is caught up has come as far as its clock says; one
 * that is not has come as far as the telemetry it has read. Not thread-safe.
 */
public final class ProgressBoard {

    private final Duration settle;
    private final Duration laggingAfter;
    private final TreeMap<Integer, CombinerProgress> latest = new TreeMap<>();
    private int tasks;

    /** A board that has heard of nobody. */
    public ProgressBoard(GateSettings settings) {
        settle = settings.settle();
        laggingAfter = settings.laggingAfter();
    }

    /**
     * What a board has to remember.
     *
     * @param latest the last message of each combiner heard of, by task
     */
    public record Snapshot(List<CombinerProgress> latest) {

        /** Copies the list. */
        public Snapshot {
            latest = List.copyOf(latest);
        }
    }

    /** Takes one message; of two from one combiner the one written later stands, whatever order they come in. */
    public void apply(CombinerProgress progress) {
        latest.merge(
                progress.task(),
                progress,
                (known, said) -> said.observedAtMillis() >= known.observedAtMillis() ? said : known);
        tasks = latest.values().stream()
                .max(Comparator.comparingLong(CombinerProgress::observedAtMillis))
                .map(CombinerProgress::tasks)
                .orElse(0);
        latest.tailMap(tasks, true).clear();
    }

    /** How complete telemetry is, by what has been heard until now. */
    public TelemetryStatus status(Instant now) {
        Optional<Integer> missing = firstNeverHeardOf();
        if (missing.isPresent()) {
            return new TelemetryStatus(
                    true,
                    tasks == 0
                            ? "no combiner has reported yet"
                            : "combiner " + missing.get() + " of " + tasks + " has not reported yet",
                    Instant.EPOCH,
                    Instant.EPOCH);
        }
        CombinerProgress slowest = latest.values().stream()
                .min(Comparator.comparingLong(ProgressBoard::reachedMillis))
                .orElseThrow();
        Instant said = Instant.ofEpochMilli(reachedMillis(slowest));
        // A combiner's clock that is ahead must not eat the time that telemetry under way is given.
        Instant reached = said.isBefore(now) ? said : now;
        Instant laggingFrom = reached.plus(laggingAfter).plusNanos(1);
        boolean lagging = !now.isBefore(laggingFrom);
        return new TelemetryStatus(
                lagging, lagging ? why(slowest, reached, now) : "", reached.minus(settle), laggingFrom);
    }

    /** What has to be remembered. */
    public Snapshot snapshot() {
        return new Snapshot(List.copyOf(latest.values()));
    }

    /** Takes up what was remembered. */
    public void restore(Snapshot snapshot) {
        snapshot.latest().forEach(this::apply);
    }

    private Optional<Integer> firstNeverHeardOf() {
        for (int task = 0; task < Math.max(tasks, 1); task++) {
            if (!latest.containsKey(task)) {
                return Optional.of(task);
            }
        }
        return Optional.empty();
    }

    private static long reachedMillis(CombinerProgress progress) {
        return progress.caughtUp()
                ? progress.observedAtMillis()
                : Math.min(progress.observedAtMillis(), progress.eventHighWaterMillis());
    }

    private String why(CombinerProgress slowest, Instant reached, Instant now) {
        double behind = Duration.between(reached, now).toMillis() / 1000.0;
        return "combiner " + slowest.task() + " of " + tasks + " is " + behind + " s behind (limit "
                + laggingAfter.toMillis() / 1000.0 + " s)";
    }
}
