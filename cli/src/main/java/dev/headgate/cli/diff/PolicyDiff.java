package dev.headgate.cli.diff;

import dev.headgate.cli.diff.Change.Sense;
import dev.headgate.documents.explain.Phrases;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a change of a policy means. */
public final class PolicyDiff {
    private PolicyDiff() {}

    /** The differences, from the policy as a whole to its stages; none if both mean the same. */
    public static List<Change> of(Policy before, Policy after) {
        List<Change> changes = new ArrayList<>(whole(before, after));
        Changes stop = new Changes("stop");
        new LineChanges(stop).stop(before.stop(), after.stop());
        changes.addAll(stop.found());
        changes.addAll(StageChanges.of(before.stages(), after.stages()));
        changes.addAll(ProcedureChanges.of(before.procedure(), after.procedure()));
        Changes time = new Changes("in all");
        int order = Phrases.shortest(after).compareTo(Phrases.shortest(before));
        if (order != 0) {
            time.changed(
                    "it is complete after " + Phrases.clock(Phrases.shortest(after)) + " at the earliest instead of "
                            + Phrases.clock(Phrases.shortest(before)),
                    Sense.of(order > 0, Sense.SLOWER, Sense.FASTER));
        }
        changes.addAll(time.found());
        return changes;
    }

    private static List<Change> whole(Policy before, Policy after) {
        Changes changes = new Changes("policy");
        changes.words("the name is", before.name(), after.name());
        if (before.mode() != after.mode()) {
            changes.changed(
                    after.mode() == Mode.OBSERVE
                            ? "nothing is carried out any more: mode observe instead of enforce"
                            : "decisions are carried out: mode enforce instead of observe",
                    Sense.of(after.mode() == Mode.OBSERVE, Sense.LOOSER, Sense.STRICTER));
        }
        changes.time("stop lines without `over` look at", before.window(), after.window(), Sense.OTHER, Sense.OTHER);
        if (before.minRequests() != after.minRequests()) {
            changes.changed(
                    "lines without `min` need " + after.minRequests() + " requests instead of " + before.minRequests(),
                    Sense.of(after.minRequests() > before.minRequests(), Sense.SLOWER, Sense.FASTER));
        }
        changes.words("weights are a share of the", word(before), word(after));
        changes.words("traffic is shifted by the runbook", before.shiftRunbook(), after.shiftRunbook());
        changes.words("rollbacks are made by the runbook", before.rollbackRunbook(), after.rollbackRunbook());
        changes.time(
                "a decision to advance may wait",
                before.decisionValidity(),
                after.decisionValidity(),
                Sense.OTHER,
                Sense.OTHER);
        return changes.found();
    }

    private static String word(Policy policy) {
        return policy.weightOf().name().toLowerCase(Locale.ROOT);
    }
}
