package dev.headgate.core.judge;

import dev.headgate.core.measurement.Ask;
import dev.headgate.core.measurement.MeasurementWatch;
import dev.headgate.core.measurement.PastAsk;
import dev.headgate.core.measurement.Selection;
import dev.headgate.core.measurement.Span;
import dev.headgate.core.measurement.Stretch;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.GaugeReading;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.Metric;
import dev.headgate.schemas.model.Past;
import dev.headgate.schemas.model.Since;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which measurements lines speak of, and over which time. */
final class MeasurementLines {

    /** Says that a source of alerts is alive although it raises none. */
    static final String HEARTBEAT = "alerts.heartbeat";

    private static final String SEVERITY = "severity";

    private MeasurementLines() {}

    /** Whether a measure is of figures that are not requests. */
    static boolean speaksOf(Measure measure) {
        return measure instanceof Measure.Gauge
                || measure instanceof Measure.ValueQuantile
                || measure instanceof Measure.ValueMean
                || measure instanceof Measure.Ratio
                || measure instanceof Measure.Count
                || measure instanceof Measure.Growth
                || measure instanceof Measure.Probe
                || measure instanceof Measure.Alerts;
    }

    /** What has to be kept for the lines of a plan, and of what the other stages' lines ask for. */
    static MeasurementWatch watch(Plan plan) {
        List<Line> every = Stream.concat(plan.everyLine(), plan.flatLines())
                .filter(line -> speaksOf(line.criterion().measure()))
                .distinct()
                .toList();
        Set<Line> now = plan.flatLines().collect(Collectors.toSet());
        Stream<Ask> asks = every.stream().flatMap(line -> asks(plan, line, now.contains(line)));
        List<PastAsk> pasts =
                every.stream().flatMap(line -> past(plan, line).stream()).toList();
        Optional<MeasurementWatch.StageInForce> stage = plan.clock()
                .map(clock -> new MeasurementWatch.StageInForce(clock.stage(), clock.settledSecond(plan.stage())));
        Stream<Ask> wholes = stage.stream()
                .flatMap(running -> pasts.stream()
                        .filter(ask -> ask.past() == Past.PREVIOUS_STAGE)
                        .map(ask -> new Ask(
                                ask.selection(),
                                Set.of(running.whole(ask.selection().kind() == Measurement.Kind.GAUGE)))));
        return new MeasurementWatch(
                plan.canary(),
                Stream.concat(asks, wholes).collect(Collectors.toSet()),
                Set.copyOf(pasts),
                plan.startedAt().getEpochSecond(),
                stage);
    }

    private static Stream<Ask> asks(Plan plan, Line line, boolean inForce) {
        boolean always = since(line.criterion().measure()) == Since.START;
        Set<Stretch> stretches =
                (inForce || always) ? stretch(plan, line).map(Set::of).orElse(Set.of()) : Set.of();
        Stream<Ask> its = selections(plan, line).stream().map(selection -> new Ask(selection, stretches));
        return line.criterion().measure() instanceof Measure.Alerts
                ? Stream.concat(its, Stream.of(new Ask(heartbeat(plan), Set.of())))
                : its;
    }

    /** The series of a line; of a growth, the kinds that it may be of, in the order in which they are looked at. */
    static List<Selection> selections(Plan plan, Line line) {
        Measure measure = line.criterion().measure();
        String canary = plan.canary();
        if (measure instanceof Measure.Gauge gauge) {
            return List.of(Selection.of(Measurement.Kind.GAUGE, gauge.metric(), canary));
        }
        if (measure instanceof Measure.ValueQuantile value) {
            return List.of(Selection.of(Measurement.Kind.VALUE, value.metric(), canary));
        }
        if (measure instanceof Measure.ValueMean value) {
            return List.of(Selection.of(Measurement.Kind.VALUE, value.metric(), canary));
        }
        if (measure instanceof Measure.Ratio ratio) {
            Measurement.Kind kind = ratio.divisor().isPresent() ? Measurement.Kind.COUNT : Measurement.Kind.RATIO;
            return Stream.concat(Stream.of(ratio.metric()), ratio.divisor().stream())
                    .map(metric -> Selection.of(kind, metric, canary))
                    .toList();
        }
        if (measure instanceof Measure.Count count) {
            return List.of(Selection.of(Measurement.Kind.COUNT, count.metric(), canary));
        }
        if (measure instanceof Measure.Growth growth) {
            return Stream.of(Measurement.Kind.GAUGE, Measurement.Kind.RATIO, Measurement.Kind.COUNT)
                    .map(kind -> Selection.of(kind, growth.metric(), canary))
                    .toList();
        }
        if (measure instanceof Measure.Probe probe) {
            return List.of(Selection.of(Measurement.Kind.PROBE, probe.metric(), canary));
        }
        return measure instanceof Measure.Alerts alerts ? List.of(alerts(alerts, canary)) : List.of();
    }

