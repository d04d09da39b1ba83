package dev.headgate.documents;

import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.RepeatedHook;
import dev.headgate.schemas.model.Weight;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the lists of criteria of a policy and its stages, each line in either form. */
final class CriterionLists {

    private final Values values;
    private final Problems problems;
    private final CriterionChecks checks;
    private boolean allStopLinesRead = true;

    CriterionLists(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
        this.checks = new CriterionChecks(problems);
    }

    List<WrittenStopLine> stopLines(Fields fields) {
        List<WrittenStopLine> lines = lines(fields, "stop", this::stopLine);
        allStopLinesRead &=
                lines.size() == fields.find("stop").map(Values::itemCount).orElse(0);
        return lines;
    }

    /** Whether no stop line was refused so far: what a refused one meant is not known to be missing. */
    boolean allStopLinesRead() {
        return allStopLinesRead;
    }

    List<WrittenCriterion> advanceLines(Fields fields) {
        return lines(fields, "advance", this::advanceLine);
    }

    /** What must be done before a stage is entered, or left. */
    List<WrittenCriterion> steps(Fields fields, CriterionList list) {
        return lines(fields, list.wireName(), node -> step(node, list));
    }

    List<Located<RepeatedHook>> during(Fields fields) {
        return lines(fields, "during", this::repeated);
    }

    List<CriterionLine.WrittenAfterRollback> afterRollback(Fields fields) {
        return lines(fields, "afterRollback", this::afterRollback);
    }

    private <T> List<T> lines(Fields fields, String field, Fields.FieldReading<Optional<T>> reading) {
        return fields
                .optional(field, node -> values.items(node, "`" + field + "`", problems, reading))
                .orElse(List.of())
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<WrittenStopLine> stopLine(Node node) throws Refusal {
        Optional<WrittenStopLine> line = node instanceof MappingNode
                ? CriterionObject.stopLine(node, values, problems)
                : Optional.of(CriterionLine.stopLine(values.text(node, "a criterion, as `errorRate > 10%`")));
        line.ifPresent(it -> checks.check(it.criterion(), CriterionList.STOP));
        return line;
    }

    private Optional<WrittenCriterion> advanceLine(Node node) throws Refusal {
        Optional<WrittenCriterion> line = node instanceof MappingNode
                ? CriterionObject.advanceLine(node, values, problems)
                : Optional.of(CriterionLine.advanceLine(values.text(node, "a criterion, as `errorRate < 0.5%`")));
        line.ifPresent(it -> checks.check(it, CriterionList.ADVANCE));
        return line;
    }

    private Optional<WrittenCriterion> step(Node node, CriterionList list) throws Refusal {
        Optional<WrittenCriterion> line = node instanceof MappingNode
                ? CriterionObject.step(node, list.wireName(), values, problems)
                : Optional.of(CriterionLine.step(
                        values.text(node, "what must be done, as `approval of release-managers`"), list.wireName()));
        line.ifPresent(it -> checks.check(it, list));
        return line;
    }

    private Optional<Located<RepeatedHook>> repeated(Node node) throws Refusal {
        return node instanceof MappingNode
                ? CriterionObject.during(node, values, problems)
                : Optional.of(CriterionLine.during(values.text(node, "a hook, as `hook health-check every 30s`")));
    }

    private Optional<CriterionLine.WrittenAfterRollback> afterRollback(Node node) throws Refusal {
        Optional<CriterionLine.WrittenAfterRollback> line = node instanceof MappingNode
                ? CriterionObject.afterRollback(node, values, problems)
                : Optional.of(CriterionLine.afterRollback(
                        values.text(node, "a criterion, as `errorRate < 0.5% within 5m else page`")));
        line.ifPresent(it -> checks.check(it.criterion(), CriterionList.AFTER_ROLLBACK));
        return line;
    }

    void checkComparable(Weight weight, List<WrittenCriterion> advance, List<WrittenStopLine> stop) {
        checks.checkComparable(weight, advance, stop);
    }

    /** Notes lines that stand in a list twice, or in a stage and in the policy: the second one adds nothing. */
    void warnOfRepetitions(List<WrittenStopLine> policyLines, List<WrittenStopLine> stageLines) {
        Map<String, Place> seen = new HashMap<>();
        policyLines.forEach(line -> seen.putIfAbsent(key(line), line.criterion().whole()));
        Map<String, Place> own = stageLines.isEmpty() ? new HashMap<>() : seen;
        for (WrittenStopLine line : stageLines.isEmpty() ? policyLines : stageLines) {
            Place first = own.putIfAbsent(key(line), line.criterion().whole());
            if (first != null) {
                problems.add(Problem.warning(line.criterion().whole(), "this stop line stands here already")
                        .found("`" + line.criterion().criterion().text() + "`, first in line " + first.line())
                        .expected("each line once"));
            }
        }
    }

    private static String key(WrittenStopLine line) {
        return line.criterion().criterion().text().replaceAll("\\s+", "") + line.response();
    }
}
