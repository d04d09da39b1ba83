package dev.headgate.core.judge;

import dev.headgate.core.comparison.Standing;
import dev.headgate.core.telemetry.WindowSpec;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was found about a line that is judged by evidence.
 *
 * @param standing where its evidence stands
 * @param baselineWindow the baseline's window, where it is compared with one
 * @param baseline the baseline's value over it, or the past's, in the line's unit
 * @param operation the operation whose figures are shown; empty for all together
 * @param allTraffic whether the canary has all the traffic, so that there is nothing beside it
 */
record Weighed(
        Standing standing,
        Optional<WindowSpec> baselineWindow,
        OptionalDouble baseline,
        Optional<OperationSides> operation,
        boolean allTraffic) {}
