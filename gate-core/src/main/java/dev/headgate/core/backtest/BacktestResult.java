package dev.headgate.core.backtest;

import java.util.List;
import java.util.Map;

/**
 * What came of a backtest.
 *
 * @param service the service
 * @param canary the version that was rolled out
 * @param baseline the version it was compared with
 * @param choice how these two were chosen, for people
 * @param firstSecond the recording's first second, since 1970-01-01 UTC
 * @param startSecond the second in which the rollout started
 * @param endSecond the end of the recording's last second
 * @param requests recorded requests by version, of the first twenty versions
 * @param history the recording in buckets of equal length
 * @param outcomes by policy, in their order
 */
public record BacktestResult(
        String service,
        String canary,
        String baseline,
        String choice,
        long firstSecond,
        long startSecond,
        long endSecond,
        Map<String, Long> requests,
        List<HistoryBucket> history,
        List<PolicyOutcome> outcomes) {

    /** Copies the collections. */
    public BacktestResult {
        requests = Map.copyOf(requests);
        history = List.copyOf(history);
        outcomes = List.copyOf(outcomes);
    }
}
