package dev.headgate.it.harness.guarantees;

import dev.headgate.schemas.model.ExecutionStatus;
import java.util.HashMap;
import java.util.Map;

/** Seen in the executions, in what programs wrote, and in the weights in force after a rollback. */
public final class NoAdvanceAfterRollback implements Guarantee {

    @Override
    public String claim() {
        return "no advance or step back takes effect after a rollback of its rollout";
    }

    @Override
    public Findings examine(Evidence evidence) {
        Findings.Collector found = new Findings.Collector();
        executions(evidence, found);
        programs(evidence, found);
        for (WeightsInForce.Foreign one : WeightsInForce.of(evidence).foreign()) {
            if (one.floor().sort() == Sort.ROLLBACK
                    && WeightsInForce.pauseThatHeld(one, evidence).isEmpty()) {
                found.violated("%s", one);
            }
        }
        return found.found();
    }

    private static void executions(Evidence evidence, Findings.Collector found) {
        Map<String, String> rolledBack = new HashMap<>();
        for (Recorded one : evidence.recorded()) {
            evidence.issued(one.execution().decisionId()).ifPresent(issued -> {
                String rollout = one.execution().rolloutId();
                boolean tookEffect = one.is(ExecutionStatus.STARTED) || one.is(ExecutionStatus.SUCCEEDED);
                if (issued.sort() == Sort.ROLLBACK && one.is(ExecutionStatus.STARTED)) {
                    rolledBack.put(rollout, issued.id());
                } else if (!issued.isRun() && issued.sort() != Sort.ROLLBACK) {
                    found.look(
                            !tookEffect || !rolledBack.containsKey(rollout),
                            "%s is %s after the rollback %s was begun",
                            issued.id(),
                            one.execution().status(),
                            rolledBack.get(rollout));
                }
            });
        }
    }

    private static void programs(Evidence evidence, Findings.Collector found) {
        Map<String, String> rolledBack = new HashMap<>();
        for (Line line : evidence.lines()) {
            if (!line.begins()) {
                continue;
            }
            evidence.issued(line.decisionId()).ifPresent(issued -> {
                String rollout = issued.decision().rolloutId();
                if (issued.sort() == Sort.ROLLBACK) {
                    rolledBack.put(rollout, issued.id());
                } else if (!issued.isRun() && rolledBack.containsKey(rollout)) {
                    if (evidence.wasOnItsWay(line)) {
                        found.onItsWay("the program of %s begins after the rollback %s", line, rolledBack.get(rollout));
                    } else {
                        found.look(
                                false, "the program of %s begins after the rollback %s", line, rolledBack.get(rollout));
                    }
                } else {
                    found.look(true, "");
                }
            });
        }
    }
}
