package dev.headgate.core.assess;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What came of all runs of one case. Times are seconds.
 *
 * @param runs how many runs reached the beginning of the regression
 * @param over how many were over before it began, and are not counted below
 * @param rolledBack in how many the gate rolled back
 * @param completed in how many the rollout completed
 * @param held how many were held when they were left
 * @param fullWhileBad in how many the canary carried everything while the regression was on
 * @param fullWeight in how many the canary ever carried everything
 * @param toRollback from the regression's beginning to the decision
 * @param toFullWeight from the canary's first traffic until it carried everything
 * @param hit requests that the regression spoiled
 * @param decidedBy how often each line rolled back, most often first
 * @param seconds for how many seconds all of them were followed
 */
public record CaseSummary(
        int runs,
        int over,
        Share rolledBack,
        Share completed,
        Share held,
        Share fullWhileBad,
        Share fullWeight,
        Spread toRollback,
        Spread toFullWeight,
        Spread hit,
        List<Decided> decidedBy,
        long seconds) {

    /** Copies the list. */
    public CaseSummary {
        decidedBy = List.copyOf(decidedBy);
    }

    /**
     * A line that rolled back.
     *
     * @param line as written
     * @param times in how many runs
     */
    public record Decided(String line, long times) {}

    /** Of the runs of one case. */
    public static CaseSummary of(List<RunRecord> all) {
        List<RunRecord> runs = all.stream().filter(RunRecord::onset).toList();
        return new CaseSummary(
                runs.size(),
                all.size() - runs.size(),
                share(runs, run -> run.end() == End.ROLLED_BACK),
                share(runs, run -> run.end() == End.COMPLETED),
                share(runs, run -> run.end() == End.HELD),
                share(runs, RunRecord::fullWhileBad),
                share(runs, run -> run.fullWeightAfter().isPresent()),
                spread(runs, RunRecord::rolledBackAfter),
                spread(runs, RunRecord::fullWeightAfter),
                spread(runs, run -> OptionalLong.of(run.hit())),
                decided(runs),
                all.stream().mapToLong(RunRecord::seconds).sum());
    }

    /** The line that rolled back most often. */
    public Optional<String> mostOften() {
        return decidedBy.stream().findFirst().map(Decided::line);
    }

    private static Share share(List<RunRecord> runs, Function<RunRecord, Boolean> what) {
        return new Share(runs.stream().filter(what::apply).count(), runs.size());
    }

    private static Spread spread(List<RunRecord> runs, Function<RunRecord, OptionalLong> what) {
        return Spread.of(runs.stream().map(what).toList());
    }

    private static List<Decided> decided(List<RunRecord> runs) {
        Map<String, Long> times = runs.stream()
                .flatMap(run -> run.decidedBy().stream())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        return times.entrySet().stream()
                .map(entry -> new Decided(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Decided::times).reversed().thenComparing(Decided::line))
                .toList();
    }
}
