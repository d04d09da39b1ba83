package dev.headgate.console.months;

import dev.headgate.console.rollout.RolloutOutcome.End;
import dev.headgate.console.view.MonthFigures;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Adds rollouts up to months. */
public final class Months {

    private static final Comparator<MonthFigures> LATEST_FIRST =
            Comparator.comparing(MonthFigures::month).reversed().thenComparing(MonthFigures::service);

    private Months() {}

    /**
     * What counts of a rollout.
     *
     * @param service its service
     * @param month the month in UTC in which it was started
     * @param end how it ended
     * @param detected how long it took to decide a rollback, where a line did
     * @param recovered how long it took from there until the baseline had all traffic
     * @param acknowledged how long people took to take care of things, all times together
     * @param acknowledgements how often they did
     */
    public record Rollout(
            String service,
            YearMonth month,
            End end,
            Optional<Duration> detected,
            Optional<Duration> recovered,
            Duration acknowledged,
            int acknowledgements) {}

    private record Group(YearMonth month, String service) {}

    /** Of each month in which a service has started one, latest month first, then by service. */
    public static List<MonthFigures> of(List<Rollout> rollouts) {
        return rollouts.stream()
                .collect(Collectors.groupingBy(rollout -> new Group(rollout.month(), rollout.service())))
                .entrySet()
                .stream()
                .map(group -> figures(group.getKey(), group.getValue()))
                .sorted(LATEST_FIRST)
                .toList();
    }

    private static MonthFigures figures(Group group, List<Rollout> rollouts) {
        int completed = count(rollouts, End.COMPLETED);
        int running = count(rollouts, End.RUNNING);
        int over = rollouts.size() - running;
        int acknowledgements =
                rollouts.stream().mapToInt(Rollout::acknowledgements).sum();
        Duration acknowledged = rollouts.stream().map(Rollout::acknowledged).reduce(Duration.ZERO, Duration::plus);
        return new MonthFigures(
                group.service(),
                group.month(),
                rollouts.size(),
                completed,
                count(rollouts, End.ROLLED_BACK),
                count(rollouts, End.ABORTED),
                running,
                over == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) completed / over),
                mean(rollouts, Rollout::detected),
                mean(rollouts, Rollout::recovered),
                acknowledgements == 0 ? Optional.empty() : Optional.of(acknowledged.dividedBy(acknowledgements)));
    }

    private static int count(List<Rollout> rollouts, End end) {
        return (int) rollouts.stream().filter(rollout -> rollout.end() == end).count();
    }

    private static Optional<Duration> mean(List<Rollout> rollouts, Function<Rollout, Optional<Duration>> time) {
        List<Duration> times =
                rollouts.stream().map(time).flatMap(Optional::stream).toList();
        return times.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        times.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(times.size()));
    }
}
