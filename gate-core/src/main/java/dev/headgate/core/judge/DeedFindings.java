package dev.headgate.core.judge;

import dev.headgate.schemas.model.Checklist;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.UndecidedCause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Finds what people and runbooks have done: approvals, checklists, hooks. */
final class DeedFindings {

    private final Plan plan;
    private final Deeds deeds;
    private final Instant now;

    DeedFindings(Plan plan, Deeds deeds, Instant now) {
        this.plan = plan;
        this.deeds = deeds;
        this.now = now;
    }

    /** Whether a measure is of what people or runbooks do. */
    static boolean speaksOf(Measure measure) {
        return measure instanceof Measure.Approval
                || measure instanceof Measure.ChecklistDone
                || measure instanceof Measure.Hook;
    }

    Finding of(Line line) {
        Measure measure = line.criterion().measure();
        Finding blank = Finding.blank(plan, line, now);
        if (measure instanceof Measure.Approval approval) {
            return approval(blank, approval);
        }
        return measure instanceof Measure.ChecklistDone checklist
                ? checklist(blank, checklist)
                : hook(blank, (Measure.Hook) measure);
    }

    private Finding approval(Finding blank, Measure.Approval approval) {
        Optional<Deeds.Answer> answer = deeds.answerOf(approval.role());
        Finding found = blank.noting(new Note.Said(answer));
        return answer.map(said -> done(found, said.yes()))
                .orElseGet(() -> found.undecided(UndecidedCause.WAITING_FOR_PEOPLE));
    }

    private Finding checklist(Finding blank, Measure.ChecklistDone measure) {
        Optional<Checklist> checklist = plan.policy().procedure().checklists().stream()
                .filter(each -> each.name().equals(measure.checklist()))
                .findFirst();
        List<Checklist.Item> open = checklist.stream()
                .flatMap(each -> each.items().stream())
                .filter(item -> deeds.ticked().stream()
                        .noneMatch(tick -> tick.checklist().equals(measure.checklist())
                                && tick.item().equals(item.id())))
                .toList();
        Finding found = blank.noting(new Note.Ticked(checklist, open));
        return checklist.isPresent() && open.isEmpty()
                ? done(found, true)
                : found.undecided(UndecidedCause.WAITING_FOR_PEOPLE);
    }

    private Finding hook(Finding blank, Measure.Hook hook) {
        Optional<Deeds.HookRun> run = runOf(blank.line(), hook);
        boolean succeeded =
                run.filter(each -> each.status() == ExecutionStatus.SUCCEEDED).isPresent();
        // A run that failed has shown nothing, whatever it said: what must be shown is not. It may show that all is
        // bad.
        boolean believed = succeeded || !blank.judgesAdvance();
        Optional<String> value = hook.field()
                .filter(field -> believed)
                .flatMap(field -> run.map(each -> each.results().get(field)));
        Finding found = blank.noting(new Note.Ran(run, value));
        if (run.isEmpty() || !over(run.get())) {
            return found.undecided(UndecidedCause.WAITING_FOR_RUNBOOK);
        }
        if (hook.field().isEmpty()) {
            return done(found, succeeded);
        }
        if (value.isPresent()) {
            return field(found, hook, value.get());
        }
        return believed ? found.undecided(UndecidedCause.NO_MEASUREMENT) : found.decided(false, false);
    }

    private static Finding field(Finding found, Measure.Hook hook, String value) {
        if (hook.text().isPresent()) {
            return done(found, hook.text().get().equals(value));
        }
        Optional<Claim.Limit> limit = found.line().criterion().limit();
        OptionalDouble number = number(value);
        if (limit.isEmpty() || number.isEmpty()) {
            return found.undecided(UndecidedCause.NO_MEASUREMENT);
        }
        double figure = Limits.inUnit(hook.unit(), number.getAsDouble());
        return found.observing(OptionalDouble.of(figure)).decided(Limits.holds(limit.get(), figure), false);
    }

    private static OptionalDouble number(String value) {
        try {
            double number = Double.parseDouble(value.strip());
            return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException none) {
            return OptionalDouble.empty();
        }
    }

    /**
     * The run that counts: a line that must be done before a stage is entered or left has runs of its own; others read the
     * latest that is over, also while the hook runs again.
     */
    private Optional<Deeds.HookRun> runOf(Line line, Measure.Hook hook) {
        if (line.list() == CriterionList.ENTER || line.list() == CriterionList.EXIT) {
            return deeds.latestFor(line.id());
        }
        return deeds.hooks().stream()
                .filter(run -> run.runbook().equals(hook.runbook()))
                .filter(run -> line.list() != CriterionList.DURING || run.line().equals(line.id()))
                .filter(DeedFindings::over)
                .reduce((before, after) -> after)
                .or(() -> deeds.latestOf(hook.runbook()));
    }

    /** Whether a run has come to an end that says something. */
    private static boolean over(Deeds.HookRun run) {
        return switch (run.status()) {
            case SUCCEEDED, FAILED, REFUSED, EXPIRED -> true;
            case STARTED, SUPERSEDED, UNKNOWN -> false;
        };
    }

    private static Finding done(Finding found, boolean done) {
        boolean asked = !(found.line().criterion().claim() instanceof Claim.Done claim) || claim.done();
        return found.decided(done == asked, false);
    }
}
