package dev.headgate.documents;

import dev.headgate.schemas.model.AfterRollback;
import dev.headgate.schemas.model.RepeatedHook;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Score;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a criterion in its object form, as editors and generators write it. */
final class CriterionObject {

    static final List<String> CRITERION = List.of(
            "measure",
            "operation",
            "labels",
            "metric",
            "divisor",
            "divisorLabels",
            "reading",
            "role",
            "otherThan",
            "name",
            "field",
            "equals",
            "failed",
            "alertSeverity",
            "named",
            "none",
            "objective",
            "burns",
            "operator",
            "limit",
            "confidence",
            "compare",
            "by",
            "per",
            "since",
            "over",
            "and",
            "all",
            "for",
            "min");

    /** What a line of a stage's score may add. */
    static final List<String> SCORE = List.of("weight", "required");

    static final String COMPARE = "`compare: worse than baseline` in place of `operator` and `limit`";
    static final String OPERATORS = "< <= > >=, or " + COMPARE;
    private final Fields fields;
    private final CriterionFields object;

    private CriterionObject(CriterionFields object) {
        this.object = object;
        this.fields = object.fields();
    }

    private static CriterionFields fields(Node node, String what, List<String> more, Values values, Problems problems)
            throws Refusal {
        List<String> known = new ArrayList<>(CRITERION);
        known.addAll(more);
        List<String> distinct = known.stream().distinct().toList();
        return new CriterionFields(values, problems, Fields.of(node, what, distinct, values, problems), more);
    }

    /** A stop line as an object; empty after its problems were noted. */
    static Optional<WrittenStopLine> stopLine(Node node, Values values, Problems problems) throws Refusal {
        CriterionFields object = fields(node, "a stop line", ResponseFields.FIELDS, values, problems);
        Optional<ResponseFields.Written> response = new ResponseFields(object).read();
        return new CriterionObject(object)
                .criterion()
                .flatMap(criterion -> response.map(it -> new WrittenStopLine(criterion, it.response(), it.severity())));
    }

    /** A line of an advance list as an object; empty after its problems were noted. */
    static Optional<WrittenCriterion> advanceLine(Node node, Values values, Problems problems) throws Refusal {
        CriterionFields object = fields(node, "an advance line", SCORE, values, problems);
        Fields fields = object.fields();
        Optional<Integer> weight = fields.optional("weight", it -> values.integer(it, 1, CriterionLine.MOST_WEIGHT));
        boolean required = fields.optional("required", values::truth).orElse(false);
        boolean weighs = fields.has("weight") || fields.has("required");
        Place place = fields.keyPlace(fields.has("weight") ? "weight" : "required");
        return new CriterionObject(object)
                .criterion()
                .map(line -> line.weighing(
                        weighs
                                ? Optional.of(new Located<>(new Score.LineWeight(weight.orElse(1), required), place))
                                : Optional.empty()));
    }

    /** A line of what must be done, as an object; empty after its problems were noted. */
    static Optional<WrittenCriterion> step(Node node, String list, Values values, Problems problems) throws Refusal {
        return new CriterionObject(fields(node, "a line under `" + list + "`", List.of(), values, problems))
                .criterion();
    }

    /** A part of a joined line; empty after its problems were noted. */
    static Optional<WrittenCriterion> part(Node node, Values values, Problems problems) throws Refusal {
        return new CriterionObject(fields(node, "a joined criterion", List.of(), values, problems)).single();
    }

    /** A hook that is run again and again, as an object; empty after its problems were noted. */
    static Optional<Located<RepeatedHook>> during(Node node, Values values, Problems problems) throws Refusal {
        CriterionFields object = fields(node, "a line under `during`", List.of("every"), values, problems);
        Optional<Duration> every =
                object.fields().required("every", "how often, as 30s", it -> CriterionLine.every(object.duration(it)));
        Optional<WrittenCriterion> hook = new CriterionObject(object).criterion();
        if (hook.isPresent()) {
            CriterionLine.checkRepeated(hook.orElseThrow());
        }
        return hook.flatMap(line ->
                every.map(time -> new Located<>(new RepeatedHook(line.criterion(), time), line.whole())));
    }

    /** A line of {@code afterRollback} as an object; empty after its problems were noted. */
    static Optional<CriterionLine.WrittenAfterRollback> afterRollback(Node node, Values values, Problems problems)
            throws Refusal {
        CriterionFields object =
                fields(node, "a line under `afterRollback`", List.of("within", "else"), values, problems);
        Optional<Duration> within = object.fields()
                .required("within", "within how soon, as 5m", it -> CriterionLine.within(object.duration(it)));
        Optional<Response> otherwise = object.fields()
                .required(
                        "else",
                        "notify, page or ask",
                        it -> object.whole(it, "notify, page or ask", CriterionLine::afterRollbackElse));
        return new CriterionObject(object)
                .single()
                .flatMap(line -> within.flatMap(time -> otherwise.map(then -> new CriterionLine.WrittenAfterRollback(
                        line, new AfterRollback(line.criterion(), time, then)))));
    }

    private Optional<WrittenCriterion> criterion() {
        return fields.has("all") && !fields.has("measure") ? new JoinedObject(object).criterion() : single();
    }

    private Optional<WrittenCriterion> single() {
        Optional<String> name = fields.required(
                "measure",
                Measures.EXPECTED,
                node -> object.values().text(node, Measures.EXPECTED).value().strip());
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String measure = name.orElseThrow();
        if (DoneParts.WORDS.contains(measure)) {
            return new DoneObject(object, measure).criterion();
        }
        if (MeasurementObject.is(measure, fields)) {
            return new MeasurementObject(object, measure).criterion();
        }
        return new RequestsObject(object).criterion(measure);
    }
}
