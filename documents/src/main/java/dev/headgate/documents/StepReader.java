package dev.headgate.documents;

import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.RunbookParameter;
import dev.headgate.schemas.model.Step;
import dev.headgate.schemas.model.StepCondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one step of a runbook. */
final class StepReader {

    static final Duration BUDGET = Duration.ofSeconds(10);
    static final Duration SHORTEST = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofHours(24);
    static final Duration ANSWER_WITHIN = Duration.ofMinutes(15);

    private static final List<String> ALWAYS = List.of(
            "name",
            "budget",
            "recovery",
            "tries",
            "when",
            "outputs",
            "confirms",
            "onFailure",
            "undo",
            "verify",
            "safe",
            "answerWithin");
    private static final List<String> ON_FAILURE = List.of("stop", "continue", "compensate");
    static final int MOST_TRIES = 10;
    private static final String NOT_BUILT =
            "one of the actions haproxy, nginx, httpRoute, virtualService, argoRollout, command, http, probe, confirm; a command can do what"
                    + " this would";

    /** Actions of a later release, refused by name. */
    private static final Map<String, String> LATER = Map.of(
            "webhook", "`http`",
            "notify", NOT_BUILT,
            "kubernetes", "one of httpRoute, virtualService, argoRollout",
            "istio", "virtualService",
            "envoy", NOT_BUILT,
            "wait", NOT_BUILT,
            "shell", "`command` with an argument list; there is no shell");

    private final Values values;
    private final Problems problems;
    private final Map<String, ActionReader> actions;
    private final List<String> known;
    private final ConditionReader conditions;
    private final StepOutputs outputs;
    private final UndoReader undoing;
    private final VerificationReader verifications;
    private final FailureChecks failures;
    private final Placeholders placeholders;
    private final Map<String, Place> seenOutputs = new HashMap<>();

    StepReader(Values values, Problems problems, Placeholders placeholders) {
        this.values = values;
        this.problems = problems;
        this.placeholders = placeholders;
        this.actions = ActionReader.all(values, problems, placeholders);
        this.known = Stream.concat(ALWAYS.stream(), actions.keySet().stream()).toList();
        this.conditions = new ConditionReader(values, placeholders);
        this.outputs = new StepOutputs(values, problems);
        this.undoing = new UndoReader(values, problems, actions);
        this.verifications = new VerificationReader(values, problems, placeholders);
        this.failures = new FailureChecks(problems);
    }

    Optional<Located<Step>> read(Node node) throws Refusal {
        Fields fields = Fields.of(node, "a step", known, LATER, values, problems);
        Optional<String> name = fields.required("name", "the step's name", text -> values.name(text, "a step's name"));
        Optional<Action> action = action(fields);
        Duration budget = fields.optional("budget", field -> Durations.read(field, values, SHORTEST, LONGEST))
                .orElse(fields.has("confirm") ? ConfirmReader.BUDGET : BUDGET);
        Optional<Step.Recovery> recovery = recovery(fields);
        int tries = tries(fields, recovery);
        Optional<StepCondition> when = fields.optional("when", conditions::read);
        outputs.onlyOfCommands(fields);
        List<RunbookParameter> written = outputs(fields);
        Optional<String> confirms = fields.optional("confirms", outputs::field);
        Step.OnFailure onFailure = fields.optional("onFailure", word -> values.word(word, ON_FAILURE))
                .map(StepReader::onFailure)
                .orElse(Step.OnFailure.STOP);
        Optional<Step.Verification> verify =
                fields.optional("verify", verifications::read).flatMap(it -> it);
        boolean safe = fields.optional("safe", values::truth).orElse(false);
        Optional<Duration> answerWithin =
                fields.optional("answerWithin", field -> Durations.read(field, values, Duration.ZERO, LONGEST));
        name.ifPresent(
                it -> written.forEach(output -> placeholders.output(Step.OUTPUTS + it + "." + output.name(), output)));
        Optional<Step.Undo> undo = fields.optional("undo", undoing::read).flatMap(it -> it);
        if (name.isEmpty() || action.isEmpty() || recovery.isEmpty()) {
            return Optional.empty();
        }
        Step step = new Step(
                name.orElseThrow(),
                action.orElseThrow(),
                budget,
                recovery.orElseThrow(),
                tries,
                when,
                written,
                confirms,
                onFailure,
                undo,
                verify,
                safe,
                answerWithin.orElse(asks(recovery.orElseThrow()) ? ANSWER_WITHIN : Duration.ZERO));
        failures.ofStep(step, fields);
        return Optional.of(new Located<>(step, fields.keyPlace("name")));
    }

