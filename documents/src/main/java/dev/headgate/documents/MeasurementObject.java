package dev.headgate.documents;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.GaugeReading;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Metric;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Since;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** A criterion on measurements that are no requests, in its object form. */
final class MeasurementObject {

    private final CriterionFields object;
    private final Fields fields;
    private final String name;

    MeasurementObject(CriterionFields object, String name) {
        this.object = object;
        this.fields = object.fields();
        this.name = name;
    }

    /** Whether an object is of this form: a quantile or a mean is one of requests unless it has a metric. */
    static boolean is(String name, Fields fields) {
        boolean distribution = name.equals("mean") || Measures.isQuantile(name);
        return Measurements.WORDS.contains(name) || (distribution && fields.has("metric"));
    }

    Optional<WrittenCriterion> criterion() {
        Optional<Measure> measure = measure();
        boolean compares = fields.has("compare");
        measure.ifPresent(it -> object.refuseAllBut(Measures.name(it), allowed(it, compares)));
        return measure.flatMap(it -> compares ? comparison(it) : limit(it));
    }

    private List<String> allowed(Measure measure, boolean compares) {
        List<String> allowed = new ArrayList<>(List.of("measure", "metric", "labels"));
        if (measure instanceof Measure.Gauge) {
            allowed.add("reading");
        }
        if (measure instanceof Measure.Ratio) {
            allowed.addAll(List.of("divisor", "divisorLabels"));
        }
        allowed.addAll(compares ? List.of("compare") : List.of("operator", "limit"));
        allowed.addAll(compares ? MeasurementClauses.ofPast(measure) : MeasurementClauses.of(measure));
        return allowed;
    }

    private Optional<Measure> measure() {
        Optional<Metric> metric = metric("metric", "labels");
        if (name.equals("growth")
                && metric.filter(it -> Measurements.isOfRequests(it.name())).isPresent()) {
            object.problems()
                    .add(Measurements.notGrowing(
                            fields.keyPlace("metric"), metric.orElseThrow().name()));
            return Optional.empty();
        }
        return switch (name) {
            case "gauge" -> {
                Optional<GaugeReading> reading = fields.optional(
                                "reading", node -> object.values().word(node, List.of("last", "mean", "min", "max")))
                        .map(Measurements.READINGS::get);
                yield metric.filter(it -> reading.isPresent() || !fields.has("reading"))
                        .map(it -> Measurements.gauge(it, reading.orElse(GaugeReading.LAST)));
            }
            case "ratio" -> ratio(metric);
            case "count" -> count(metric);
            case "growth" -> metric.map(it -> new Measure.Growth(it, false));
            case "probe" -> metric.map(Measure.Probe::new);
            default -> metric.map(it -> Measurements.distribution(name, it));
        };
    }

    private Optional<Measure> ratio(Optional<Metric> above) {
        if (!fields.has("divisor")) {
            return above.map(it -> new Measure.Ratio(it, Optional.empty()));
        }
        Optional<Metric> below = metric("divisor", "divisorLabels");
        return above.flatMap(it -> below.map(under -> new Measure.Ratio(it, Optional.of(under))));
    }

    private Optional<Measure> count(Optional<Metric> metric) {
        Optional<Since> since = fields.optional("since", node -> object.values().word(node, DoneParts.SINCE))
                .map(DoneParts::since);
        return metric.filter(it -> since.isPresent() || !fields.has("since"))
                .map(it -> new Measure.Count(it, since.orElse(Since.NOW)));
    }

    private Optional<Metric> metric(String field, String labels) {
        Optional<String> metric = object.name(field, "a measurement's name");
        return metric.map(it -> new Metric(it, fields.has(labels) ? object.labels(labels) : Labels.NONE));
    }

    private Optional<WrittenCriterion> limit(Measure measure) {
        Optional<Operator> operator =
                fields.required("operator", CriterionObject.OPERATORS, node -> operator(node, measure));
        Optional<MeasuredLimits.Limited> limit = fields.required(
                "limit",
                MeasuredLimits.expected(measure),
                node -> object.wholeOrNumber(
                        node, MeasuredLimits.expected(measure), text -> MeasuredLimits.read(text, measure)));
        Optional<Claim> claim = operator.flatMap(it -> limit.map(to -> to.claim(it)));
        return claim.flatMap(says -> written(
                limit.orElseThrow().measure(),
                says,
                fields.keyPlace("operator"),
                limit.orElseThrow().place()));
    }

    private Operator operator(Node node, Measure measure) throws Refusal {
        Operator operator = object.whole(
                node, CriterionObject.OPERATORS, text -> CriterionParts.operator(text, CriterionObject.COMPARE));
        CriterionParts.checkEqual(operator, measure, object.values().source().place(node));
        return operator;
    }

    private Optional<WrittenCriterion> comparison(Measure measure) {
        Optional<Located<ClaimParts.Compared>> compared = fields.optional("compare", node -> {
            Located<ClaimParts.Compared> it = object.whole(node, ClaimParts.COMPARISONS, ClaimParts::comparison);
            MeasuredComparisons.check(measure, it);
            return it;
        });
        Optional<Margin> margin =
                fields.optional("by", node -> object.whole(node, "20%", by -> ClaimParts.margin(by, measure)));
        boolean complete = margin.isPresent() || !fields.has("by");
        Optional<Claim> claim = compared.filter(it -> complete)
                .flatMap(it -> object.problems()
                        .attempt(() -> MeasuredComparisons.claim(it, margin.orElse(new Margin.None()))));
        return claim.flatMap(says -> {
            Place place = compared.orElseThrow().place();
            return written(measure, says, place, place);
        });
    }

    private Optional<WrittenCriterion> written(Measure measure, Claim claim, Place operator, Place limit) {
        Optional<Duration> over =
                fields.optional("over", node -> CriterionParts.windowOfMeasurements(object.duration(node)));
        Duration holdFor = object.holdFor();
        var min = object.min();
        Optional<Boolean> windows = object.problems().attempt(() -> {
            MeasurementClauses.checkWindow(measure, fields.has("over"), fields.has("since"), fields.place());
            return true;
        });
        return windows.map(fits -> new WrittenCriterion(
                new Criterion(ObjectLine.of(fields), measure, Optional.empty(), claim, over, holdFor, min),
                fields.place(),
                operator,
                limit,
                over.map(it -> fields.keyPlace("over"))));
    }
}
