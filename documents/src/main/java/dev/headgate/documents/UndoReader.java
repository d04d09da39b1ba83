package dev.headgate.documents;

import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what undoes a step. Absent fields have these values: {@code budget} 10 s, {@code tries} 1. */
final class UndoReader {

    private static final List<String> ACTIONS = List.of("command", "http");
    private static final List<String> UNDO = List.of("command", "http", "budget", "tries");

    private final Values values;
    private final Problems problems;
    private final Map<String, ActionReader> actions;

    UndoReader(Values values, Problems problems, Map<String, ActionReader> actions) {
        this.values = values;
        this.problems = problems;
        this.actions = actions;
    }

    Optional<Step.Undo> read(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`undo`", UNDO, Map.of(), values, problems);
        Optional<Action> action = OneAction.of(fields, "`undo`", ACTIONS, actions, problems);
        Duration budget = fields.optional(
                        "budget", it -> Durations.read(it, values, StepReader.SHORTEST, StepReader.LONGEST))
                .orElse(StepReader.BUDGET);
        int tries = fields.optional("tries", it -> values.integer(it, 1, StepReader.MOST_TRIES))
                .orElse(1);
        return action.map(it -> new Step.Undo(it, budget, tries));
    }
}
