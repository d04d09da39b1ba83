package dev.headgate.cli.diff;

import dev.headgate.cli.diff.Change.Sense;
import dev.headgate.documents.explain.Phrases;
import dev.headgate.schemas.model.RepeatedHook;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StageProcedure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How stages differ: each is known again by its weight, else by its place if there are as many. */
final class StageChanges {
    private StageChanges() {}

    static List<Change> of(List<Stage> before, List<Stage> after) {
        List<Change> found = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            Stage stage = after.get(i);
            Optional<Stage> old = counterpart(before, after, i);
            if (old.isPresent()) {
                found.addAll(of(old.get(), stage));
            } else {
                Changes changes = new Changes("stage " + Phrases.stage(stage));
                changes.added(
                        "the stage is new, and lasts " + Phrases.time(stage.minimumHold()) + " at least", Sense.SLOWER);
                found.addAll(changes.found());
            }
        }
        for (int i = 0; i < before.size(); i++) {
            if (counterpart(after, before, i).isEmpty()) {
                Changes changes = new Changes("stage " + Phrases.stage(before.get(i)));
                changes.removed(
                        "the stage is gone, which lasted "
                                + Phrases.time(before.get(i).minimumHold()) + " at least",
                        Sense.FASTER);
                found.addAll(changes.found());
            }
        }
        return found;
    }

    private static Optional<Stage> counterpart(List<Stage> others, List<Stage> own, int index) {
        Stage stage = own.get(index);
        Optional<Stage> same = others.stream()
                .filter(each -> each.weight().equals(stage.weight()))
                .findFirst();
        boolean byPlace = others.size() == own.size()
                && own.stream()
                        .noneMatch(
                                each -> each.weight().equals(others.get(index).weight()));
        return same.or(() -> byPlace ? Optional.of(others.get(index)) : Optional.empty());
    }

    private static List<Change> of(Stage before, Stage after) {
        Changes changes = new Changes("stage " + Phrases.stage(after));
        boolean more = after.weight().compareTo(before.weight()) > 0;
        changes.words(
                "the weight is",
                before.weight().toString(),
                after.weight().toString(),
                Sense.of(more, Sense.LOOSER, Sense.STRICTER));
        ramp(before, after, changes);
        changes.time("the minimum hold is", before.minimumHold(), after.minimumHold(), Sense.SLOWER, Sense.FASTER);
        changes.limit("the maximum hold is", before.maximumHold(), after.maximumHold(), Sense.LOOSER, Sense.STRICTER);
        changes.time("the settle time is", before.settle(), after.settle(), Sense.LOOSER, Sense.STRICTER);
        StageProcedure was = before.procedure();
        StageProcedure is = after.procedure();
        changes.limit("`decideBy` is", was.decideBy(), is.decideBy(), Sense.LOOSER, Sense.STRICTER);
        LineChanges lines = new LineChanges(changes);
        lines.waitedFor("enter", was.enter(), is.enter());
        lines.waitedFor("advance", before.advance(), after.advance());
        lines.waitedFor("exit", was.exit(), is.exit());
        lines.stop(before.stop(), after.stop());
        changes.names("the repeated", hooks(was.during()), hooks(is.during()), Sense.STRICTER, Sense.LOOSER);
        failure("when a line fails at the maximum hold it", before, after, changes);
        changes.words(
                "when lines are undecided at the maximum hold it",
                Phrases.failure(was.onDeadline()),
                Phrases.failure(is.onDeadline()),
                grave(
                        Phrases.rank(was.onDeadline().effect()),
                        Phrases.rank(is.onDeadline().effect())));
        changes.words("the runbook's parameters are", was.parameters(), is.parameters());
        if (!was.score().equals(is.score())) {
            changes.changed("the lines are weighed in another way", Sense.OTHER);
        }
        changes.names(
                "figures told",
                was.reports().stream().map(Phrases::digest).toList(),
                is.reports().stream().map(Phrases::digest).toList(),
                Sense.OTHER,
                Sense.OTHER);
        return changes.found();
    }

    private static void ramp(Stage before, Stage after, Changes changes) {
        if (!before.procedure().ramp().equals(after.procedure().ramp())) {
            Duration was = before.procedure().ramp().map(each -> each.over()).orElse(Duration.ZERO);
            Duration is = after.procedure().ramp().map(each -> each.over()).orElse(Duration.ZERO);
            changes.changed(
                    "the weight is " + Phrases.stage(after) + " over " + Phrases.time(is) + " instead of "
                            + Phrases.stage(before) + " over " + Phrases.time(was),
                    Sense.of(is.compareTo(was) >= 0, Sense.SLOWER, Sense.FASTER));
        }
    }

    private static void failure(String what, Stage before, Stage after, Changes changes) {
        changes.words(
                what,
                Phrases.failure(before.onFailure()),
                Phrases.failure(after.onFailure()),
                grave(
                        Phrases.rank(before.onFailure().effect()),
                        Phrases.rank(after.onFailure().effect())));
    }

    private static Sense grave(int before, int after) {
        return before == after ? Sense.OTHER : Sense.of(after < before, Sense.STRICTER, Sense.LOOSER);
    }

    private static List<String> hooks(List<RepeatedHook> hooks) {
        return hooks.stream()
                .map(each -> "`" + each.hook().text() + "` every " + Phrases.time(each.every()))
                .toList();
    }
}
