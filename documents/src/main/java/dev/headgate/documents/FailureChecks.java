package dev.headgate.documents;

import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Step;
import java.util.List;

/** What steps say of failures and crashes must fit what the other steps do. */
final class FailureChecks {

    private final Problems problems;

    FailureChecks(Problems problems) {
        this.problems = problems;
    }

    /** Of one step, while its fields are at hand. */
    void ofStep(Step step, Fields fields) {
        if (step.onFailure() == Step.OnFailure.CONTINUE && step.shiftsTraffic()) {
            problems.add(Problem.error(fields.keyPlace("onFailure"), "a shift that failed cannot be passed over")
                    .found("`onFailure: continue` of a step that tells which weight is in force")
                    .expected("`onFailure: stop`: what follows relies on the traffic being where it was decided"));
        }
        if (step.undo().isPresent() && step.confirms().isPresent()) {
            problems.add(Problem.error(fields.keyPlace("undo"), "a shift is not undone by its runbook")
                    .found("`undo` of a step that tells which weight is in force")
                    .expected("no `undo`: the gate rolls back"));
        }
        if (step.safe() && step.shiftsTraffic()) {
            problems.add(Problem.error(fields.keyPlace("safe"), "a shift of traffic is not safe at any time")
                    .found("`safe: true` of a step that tells which weight is in force")
                    .expected("no `safe`: a rehearsal moves no traffic"));
        }
        for (String field : List.of("undo", "verify")) {
            if (fields.has(field) && !fields.has("command") && !fields.has("http")) {
                problems.add(
                        Problem.error(fields.keyPlace(field), "only a command or an HTTP request has such an effect")
                                .found("`" + field + "` without `command` or `http`")
                                .expected("no `" + field + "`: shifts and probes may run again"));
            }
        }
        ofQuestions(step, fields);
        boolean verifies = step.recovery() == Step.Recovery.VERIFY;
        if (fields.has("verify") && !verifies) {
            problems.add(Problem.error(fields.keyPlace("verify"), "this is never verified")
                    .found("`verify` beside `recovery: " + step.recovery().wireName() + "`")
                    .expected("`recovery: verify`, or no `verify`"));
        }
        if (verifies && !fields.has("verify")) {
            problems.add(Problem.error(fields.keyPlace("recovery"), "how its effect is found out is missing")
                    .found("`recovery: verify` without `verify`")
                    .expected("`verify: { command: ... }` or `verify: { probe: ... }`"));
        }
        boolean outputs = !step.outputs().isEmpty() || step.confirms().isPresent();
        if (verifies
                && outputs
                && step.verify()
                        .filter(it -> it.action() instanceof Action.Lookup)
                        .isPresent()) {
            problems.add(Problem.error(fields.keyPlace("verify"), "this cannot tell the step's outputs after a crash")
                    .found("a `probe` beside `outputs` or `confirms`")
                    .expected("a `command` that prints what the step does"));
        }
    }

    /** What a person is asked, and for how long. */
    private void ofQuestions(Step step, Fields fields) {
        boolean confirms = fields.has("confirm");
        if (confirms && fields.has("recovery")) {
            problems.add(Problem.error(fields.keyPlace("recovery"), "a question survives a crash as it is")
                    .found("`recovery` beside `confirm`")
                    .expected("no `recovery`: the wait goes on with the next executor"));
        }
        if (confirms && step.safe()) {
            problems.add(Problem.error(fields.keyPlace("safe"), "a rehearsal asks nobody")
                    .found("`safe: true` beside `confirm`")
                    .expected("no `safe`"));
        }
        if (fields.has("answerWithin") && confirms) {
            problems.add(Problem.error(fields.keyPlace("answerWithin"), "a question is answered within its budget")
                    .found("`answerWithin` beside `confirm`")
                    .expected("`budget`"));
        } else if (fields.has("answerWithin") && step.recovery() == Step.Recovery.RERUN) {
            problems.add(Problem.error(fields.keyPlace("answerWithin"), "nobody is ever asked about this step")
                    .found("`answerWithin` beside `recovery: rerun`")
                    .expected("`recovery: ask` or `verify`, or no `answerWithin`"));
        }
    }

    /** Of all steps together. */
    void ofRunbook(List<Located<Step>> steps) {
        boolean undo = false;
        boolean shift = false;
        for (Located<Step> located : steps) {
            Step step = located.value();
            shift |= step.shiftsTraffic();
            if (step.onFailure() == Step.OnFailure.COMPENSATE && shift) {
                problems.add(Problem.error(located.place(), "nothing is undone once traffic was shifted")
                        .found("`onFailure: compensate` in step `" + step.name() + "`, at or after a shift")
                        .expected("`stop`: the gate rolls traffic back first"));
            } else if (step.onFailure() == Step.OnFailure.COMPENSATE && !undo) {
                problems.add(Problem.error(located.place(), "there is nothing to undo")
                        .found("`onFailure: compensate` in step `" + step.name()
                                + "`, and no step before it has an `undo`")
                        .expected("`undo` in a step before it, or `onFailure: stop`"));
            }
            undo |= step.undo().isPresent();
        }
        warnOfIdleUndoing(steps);
    }

    private void warnOfIdleUndoing(List<Located<Step>> steps) {
        int last = -1;
        for (int i = 0; i < steps.size(); i++) {
            last = steps.get(i).value().onFailure() == Step.OnFailure.COMPENSATE ? i : last;
        }
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i).value();
            if (step.undo().isPresent() && i >= last) {
                problems.add(Problem.warning(steps.get(i).place(), "this is never undone")
                        .found("`undo` of step `" + step.name() + "`, and no later step says `onFailure: compensate`")
                        .expected("`onFailure: compensate` in a later step, or no `undo`"));
            }
        }
    }
}
