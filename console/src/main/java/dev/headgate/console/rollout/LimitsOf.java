package dev.headgate.console.rollout;

import dev.headgate.console.view.DrawnLimit;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StopLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The limits that can be drawn into a rollout's curves: those of the stage in force for all of its requests together. What is
 * compared with the baseline has no limit of its own, and what is said of an operation or a label is no curve that is drawn.
 */
final class LimitsOf {

    private LimitsOf() {}

    static List<DrawnLimit> stage(Policy policy, int index) {
        List<DrawnLimit> limits = new ArrayList<>();
        Optional<Stage> stage = Optional.of(policy.stages())
                .filter(stages -> index >= 0 && index < stages.size())
                .map(stages -> stages.get(index));
        stops(policy.stop(), limits);
        stage.ifPresent(its -> {
            stops(its.stop(), limits);
            its.advance().forEach(line -> limit(line, CriterionList.ADVANCE).ifPresent(limits::add));
        });
        return limits;
    }

    private static void stops(List<StopLine> lines, List<DrawnLimit> limits) {
        lines.forEach(line -> limit(line.criterion(), CriterionList.STOP).ifPresent(limits::add));
    }

    private static Optional<DrawnLimit> limit(Criterion line, CriterionList list) {
        Optional<String> figure = figure(line.measure());
        OptionalDouble limit = limit(line.claim());
        boolean ofAll = line.operation().isEmpty() && line.labels().isEmpty();
        return figure.isPresent() && limit.isPresent() && ofAll
                ? Optional.of(new DrawnLimit(
                        figure.get(),
                        limit.getAsDouble(),
                        figure.get().equals("errorRate") ? "ratio" : "us",
                        list.wireName(),
                        line.text()))
                : Optional.empty();
    }

    private static Optional<String> figure(Measure measure) {
        if (measure instanceof Measure.ErrorRate) {
            return Optional.of("errorRate");
        }
        if (measure instanceof Measure.MeanLatency) {
            return Optional.of("mean");
        }
        return measure instanceof Measure.LatencyQuantile latency ? quantile(latency.quantile()) : Optional.empty();
    }

    private static Optional<String> quantile(double quantile) {
        long hundredths = Math.round(quantile * 10_000);
        return hundredths == 5_000 || hundredths == 9_500 || hundredths == 9_900
                ? Optional.of("p" + hundredths / 100)
                : Optional.empty();
    }

    private static OptionalDouble limit(Claim claim) {
        if (claim instanceof Claim.Limit limit) {
            return OptionalDouble.of(limit.limit());
        }
        return claim instanceof Claim.BurnRate burn ? OptionalDouble.of(burn.errorRate()) : OptionalDouble.empty();
    }
}
