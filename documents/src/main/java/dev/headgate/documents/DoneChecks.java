package dev.headgate.documents;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Past;
import dev.headgate.schemas.model.Since;
import java.util.List;

/** Whether what people and runbooks have done, or alerts, can mean anything in the list where they stand. */
final class DoneChecks {

    private static final List<String> USUAL_SEVERITIES = List.of("critical", "warning", "info");

    private final Problems problems;

    DoneChecks(Problems problems) {
        this.problems = problems;
    }

    void check(WrittenCriterion written, CriterionList list) {
        Measure measure = written.criterion().measure();
        if (list == CriterionList.AFTER_ROLLBACK && isOfRollout(measure)) {
            problems.add(Problem.error(written.whole(), "once the rollback is confirmed nobody does this any more")
                    .found("`" + written.criterion().text() + "`")
                    .expected("a limit on the service's figures, as `errorRate < 0.5% within 5m else page`"));
        } else if (list == CriterionList.AFTER_ROLLBACK && isOfStages(written)) {
            problems.add(Problem.error(written.whole(), "no stage is under way after a rollback")
                    .found("`" + written.criterion().text() + "`")
                    .expected("a limit, as `errorRate < 0.5% within 5m else page`"));
        } else if (measure instanceof Measure.Alerts) {
            checkAlerts(written, list);
        } else if (list == CriterionList.STOP
                && (measure instanceof Measure.Approval || measure instanceof Measure.ChecklistDone)) {
            problems.add(Problem.error(written.whole(), "this line would act when all is done")
                    .found("`" + written.criterion().text() + "`")
                    .expected("it under `enter`, `advance` or `exit`"));
        } else if (measure instanceof Measure.Hook hook && hook.field().isEmpty()) {
            checkHook(written, list, hook);
        }
    }

    private static boolean isOfRollout(Measure measure) {
        return measure instanceof Measure.Approval
                || measure instanceof Measure.ChecklistDone
                || measure instanceof Measure.Hook;
    }

    private static boolean isOfStages(WrittenCriterion written) {
        Measure measure = written.criterion().measure();
        return (written.criterion().claim() instanceof Claim.AgainstPast against
                        && against.past() == Past.PREVIOUS_STAGE)
                || (measure instanceof Measure.Count count && count.since() == Since.STAGE)
                || (measure instanceof Measure.Alerts alerts && alerts.since() == Since.STAGE);
    }

    private void checkAlerts(WrittenCriterion written, CriterionList list) {
        String text = written.criterion().text();
        boolean none = written.criterion()
                .limit()
                .filter(limit -> limit.operator() == Operator.EQUAL)
                .isPresent();
        if (none == (list == CriterionList.STOP)) {
            problems.add(Problem.error(
                            written.whole(),
                            none
                                    ? "this line would act when there is no alert"
                                    : "this line would let the rollout go on when there is an alert")
                    .found("`" + text + "`")
                    .expected("`alert critical` under `stop`, `no alert critical` elsewhere")
                    .suggest("`" + (none ? text.replaceFirst("^no\\s+", "") : "no " + text) + "`"));
        }
        ((Measure.Alerts) written.criterion().measure())
                .severity()
                .ifPresent(severity -> checkSeverity(written, severity));
    }

    /** Sources of alerts have severities of their own, so that one that is only like a usual one may be meant. */
    private void checkSeverity(WrittenCriterion written, String severity) {
        NearestWord.to(severity, USUAL_SEVERITIES)
                .filter(usual -> !usual.equals(severity))
                .ifPresent(usual -> problems.add(Problem.warning(
                                written.whole(), "no alert may ever have this severity: it is compared as it stands")
                        .found("`" + severity + "`")
                        .expected("the label `severity` of your alerts, mostly " + String.join(", ", USUAL_SEVERITIES))
                        .suggest(usual)));
    }

    private void checkHook(WrittenCriterion written, CriterionList list, Measure.Hook hook) {
        boolean failed = written.criterion().claim() instanceof Claim.Done said && !said.done();
        if (failed != (list == CriterionList.STOP)) {
            problems.add(Problem.error(
                            written.whole(),
                            failed
                                    ? "this line would let the rollout go on when the hook has failed"
                                    : "this line would act when the hook has succeeded")
                    .found("`" + written.criterion().text() + "`")
                    .expected("`not hook " + hook.runbook() + "` under `stop`, `hook " + hook.runbook() + "` elsewhere")
                    .suggest("`" + (failed ? "hook " : "not hook ") + hook.runbook() + "`"));
        }
    }
}
