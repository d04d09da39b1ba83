package dev.headgate.cli.diff;

import dev.headgate.cli.diff.Change.Sense;
import dev.headgate.documents.explain.Phrases;
import dev.headgate.schemas.model.AfterRollback;
import dev.headgate.schemas.model.Calendar;
import dev.headgate.schemas.model.Checklist;
import dev.headgate.schemas.model.Escalation;
import dev.headgate.schemas.model.Procedure;
import java.util.List;
import java.util.stream.Stream;

/** How what surrounds the judging differs: people, runbooks, hours. */
final class ProcedureChanges {
    private ProcedureChanges() {}

    static List<Change> of(Procedure before, Procedure after) {
        Changes changes = new Changes("around it");
        changes.words(
                "it is for",
                before.service().orElse("any service"),
                after.service().orElse("any service"));
        if (before.startOnNewVersion() != after.startOnNewVersion()) {
            changes.changed(
                    after.startOnNewVersion()
                            ? "a new version starts a rollout by itself, once it is bound"
                            : "a new version starts nothing by itself any more",
                    Sense.of(after.startOnNewVersion(), Sense.FASTER, Sense.SLOWER));
        }
        calendar(before, after, changes);
        changes.names("at the start the runbook", before.onStart(), after.onStart(), Sense.OTHER, Sense.OTHER);
        changes.names("on a rollback the runbook", before.onRollback(), after.onRollback(), Sense.OTHER, Sense.OTHER);
        changes.names("at the end the runbook", before.onComplete(), after.onComplete(), Sense.OTHER, Sense.OTHER);
        changes.names("after a rollback", after(before), after(after), Sense.STRICTER, Sense.LOOSER);
        changes.names("to be ticked:", items(before), items(after), Sense.MORE_PEOPLE, Sense.FEWER_PEOPLE);
        changes.names("told:", told(before), told(after), Sense.MORE_PEOPLE, Sense.FEWER_PEOPLE);
        changes.names(
                "figures told",
                before.reports().stream().map(Phrases::digest).toList(),
                after.reports().stream().map(Phrases::digest).toList(),
                Sense.OTHER,
                Sense.OTHER);
        changes.words("the train is", train(before), train(after));
        return changes.found();
    }

    private static void calendar(Procedure before, Procedure after, Changes changes) {
        changes.names("allowed hours", hours(before), hours(after), Sense.LOOSER, Sense.STRICTER);
        if (before.calendar().isEmpty() != after.calendar().isEmpty()) {
            changes.changed(
                    after.calendar().isEmpty()
                            ? "it may start and advance at any hour"
                            : "other hours are closed to it",
                    Sense.of(after.calendar().isEmpty(), Sense.LOOSER, Sense.STRICTER));
        } else {
            changes.words("when the hours end it", closing(before), closing(after), Sense.OTHER);
        }
    }

    private static String closing(Procedure procedure) {
        return procedure
                .calendar()
                .map(Calendar::onWindowClose)
                .map(Phrases::failure)
                .orElse("");
    }

    private static List<String> hours(Procedure procedure) {
        return procedure.calendar().stream()
                .flatMap(calendar -> calendar.allow().stream())
                .map(Phrases::hours)
                .toList();
    }

    private static List<String> after(Procedure procedure) {
        return procedure.afterRollback().stream()
                .map((AfterRollback each) -> "`" + each.criterion().text() + "` within " + Phrases.time(each.within())
                        + ", else it " + Phrases.response(each.otherwise()))
                .toList();
    }

    private static List<String> items(Procedure procedure) {
        return procedure.checklists().stream()
                .flatMap((Checklist list) -> list.items().stream()
                        .map(item -> list.name() + "/" + item.id() + " by " + item.role()
                                + (item.evidence() ? ", with evidence" : "")))
                .toList();
    }

    private static List<String> told(Procedure procedure) {
        return procedure.escalations().stream()
                .flatMap((Escalation escalation) ->
                        escalation.levels().stream().flatMap((Escalation.Level level) -> who(escalation, level)))
                .toList();
    }

    private static Stream<String> who(Escalation escalation, Escalation.Level level) {
        return level.tell().stream()
                .map(who -> who + " of what is " + escalation.severity().wireName()
                        + (level.after().isZero() ? " at once" : " after " + Phrases.time(level.after()))
                        + (level.during().isEmpty()
                                ? ""
                                : " during "
                                        + String.join(
                                                ", ",
                                                level.during().stream()
                                                        .map(Phrases::hours)
                                                        .toList())));
    }

    private static String train(Procedure procedure) {
        return procedure
                .train()
                .map(train -> train.name() + " of " + String.join(", ", train.services()))
                .orElse("none");
    }
}
