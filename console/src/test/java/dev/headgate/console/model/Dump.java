package dev.headgate.console.model;

import dev.headgate.console.view.CommandRow;
import dev.headgate.console.view.DecisionRow;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.schemas.codec.RecordJson;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Everything that a read model answers, a line each: two that are the same have the same lines. */
final class Dump {

    private static final RecordJson JSON = new RecordJson();
    private static final YearMonth FIRST = YearMonth.of(2020, 1);
    private static final YearMonth LAST = YearMonth.of(2030, 12);

    private Dump() {}

    static List<String> of(ReadModel model) {
        List<String> lines = new ArrayList<>();
        lines.add(text(model.services()));
        for (RolloutRow row : rollouts(model, 7)) {
            lines.add(text(row));
            lines.add(text(model.rollout(row.rolloutId()).orElseThrow()));
            lines.add(text(model.figures(row.rolloutId(), Optional.empty())));
            lines.add(text(model.executions(row.rolloutId())));
            lines.add(text(
                    model.policy(row.policyHash()).map(policy -> policy.text()).orElse("")));
        }
        for (DecisionRow row : decisions(model, 50)) {
            lines.add(text(row));
            lines.add(text(model.decision(row.link()).orElseThrow()));
        }
        for (CommandRow row : all(page -> model.commands(CommandFilter.ALL, page), 50)) {
            lines.add(text(row));
        }
        lines.add(text(model.months(Optional.empty(), FIRST, LAST)));
        return lines;
    }

    static List<RolloutRow> rollouts(ReadModel model, int limit) {
        return all(page -> model.rollouts(RolloutFilter.ALL, page), limit);
    }

    static List<DecisionRow> decisions(ReadModel model, int limit) {
        return all(page -> model.decisions(DecisionFilter.ALL, page), limit);
    }

    static String text(Object record) {
        return new String(JSON.write(record), StandardCharsets.UTF_8);
    }

    private static <T> List<T> all(Function<Page, Slice<T>> question, int limit) {
        List<T> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Slice<T> slice = question.apply(new Page(limit, cursor));
            all.addAll(slice.items());
            cursor = slice.next();
        } while (cursor.isPresent());
        return all;
    }
}
