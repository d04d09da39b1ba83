package dev.headgate.documents.explain;

import dev.headgate.documents.explain.Explanation.Item;
import dev.headgate.schemas.model.AfterRollback;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Procedure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What happens on a rollback, and at the end. */
final class AfterwardsSection {
    private AfterwardsSection() {}

    static List<Item> rollback(Policy policy) {
        Procedure procedure = policy.procedure();
        List<Item> items = new ArrayList<>();
        items.add(new Item("All traffic goes back to the baseline at once by the runbook " + policy.rollbackRunbook()
                + own(policy) + ". It waits for nobody, takes the place of whatever is under way, and"
                + " `headgate rollout abort` does it by hand."));
        if (!procedure.onRollback().isEmpty()) {
            items.add(new Item("Once that is confirmed, " + Words.and(procedure.onRollback()) + " "
                    + (procedure.onRollback().size() == 1 ? "is" : "are") + " run."));
        }
        for (AfterRollback after : procedure.afterRollback()) {
            items.add(new Item(
                    "Then " + Words.quoted(after.criterion().text()) + " must come true of the baseline within "
                            + Words.time(after.within()) + ", else it " + ResponseWords.of(after.otherwise()) + "."));
        }
        items.add(new Item("If the rollback cannot be carried out, that is told as critical, and a person must act:"
                + " `abort` tries again."));
        return items;
    }

    static List<Item> complete(Policy policy) {
        List<String> runbooks = policy.procedure().onComplete();
        return runbooks.isEmpty()
                ? List.of()
                : List.of(new Item(
                        "Then " + Words.and(runbooks) + " " + (runbooks.size() == 1 ? "is" : "are") + " run."));
    }

    // A cause may have a runbook of its own.
    private static String own(Policy policy) {
        List<String> own = Stream.concat(
                        policy.stop().stream(), policy.stages().stream().flatMap(stage -> stage.stop().stream()))
                .filter(line -> line.effect() == Effect.ROLLBACK)
                .flatMap(line -> line.response().runbook().stream()
                        .map(name ->
                                name + " for " + Words.quoted(line.criterion().text())))
                .toList();
        return own.isEmpty() ? "" : " (" + Words.and(own) + ")";
    }
}
