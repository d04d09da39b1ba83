package dev.headgate.core.backtest;

import dev.headgate.schemas.model.SeriesSecond;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Policies over recorded seconds of one service, each as the live gate would judge. The rollout starts at the canary's
 * first request, or when told. Not thread-safe.
 */
public final class Backtest {

    /** How often the working of verdicts is noted while nothing changes; decisions do not depend on it. */
    private static final Duration EVALUATION_INTERVAL = Duration.ofSeconds(5);

    private final String service;
    private final Versions versions;
    private final OptionalLong startAt;
    private final List<PolicyRun> runs;
    private final History history = new History();
    private OptionalLong startSecond = OptionalLong.empty();
    private OptionalLong firstSecond = OptionalLong.empty();
    private long lastSecond;

    /**
     * A backtest that has seen nothing yet.
     *
     * @param service the service's name
     * @param canary the version that is rolled out; empty to find out
     * @param baseline the version it is compared with; empty to find out
     * @param startAt the second in which the rollout starts, since 1970-01-01 UTC; empty for the canary's first request
     * @param policies the policies to try
     */
    public Backtest(
            String service,
            Optional<String> canary,
            Optional<String> baseline,
            OptionalLong startAt,
            List<JudgedPolicy> policies) {
        this.service = service;
        this.startAt = startAt;
        versions = new Versions(canary, baseline);
        runs = policies.stream()
                .map(policy -> new PolicyRun(service, policy, EVALUATION_INTERVAL))
                .toList();
    }

    /**
     * Takes a second.
     *
     * @param second seconds since 1970-01-01 UTC, later than the one before; those without requests are left out
     * @param parts everything that was recorded in it; must not be changed afterwards
     */
    public void second(long second, List<SeriesSecond> parts) {
        lastSecond = second;
        firstSecond = firstSecond.isPresent() ? firstSecond : OptionalLong.of(second);
        history.add(second, parts);
        if (startSecond.isEmpty()) {
            versions.see(parts);
            startIfDue(second);
        }
        runs.forEach(run -> run.second(second, parts));
        if (startSecond.isPresent()) {
            long canary = requests(parts, versions.canary());
            long baseline = requests(parts, versions.baseline());
            runs.forEach(run -> run.recorded(second, canary, baseline));
        }
    }

    /** What came of it; nothing may be given afterwards. Empty if the rollout never started. */
    public Optional<BacktestResult> result() {
        if (startSecond.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new BacktestResult(
                service,
                versions.canary().orElseThrow(),
                versions.baseline().orElseThrow(),
                versions.why(),
                firstSecond.orElseThrow(),
                startSecond.getAsLong(),
                lastSecond + 1,
                history.requests(),
                history.buckets(),
                runs.stream().map(PolicyRun::outcome).toList()));
    }

    /** The versions that were seen, in the order of their names. */
    public List<String> versionsSeen() {
        return List.copyOf(history.requests().keySet());
    }

    private void startIfDue(long second) {
        boolean due = startAt.isPresent() ? second >= startAt.getAsLong() : versions.canarySeen();
        if (due && versions.canary().isPresent() && versions.baseline().isPresent()) {
            startSecond = OptionalLong.of(second);
            Instant at = Instant.ofEpochSecond(second);
            runs.forEach(run -> run.start(
                    versions.canary().orElseThrow(), versions.baseline().orElseThrow(), at));
        }
    }

    private static long requests(List<SeriesSecond> parts, Optional<String> version) {
        return parts.stream()
                .filter(part -> version.equals(Optional.of(part.series().version())))
                .mapToLong(SeriesSecond::requests)
                .sum();
    }
}
