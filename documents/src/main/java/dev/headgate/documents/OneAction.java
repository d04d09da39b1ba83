package dev.headgate.documents;

import dev.headgate.schemas.model.Action;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads the one action that a part of a step is. */
final class OneAction {

    private OneAction() {}

    /** Reads it; empty if there is none, several, or something of it is missing, which is among the problems then. */
    static Optional<Action> of(
            Fields fields, String what, List<String> known, Map<String, ActionReader> readers, Problems problems) {
        List<String> written = known.stream().filter(fields::has).toList();
        if (written.size() > 1) {
            problems.add(Problem.error(fields.keyPlace(written.get(1)), what + " does one thing")
                    .found(String.join(" and ", written))
                    .expected("one of them"));
        }
        if (written.isEmpty()) {
            problems.add(Problem.error(fields.place(), what + " does nothing")
                    .expected("`" + String.join("` or `", known) + "`"));
        }
        Optional<Action> first = Optional.empty();
        for (String each : written) {
            ActionReader reader = Objects.requireNonNull(readers.get(each));
            Optional<Action> read = fields.optional(each, reader::read).flatMap(it -> it);
            first = first.isPresent() ? first : read;
        }
        return first;
    }
}
