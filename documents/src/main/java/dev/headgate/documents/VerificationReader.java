package dev.headgate.documents;

import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads how it is found out whether a step had its effect. An absent {@code budget} is 10 s. */
final class VerificationReader {

    private static final List<String> ACTIONS = List.of("command", "probe");
    private static final List<String> VERIFY = List.of("command", "probe", "budget");

    private final Values values;
    private final Problems problems;
    private final Map<String, ActionReader> actions;

    VerificationReader(Values values, Problems problems, Placeholders placeholders) {
        this.values = values;
        this.problems = problems;
        this.actions = Map.of(
                "command", new CommandReader(values, problems, placeholders),
                "probe", new LookupReader(values, problems, placeholders));
    }

    Optional<Step.Verification> read(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`verify`", VERIFY, Map.of(), values, problems);
        Optional<Action> action = OneAction.of(fields, "`verify`", ACTIONS, actions, problems);
        Duration budget = fields.optional(
                        "budget", it -> Durations.read(it, values, StepReader.SHORTEST, StepReader.LONGEST))
                .orElse(StepReader.BUDGET);
        return action.map(it -> new Step.Verification(it, budget));
    }
}
