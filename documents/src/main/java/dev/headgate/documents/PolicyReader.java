package dev.headgate.documents;

import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.model.WeightOf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads policies. Absent fields have these values: {@code mode: enforce}, {@code window: 60s}, {@code minRequests: 100},
 * {@code decisionValidity: 60s}, both runbooks {@code shift-traffic},
 * {@code weightOf: requests}. Thread-safe, never throws.
 */
public final class PolicyReader {

    static final Duration WINDOW = Duration.ofSeconds(60);
    static final int MIN_REQUESTS = 100;
    static final Duration VALIDITY = Duration.ofSeconds(60);
    static final String RUNBOOK = "shift-traffic";

    static final List<String> KNOWN = Stream.concat(
                    Stream.of(
                            "policy",
                            "mode",
                            "window",
                            "minRequests",
                            "stop",
                            "stages",
                            "runbooks",
                            "decisionValidity",
                            "weightOf"),
                    ProcedureReader.KNOWN.stream())
            .toList();

    private final Values values;
    private final Problems problems = new Problems();
    private final CriterionLists lists;

    private PolicyReader(Source source) {
        this.values = new Values(source);
        this.lists = new CriterionLists(values, problems);
    }

    /**
     * Reads a policy.
     *
     * @param sourceName the file's name, for messages
     * @param yaml its text, at most 256 kB
     */
    public static Parsed<Policy> read(String sourceName, String yaml) {
        Source source = new Source(sourceName, yaml);
        PolicyReader reader = new PolicyReader(source);
        Optional<Policy> policy = reader.problems
                .attempt(() -> Yaml.read(source, yaml))
                .flatMap(root ->
                        reader.problems.attempt(() -> reader.policy(root)).flatMap(it -> it));
        return reader.problems.finish(policy);
    }

    private Optional<Policy> policy(Node root) throws Refusal {
        Fields fields = Fields.of(root, "a policy", KNOWN, values, problems);
        Optional<String> name =
                fields.required("policy", "the policy's name", node -> values.name(node, "a policy's name"));
        Mode mode = fields.optional("mode", node -> values.word(node, List.of("enforce", "observe")))
                .map(word -> word.equals("observe") ? Mode.OBSERVE : Mode.ENFORCE)
                .orElse(Mode.ENFORCE);
        Duration window = fields.optional("window", this::window).orElse(WINDOW);
        int minRequests = fields.optional("minRequests", node -> values.integer(node, 1, CriterionParts.MOST_REQUESTS))
                .orElse(MIN_REQUESTS);
        List<WrittenStopLine> stop = lists.stopLines(fields);
        List<StageReader.WrittenStage> stages =
                fields.required("stages", "a list of stages", this::stages).orElse(List.of());
        Runbooks runbooks = fields.optional("runbooks", this::runbooks).orElse(new Runbooks(RUNBOOK, RUNBOOK));
        Duration validity = fields.optional(
                        "decisionValidity",
                        node -> Durations.read(node, values, Duration.ofSeconds(1), Duration.ofHours(24)))
                .orElse(VALIDITY);
        WeightOf weightOf = fields.optional("weightOf", node -> values.word(node, List.of("requests", "users")))
                .map(word -> word.equals("users") ? WeightOf.USERS : WeightOf.REQUESTS)
                .orElse(WeightOf.REQUESTS);
        ProcedureReader.WrittenProcedure procedure = new ProcedureReader(values, problems, lists).read(fields);
        checkStages(stages);
        checkStopLines(fields, window, stop, stages);
        new ProcedureChecks(problems, fields, procedure).check(stages, stop);
        List<Stage> complete = stages.stream()
                .map(StageReader.WrittenStage::stage)
                .flatMap(Optional::stream)
                .toList();
        return name.filter(it -> !complete.isEmpty())
                .map(it -> new Policy(
                        it,
                        mode,
                        window,
                        minRequests,
                        stop.stream().map(WrittenStopLine::line).toList(),
                        complete,
                        runbooks.shift(),
                        runbooks.rollback(),
                        validity,
                        weightOf,
                        procedure.procedure()));
    }

    private Duration window(Node node) throws Refusal {
        Located<Duration> window = Durations.read(node, values);
        Duration value = CriterionParts.window(window, "a policy");
        new CriterionChecks(problems).checkSlots(value, window.place());
        return value;
    }

    private List<StageReader.WrittenStage> stages(Node node) throws Refusal {
        List<Node> items = values.list(node, "`stages`");
        if (items.isEmpty()) {
            throw values.wrongType(node, "a policy needs at least one stage", "`- weight: 5%`");
        }
        StageReader reader = new StageReader(values, problems, lists);
        List<StageReader.WrittenStage> stages = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Node item = items.get(i);
            boolean first = i == 0;
            boolean last = i == items.size() - 1;
            problems.attempt(() -> reader.read(item, first, last)).ifPresent(stages::add);
        }
        return stages;
    }

    private record Runbooks(String shift, String rollback) {}

    private Runbooks runbooks(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`runbooks`", List.of("shift", "rollback"), values, problems);
        return new Runbooks(
                fields.optional("shift", name -> values.name(name, "a runbook's name"))
                        .orElse(RUNBOOK),
                fields.optional("rollback", name -> values.name(name, "a runbook's name"))
                        .orElse(RUNBOOK));
    }

    private void checkStages(List<StageReader.WrittenStage> stages) {
        List<Located<Weight>> weights = stages.stream()
                .map(StageReader.WrittenStage::weight)
                .flatMap(Optional::stream)
                .toList();
        StageChecks.checkRises(stages, problems);
        if (!weights.isEmpty() && weights.size() == stages.size()) {
            Located<Weight> last = weights.get(weights.size() - 1);
            if (last.value().compareTo(Weight.ALL) < 0) {
                problems.add(Problem.warning(last.place(), "the rollout completes with the baseline still in service")
                        .found(last.value().toString())
                        .expected("a last stage of 100%"));
            }
        }
    }

    private void checkStopLines(
            Fields fields, Duration window, List<WrittenStopLine> stop, List<StageReader.WrittenStage> stages) {
        lists.warnOfRepetitions(stop, List.of());
        stages.stream()
                .filter(stage -> !stage.stop().isEmpty())
                .forEach(stage -> lists.warnOfRepetitions(stop, stage.stop()));
        List<WrittenCriterion> all = Stream.concat(
                        stop.stream(), stages.stream().flatMap(stage -> stage.stop().stream()))
                .flatMap(line -> line.criterion().single())
                .toList();
        all.stream()
                .filter(line -> line.criterion().over().isEmpty())
                .filter(line -> line.criterion().measure() instanceof Measure.Uptime)
                .forEach(line -> new CriterionChecks(problems).checkUptime(window, line.whole()));
        if (!lists.allStopLinesRead()) {
            return;
        }
        if (all.isEmpty()) {
            problems.add(Problem.warning(fields.keyPlace("stop"), "nothing stops this rollout but its stages' failure")
                    .expected("`stop` with at least one line, as `errorRate > 10% -> rollback critical`"));
        }
        boolean noSuccess = all.stream().anyMatch(line -> line.criterion().measure() instanceof Measure.NoSuccess);
        if (!noSuccess) {
            problems.add(Problem.warning(fields.keyPlace("stop"), "a canary that falls silent would not be noticed")
                    .expected("`no success for 2m -> rollback critical` under `stop`"));
        }
    }
}
