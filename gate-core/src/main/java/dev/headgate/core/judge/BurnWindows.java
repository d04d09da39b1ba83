package dev.headgate.core.judge;

import dev.headgate.core.telemetry.Series;
import dev.headgate.core.telemetry.WindowSpec;
import dev.headgate.schemas.model.Claim;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The windows of a line that asks how fast an error budget is used up. They reach back to when the canary first carried
 * traffic in this rollout: a budget does not begin anew with a stage.
 *
 * @param claim what is asked
 * @param over the window
 * @param andOver the shorter one
 * @param shown the window whose requests are named
 */
record BurnWindows(Claim.BurnRate claim, WindowSpec over, Optional<WindowSpec> andOver, WindowSpec shown) {

    /** Of a line of a plan; empty if it asks for something else or the canary carries no traffic yet. */
    static Optional<BurnWindows> of(Plan plan, Line line) {
        if (!(line.criterion().claim() instanceof Claim.BurnRate claim)
                || plan.clock().isEmpty()) {
            return Optional.empty();
        }
        Series series = plan.seriesOf(line);
        Duration over = line.criterion().over().orElseThrow();
        return plan.carriesTrafficSince()
                .map(StageClock::ceilSecond)
                .map(since -> new BurnWindows(
                        claim,
                        WindowSpec.lasting(series, over.toSeconds(), since),
                        claim.andOver().map(and -> WindowSpec.lasting(series, and.toSeconds(), since)),
                        plan.shown(series)));
    }

    List<WindowSpec> specs() {
        return Stream.concat(Stream.of(over, shown), andOver.stream()).toList();
    }
}
