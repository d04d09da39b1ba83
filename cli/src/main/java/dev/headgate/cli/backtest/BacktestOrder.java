package dev.headgate.cli.backtest;

import dev.headgate.core.backtest.Backtest;
import dev.headgate.core.backtest.JudgedPolicy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was asked for.
 *
 * @param input where recorded telemetry is read
 * @param service the service; empty for the first that is found
 * @param policies the policies to try
 * @param canary the canary; empty to find out
 * @param baseline the baseline; empty to find out
 * @param splitBy the label whose value names the version
 * @param canaryFromMillis from when on everything counts for the canary
 * @param startMillis when the rollout starts; empty for the canary's first request
 * @param reorderSeconds how far behind the latest event another may be
 */
public record BacktestOrder(
        BacktestInput input,
        Optional<String> service,
        List<JudgedPolicy> policies,
        Optional<String> canary,
        Optional<String> baseline,
        Optional<String> splitBy,
        OptionalLong canaryFromMillis,
        OptionalLong startMillis,
        long reorderSeconds) {

    private static final String AFTER = "after";
    private static final String BEFORE = "before";

    /** Copies the list. */
    public BacktestOrder {
        policies = List.copyOf(policies);
    }

    RecordedSource source() {
        var rule = new VersionRule(
                splitBy, canaryFromMillis, canary.orElse(AFTER), baseline.orElse(BEFORE), new VersionNames());
        return input.open(rule, service);
    }

    Backtest backtest(String ofService) {
        boolean byTime = canaryFromMillis.isPresent();
        OptionalLong start = startMillis.isPresent()
                ? OptionalLong.of(Math.floorDiv(startMillis.getAsLong(), 1_000))
                : OptionalLong.empty();
        return new Backtest(
                ofService,
                byTime ? Optional.of(canary.orElse(AFTER)) : canary,
                byTime ? Optional.of(baseline.orElse(BEFORE)) : baseline,
                start,
                policies);
    }
}
