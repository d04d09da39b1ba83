package dev.headgate.cli.runbook;

import dev.headgate.documents.Durations;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.RunbookParameter;
import dev.headgate.schemas.model.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where a runbook does not do what it seems to. */
final class RunbookTraps {

    private RunbookTraps() {}

    /** All of them, a sentence or two each. */
    static List<String> of(Runbook runbook, Duration validity) {
        List<String> traps = new ArrayList<>();
        boolean shifts = runbook.steps().stream().anyMatch(Step::shiftsTraffic);
        boolean takesWeight = runbook.parameters().stream().anyMatch(it -> it.type() == RunbookParameter.Type.WEIGHT);
        if (takesWeight && !shifts) {
            traps.add("It takes a weight, and no step reads back which weight is in force: the gate takes each shift"
                    + " for failed.");
        }
        if (shifts) {
            notTriedAgain(runbook, traps);
            afterTheShift(runbook, traps);
        } else if (RunbookTimes.longest(runbook).compareTo(validity) > 0) {
            traps.add("It may take " + Durations.written(RunbookTimes.longest(runbook)) + ", and a policy's advance is"
                    + " valid for " + Durations.written(validity) + " (decisionValidity): one that waits behind this as"
                    + " a hook may expire, and the gate has to decide it again.");
        }
        waits(runbook, shifts, traps);
        Duration sum = RunbookTimes.ofTries(runbook);
        if (sum.compareTo(runbook.budget()) > 0) {
            traps.add("With all tries its steps may take " + Durations.written(sum) + ", and the whole has "
                    + Durations.written(runbook.budget()) + ": the last ones may not come to their turn.");
        }
        return traps;
    }

    private static void notTriedAgain(Runbook runbook, List<String> traps) {
        String steps = runbook.steps().stream()
                .filter(step -> step.recovery() == Step.Recovery.ASK && step.onFailure() != Step.OnFailure.CONTINUE)
                .filter(step -> !(step.action() instanceof Action.Confirm))
                .map(Step::name)
                .collect(Collectors.joining(", "));
        if (!steps.isEmpty()) {
            traps.add("As a rollback it is not tried again when " + steps + " fails: it says"
                    + " `recovery: ask`. Only `rerun` and `verify` are tried again until they succeed.");
        }
    }

    private static void waits(Runbook runbook, boolean shifts, List<String> traps) {
        String asking = runbook.steps().stream()
                .filter(step -> step.action() instanceof Action.Confirm)
                .map(Step::name)
                .collect(Collectors.joining(", "));
        if (shifts && !asking.isEmpty()) {
            traps.add("As a rollback it waits for a person (" + asking + "), and while nobody answers the traffic stays"
                    + " where it is: give rollbacks a runbook that asks nobody.");
        }
        String unknown = runbook.steps().stream()
                .filter(step -> !step.answerWithin().isZero())
                .map(step -> step.name() + " for " + Durations.written(step.answerWithin()))
                .collect(Collectors.joining(", "));
        if (shifts && !unknown.isEmpty()) {
            traps.add("As a rollback it waits for a person when a crash leaves open what became of a step (" + unknown
                    + "): `answerWithin` says how long, `0s` fails it at once.");
        }
    }

    private static void afterTheShift(Runbook runbook, List<String> traps) {
        Duration before = Duration.ZERO;
        for (Step step : runbook.steps()) {
            if (step.shiftsTraffic()) {
                break;
            }
            before = before.plus(RunbookTimes.ofTries(step));
        }
        if (before.compareTo(Duration.ofMinutes(1)) > 0) {
            traps.add("Up to " + Durations.written(before) + " pass before the first shift: as a rollback, so long the"
                    + " bad version keeps its traffic.");
        }
    }
}