    private static Selection alerts(Measure.Alerts alerts, String canary) {
        SortedMap<String, String> labels = new TreeMap<>();
        alerts.severity().ifPresent(severity -> labels.put(SEVERITY, severity));
        return new Selection(Measurement.Kind.ALERT, alerts.name(), labels, canary);
    }

    /** Any alert, whatever its severity. */
    static Selection anyAlert(Plan plan) {
        return new Selection(Measurement.Kind.ALERT, Optional.empty(), Labels.NONE, plan.canary());
    }

    static Selection heartbeat(Plan plan) {
        return Selection.of(Measurement.Kind.GAUGE, Metric.named(HEARTBEAT), plan.canary());
    }

    /** The time that a line looks at; empty where the latest value is enough, or its time has not begun. */
    static Optional<Stretch> stretch(Plan plan, Line line) {
        Measure measure = line.criterion().measure();
        boolean latestIsEnough = measure instanceof Measure.Gauge gauge && gauge.reading() == GaugeReading.LAST;
        Since since = since(measure);
        if (latestIsEnough || (measure instanceof Measure.Alerts && since == Since.NOW)) {
            return Optional.empty();
        }
        boolean course = measure instanceof Measure.Gauge || measure instanceof Measure.Growth;
        if (since == Since.START || (since == Since.STAGE && plan.clock().isEmpty())) {
            return Optional.of(new Stretch(Stretch.GROWING, StageClock.ceilSecond(plan.startedAt()), course));
        }
        if (since == Since.STAGE) {
            return plan.clock().map(clock -> new Stretch(Stretch.GROWING, clock.startSecond(), course));
        }
        long length = Plan.lengthSeconds(line, plan.policy());
        if (line.list() == CriterionList.ENTER) {
            return Optional.of(new Stretch(length, Span.UNCLIPPED, course));
        }
        return plan.clock().map(clock -> new Stretch(length, Plan.clipSecond(line, plan.policy(), clock), course));
    }

    private static Since since(Measure measure) {
        if (measure instanceof Measure.Count count) {
            return count.since();
        }
        return measure instanceof Measure.Alerts alerts ? alerts.since() : Since.NOW;
    }

    /** The figure of the past that a line compares with. */
    static Optional<PastAsk> past(Plan plan, Line line) {
        if (!(line.criterion().claim() instanceof Claim.AgainstPast against)) {
            return Optional.empty();
        }
        String version = against.past() == Past.PREVIOUS_STAGE ? plan.canary() : plan.baseline();
        Measure measure = line.criterion().measure();
        if (measure instanceof Measure.Gauge gauge) {
            return Optional.of(new PastAsk(
                    Selection.of(Measurement.Kind.GAUGE, gauge.metric(), version),
                    OptionalDouble.empty(),
                    against.past()));
        }
        if (measure instanceof Measure.ValueMean value) {
            return Optional.of(new PastAsk(
                    Selection.of(Measurement.Kind.VALUE, value.metric(), version),
                    OptionalDouble.empty(),
                    against.past()));
        }
        return measure instanceof Measure.ValueQuantile value
                ? Optional.of(new PastAsk(
                        Selection.of(Measurement.Kind.VALUE, value.metric(), version),
                        OptionalDouble.of(value.quantile()),
                        against.past()))
                : Optional.empty();
    }
}
