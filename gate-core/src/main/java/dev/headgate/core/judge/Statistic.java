package dev.headgate.core.judge;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Measure;
import java.util.Optional;

/** What a verdict's figure is called, and its unit. */
final class Statistic {

    private Statistic() {}

    static String of(Finding finding) {
        Measure measure = finding.line().criterion().measure();
        if (finding.burn().isPresent()) {
            return "burnRate";
        }
        if (measure instanceof Measure.Latency) {
            return finding.weighed()
                    .map(weighed -> weighed.standing().contributor())
                    .orElse("latency");
        }
        if (measure instanceof Measure.ErrorRate) {
            return "errorRate";
        }
        if (measure instanceof Measure.Uptime) {
            return "uptime";
        }
        if (measure instanceof Measure.NoSuccess) {
            return "noSuccess";
        }
        if (measure instanceof Measure.Throughput) {
            return "throughput";
        }
        Optional<String> other = ofOther(measure);
        if (other.isPresent()) {
            return other.get();
        }
        return measure instanceof Measure.LatencyQuantile latency ? Numbers.quantile(latency.quantile()) : "mean";
    }

    static String unit(Criterion criterion) {
        Measure measure = criterion.measure();
        if (criterion.claim() instanceof Claim.BurnRate) {
            return "times";
        }
        if (measure instanceof Measure.ErrorRate || measure instanceof Measure.Uptime) {
            return "ratio";
        }
        if (measure instanceof Measure.NoSuccess) {
            return "seconds";
        }
        if (measure instanceof Measure.Throughput) {
            return "per-second";
        }
        return ofOther(measure).isPresent() ? unitOfOther(measure).wireName() : "us";
    }

    /** Of anything but requests. */
    private static Optional<String> ofOther(Measure measure) {
        if (measure instanceof Measure.Gauge) {
            return Optional.of("gauge");
        }
        if (measure instanceof Measure.ValueQuantile value) {
            return Optional.of(Numbers.quantile(value.quantile()));
        }
        if (measure instanceof Measure.ValueMean) {
            return Optional.of("mean");
        }
        if (measure instanceof Measure.Ratio) {
            return Optional.of("ratio");
        }
        if (measure instanceof Measure.Count) {
            return Optional.of("count");
        }
        if (measure instanceof Measure.Growth) {
            return Optional.of("growth");
        }
        if (measure instanceof Measure.Probe) {
            return Optional.of("probe");
        }
        if (measure instanceof Measure.Alerts) {
            return Optional.of("alerts");
        }
        return ofDeed(measure);
    }

    private static Optional<String> ofDeed(Measure measure) {
        if (measure instanceof Measure.Approval) {
            return Optional.of("approval");
        }
        if (measure instanceof Measure.ChecklistDone) {
            return Optional.of("checklist");
        }
        if (measure instanceof Measure.Hook) {
            return Optional.of("hook");
        }
        return measure instanceof Measure.All ? Optional.of("all") : Optional.empty();
    }

    private static Measure.Unit unitOfOther(Measure measure) {
        if (measure instanceof Measure.Gauge gauge) {
            return gauge.unit();
        }
        if (measure instanceof Measure.ValueQuantile value) {
            return value.unit();
        }
        if (measure instanceof Measure.ValueMean value) {
            return value.unit();
        }
        if (measure instanceof Measure.Hook hook) {
            return hook.unit();
        }
        boolean share = measure instanceof Measure.Ratio
                || measure instanceof Measure.Probe
                || (measure instanceof Measure.Growth growth && growth.relative());
        return share ? Measure.Unit.RATIO : Measure.Unit.NUMBER;
    }
}
