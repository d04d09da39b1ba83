package dev.headgate.documents;

import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Digest;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Ramp;
import dev.headgate.schemas.model.RepeatedHook;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Score;
import dev.headgate.schemas.model.StageProcedure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what surrounds the judging of a stage: what must be done, hooks, deadlines, reports, a score. */
final class StageProcedureReader {

    static final List<String> KNOWN =
            List.of("decideBy", "parameters", "enter", "during", "exit", "onDeadline", "score", "report");
    static final List<String> RESPONSES = List.of("hold", "rollback", "step back", "ask");
    static final List<String> SCORE = List.of("pass", "marginal");

    /** The executor is given these anyway. */
    static final List<String> RESERVED = List.of(
            "service", "canary", "baseline", "weight", "rollout", "decision", "reason", "current", "stage", "action");

    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,49}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E]{1,200}");

    private final Values values;
    private final Problems problems;
    private final CriterionLists lists;

    StageProcedureReader(Values values, Problems problems, CriterionLists lists) {
        this.values = values;
        this.problems = problems;
        this.lists = lists;
    }

    /** What was read, and where of it what checks need. */
    record WrittenProcedure(
            List<WrittenCriterion> enter,
            List<Located<RepeatedHook>> during,
            List<WrittenCriterion> exit,
            Optional<Located<Duration>> decideBy,
            Response onDeadline,
            List<Digest> reports,
            SortedMap<String, String> parameters,
            Optional<Score> score) {

        StageProcedure procedure(Optional<Ramp> ramp) {
            return new StageProcedure(
                    ramp,
                    criteria(enter),
                    during.stream().map(Located::value).toList(),
                    criteria(exit),
                    decideBy.map(Located::value),
                    onDeadline,
                    reports,
                    parameters,
                    score);
        }

        private static List<Criterion> criteria(List<WrittenCriterion> lines) {
            return lines.stream().map(WrittenCriterion::criterion).toList();
        }
    }

    WrittenProcedure read(Fields fields, List<WrittenCriterion> advance) {
        return new WrittenProcedure(
                lists.steps(fields, CriterionList.ENTER),
                lists.during(fields),
                lists.steps(fields, CriterionList.EXIT),
                fields.optional("decideBy", node -> Durations.read(node, values)),
                fields.optional("onDeadline", node -> Responses.whole(node, RESPONSES, values))
                        .orElse(Response.HOLD),
                fields.optional("report", node -> DigestReader.read(node, values, problems))
                        .orElse(List.of()),
                fields.optional("parameters", this::parameters).orElse(Labels.NONE),
                fields.optional("score", node -> score(node, advance)).flatMap(it -> it));
    }

    private SortedMap<String, String> parameters(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`parameters`", List.of("*"), values, problems);
        SortedMap<String, String> parameters = new TreeMap<>();
        for (String name : fields.names()) {
            Place place = fields.keyPlace(name);
            problems.attempt(() -> checkParameter(name, place));
            fields.optional(name, this::parameter).ifPresent(value -> parameters.put(name, value));
        }
        return Labels.copy(parameters);
    }

    private static String checkParameter(String name, Place place) throws Refusal {
        if (!PARAMETER.matcher(name).matches()) {
            throw new Refusal(Problem.error(place, "this cannot be the name of a parameter")
                    .found(Values.quoted(name))
                    .expected("1 to 50 of A-Z a-z 0-9 _ beginning with a letter"));
        }
        if (RESERVED.contains(name)) {
            throw new Refusal(Problem.error(place, "every runbook is given `" + name + "` anyway")
                    .found(name)
                    .expected("another name, as `cohort`"));
        }
        return name;
    }

    private String parameter(Node node) throws Refusal {
        Text text = values.text(node, "a parameter's value, as staff");
        if (!VALUE.matcher(text.value()).matches()) {
            throw new Refusal(Problem.error(text.whole(), "this cannot be a parameter's value")
                    .found(Values.quoted(text.value()))
                    .expected("1 to 200 printable ASCII characters"));
        }
        return text.value();
    }

    private Optional<Score> score(Node node, List<WrittenCriterion> advance) throws Refusal {
        Fields fields = Fields.of(node, "`score`", SCORE, values, problems);
        Optional<Integer> pass =
                fields.required("pass", "a score from 1 to 100, as 90", field -> values.integer(field, 1, 100));
        Optional<Integer> marginal = fields.optional("marginal", field -> values.integer(field, 0, 100));
        if (pass.isPresent() && marginal.filter(it -> it > pass.orElseThrow()).isPresent()) {
            throw new Refusal(Problem.error(fields.keyPlace("marginal"), "what is marginal is below what passes")
                    .found("pass " + pass.orElseThrow() + ", marginal " + marginal.orElseThrow())
                    .expected("`marginal` of at most " + pass.orElseThrow()));
        }
        List<Score.LineWeight> lines = advance.stream()
                .map(line -> line.weight().map(Located::value).orElse(new Score.LineWeight(1, false)))
                .toList();
        return pass.map(it -> new Score(it, marginal.orElse(it), lines));
    }
}