    /** A question of its own is answered within its budget. */
    private static boolean asks(Step.Recovery recovery) {
        return recovery != Step.Recovery.RERUN;
    }

    private static Step.OnFailure onFailure(String word) {
        return switch (word) {
            case "continue" -> Step.OnFailure.CONTINUE;
            case "compensate" -> Step.OnFailure.COMPENSATE;
            default -> Step.OnFailure.STOP;
        };
    }

    private int tries(Fields fields, Optional<Step.Recovery> recovery) {
        int tries = fields.optional("tries", node -> values.integer(node, 1, MOST_TRIES))
                .orElse(1);
        Optional<Step.Recovery> once = recovery.filter(it -> it != Step.Recovery.RERUN);
        if (tries > 1 && once.isPresent()) {
            problems.add(Problem.error(fields.keyPlace("tries"), "a step that must not run twice is not tried again")
                    .found("`tries: " + tries + "` beside `recovery: "
                            + once.orElseThrow().wireName() + "`")
                    .expected("`recovery: rerun`, or no `tries`"));
        }
        return tries;
    }

    private List<RunbookParameter> outputs(Fields fields) {
        List<Located<RunbookParameter>> written =
                fields.optional("outputs", outputs::declared).orElse(List.of());
        for (Located<RunbookParameter> output : written) {
            Place first = seenOutputs.putIfAbsent(output.value().name(), output.place());
            StepOutputs.twice(output, Optional.ofNullable(first)).ifPresent(problems::add);
        }
        return written.stream().map(Located::value).toList();
    }

    private Optional<Action> action(Fields fields) {
        List<String> written = actions.keySet().stream().filter(fields::has).toList();
        if (written.size() > 1) {
            problems.add(Problem.error(fields.keyPlace(written.get(1)), "a step does one thing")
                    .found(String.join(" and ", written))
                    .expected("a step for each of them"));
        }
        if (written.isEmpty() && LATER.keySet().stream().noneMatch(fields::has)) {
            problems.add(Problem.error(fields.place(), "this step does nothing")
                    .expected("one of the actions " + String.join(", ", actions.keySet())));
        }
        List<Action> read = new ArrayList<>();
        for (String each : written) {
            ActionReader reader = Objects.requireNonNull(actions.get(each));
            fields.optional(each, reader::read).flatMap(it -> it).ifPresent(read::add);
        }
        return read.stream().findFirst();
    }

    private Optional<Step.Recovery> recovery(Fields fields) {
        String changes = fields.has("http") ? "an HTTP request" : "a command";
        if ((fields.has("command") || fields.has("http")) && !fields.has("recovery")) {
            problems.add(Problem.error(fields.place(), changes + " must declare its `recovery`")
                    .expected(
                            "`recovery: rerun` if running it twice does no harm, `recovery: verify` if it can be found"
                                    + " out whether it had its effect, `recovery: ask` if a person must decide when a crash left"
                                    + " its outcome unknown"));
            return Optional.empty();
        }
        if (!fields.has("recovery")) {
            return Optional.of(fields.has("confirm") ? Step.Recovery.ASK : Step.Recovery.RERUN);
        }
        return fields.optional("recovery", node -> values.word(node, List.of("rerun", "verify", "ask")))
                .map(StepReader::recovery);
    }

    private static Step.Recovery recovery(String word) {
        return switch (word) {
            case "ask" -> Step.Recovery.ASK;
            case "verify" -> Step.Recovery.VERIFY;
            default -> Step.Recovery.RERUN;
        };
    }
}
