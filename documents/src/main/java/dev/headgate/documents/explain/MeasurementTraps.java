package dev.headgate.documents.explain;

import dev.headgate.documents.explain.Explanation.Trap;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.StopLine;
import java.util.List;
import java.util.stream.Stream;

/** Figures from elsewhere that may be missing without anybody noticing. */
final class MeasurementTraps {
    private MeasurementTraps() {}

    static List<Trap> of(Policy policy) {
        return Stream.concat(
                        Traps.stopLines(policy).map(StopLine::criterion),
                        policy.stages().stream().flatMap(Roles::waitedFor))
                .flatMap(Traps::parts)
                .flatMap(MeasurementTraps::trap)
                .distinct()
                .toList();
    }

    private static Stream<Trap> trap(Criterion line) {
        if (line.measure() instanceof Measure.Alerts) {
            return Stream.of(new Trap(
                    line.text(),
                    "A source of alerts that has never said anything, or nothing for 5m, leaves this undecided: silence is"
                            + " no all-clear.",
                    "`headgate measure heartbeat alerts` once a minute, or the Alertmanager receiver, which does it"));
        }
        if (line.measure() instanceof Measure.Uptime) {
            return Stream.of(new Trap(
                    line.text(),
                    "Only slices count in which something was due: the canary had a request, the baseline a success, or a"
                            + " probe was to come. At full weight, and where nobody asks, an hour without requests lowers"
                            + " nothing.",
                    "a probe named uptime every 10s to 1m (`headgate measure probe uptime`): one that does not come counts"
                            + " as down"));
        }
        if (line.measure() instanceof Measure.Count count) {
            return Stream.of(new Trap(
                    line.text(),
                    "A count that was never reported is undecided, not 0.",
                    "report " + count.metric().name() + " also when it has not increased, as 0"));
        }
        return Stream.empty();
    }
}
