package dev.headgate.core.judge;

import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.UndecidedCause;
import java.util.stream.Collectors;

/** What people and runbooks have done, as a sentence that a person understands. */
final class DeedSentences {

    private DeedSentences() {}

    static String of(Finding finding, Note.Said note) {
        String role = ((Measure.Approval) finding.line().criterion().measure()).role();
        return note.answer()
                .map(answer -> role + (answer.yes() ? " approved" : " rejected") + " (" + answer.by() + ")")
                .orElse("the approval of " + role + ": not decided, it has not been given yet");
    }

    static String of(Finding finding, Note.Ticked note) {
        String name = "checklist "
                + ((Measure.ChecklistDone) finding.line().criterion().measure()).checklist();
        if (note.checklist().isEmpty()) {
            return name + ": not decided, the policy has no such list";
        }
        return note.open().isEmpty()
                ? name + " is done"
                : name + ": not decided, not ticked yet: "
                        + note.open().stream()
                                .map(item -> item.id() + " (" + item.role() + ")")
                                .collect(Collectors.joining(", "));
    }

    static String of(Finding finding, Note.Ran note) {
        Measure.Hook hook = (Measure.Hook) finding.line().criterion().measure();
        String name = "hook " + hook.runbook();
        if (finding.cause() == UndecidedCause.WAITING_FOR_RUNBOOK) {
            return name + ": not decided, "
                    + (note.run().isPresent() ? "it has not ended yet" : "it has not been run yet");
        }
        String outcome = note.run().map(run -> outcome(run.status())).orElse("has not been run");
        if (hook.field().isEmpty()) {
            return name + " " + outcome;
        }
        String field = "output " + hook.field().get() + " of " + name;
        if (note.value().isEmpty()) {
            return field + (finding.cause() == UndecidedCause.NONE ? ": " : ": not decided, ") + "the hook " + outcome
                    + " and its output has no such field";
        }
        return hook.text().isPresent()
                ? field + " was \"" + note.value().get() + "\" (asked is \""
                        + hook.text().get() + "\")"
                : figure(finding, note, field);
    }

    private static String figure(Finding finding, Note.Ran note, String field) {
        if (finding.observed().isEmpty()) {
            return field + ": not decided, \"" + note.value().orElse("") + "\" is no number";
        }
        Measure measure = finding.line().criterion().measure();
        String limit = finding.line()
                .criterion()
                .limit()
                .map(each -> (finding.line().list() == CriterionList.STOP
                                ? "limit "
                                : "must be " + each.operator().wireName() + " ")
                        + Sentences.figure(measure, each.limit()))
                .orElse("no limit");
        return field + " was " + Sentences.figure(measure, finding.observed().getAsDouble()) + " (" + limit + ")";
    }

    private static String outcome(ExecutionStatus status) {
        return switch (status) {
            case SUCCEEDED -> "succeeded";
            case FAILED -> "failed";
            case REFUSED -> "was not carried out";
            case EXPIRED -> "was not carried out in time";
            case SUPERSEDED -> "was not carried out, a later decision took its place";
            case STARTED -> "has begun";
            case UNKNOWN -> "ended in a way that is not known here";
        };
    }
}
