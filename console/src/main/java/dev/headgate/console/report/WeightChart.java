package dev.headgate.console.report;

import dev.headgate.console.report.Chart.Curve;
import dev.headgate.console.report.Chart.Mark;
import dev.headgate.schemas.model.Execution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** The canary's share of the traffic against time: each weight from when it was read back until the next one was. */
final class WeightChart {

    private WeightChart() {}

    static Chart of(DeploymentReport report, Stretch stretch, List<Mark> marks) {
        return new Chart(
                "Traffic on " + report.canary(),
                "By the weights that were read back, in the end "
                        + report.weight().map(Object::toString).orElse("none") + ".",
                stretch.from(),
                stretch.to(),
                List.of(curve(report, stretch)),
                List.of(),
                marks,
                "ratio",
                1);
    }

    private static Curve curve(DeploymentReport report, Stretch stretch) {
        List<Execution> readBack = report.executions().stream()
                .map(row -> row.execution())
                .filter(execution -> execution.confirmedWeight().isPresent()
                        && execution.finishedAt().isPresent())
                .sorted(Comparator.comparing(execution -> execution.finishedAt().orElseThrow()))
                .toList();
        List<Double> at = new ArrayList<>();
        List<OptionalDouble> values = new ArrayList<>();
        if (!readBack.isEmpty()) {
            at.add(seconds(stretch.from()));
            values.add(OptionalDouble.of(0));
        }
        for (Execution execution : readBack) {
            at.add(seconds(execution.finishedAt().orElseThrow()));
            values.add(
                    OptionalDouble.of(execution.confirmedWeight().orElseThrow().percent() / 100));
        }
        if (!readBack.isEmpty()) {
            at.add(seconds(stretch.to()));
            values.add(values.get(values.size() - 1));
        }
        return new Curve("weight", "weight", true, at, values);
    }

    private static double seconds(Instant at) {
        return at.toEpochMilli() / 1e3;
    }
}
