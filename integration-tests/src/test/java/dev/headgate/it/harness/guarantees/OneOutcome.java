package dev.headgate.it.harness.guarantees;

import dev.headgate.schemas.model.ExecutionStatus;
import java.util.List;

/** Each decision that the test wrote has the outcome that its sort allows, once, as the last of its executions. */
public final class OneOutcome implements Guarantee {

    @Override
    public String claim() {
        return "every accepted decision has exactly one recorded outcome, one that it may have, and nothing after it";
    }

    @Override
    public Findings examine(Evidence evidence) {
        Findings.Collector found = new Findings.Collector();
        evidence.issued().stream()
                .filter(one -> one.sort() != Sort.DUPLICATE && one.hasOutcome())
                .forEach(one -> examine(one, evidence, found));
        for (Recorded one : evidence.recorded()) {
            String id = one.execution().decisionId();
            if (evidence.issued(id).isEmpty()) {
                found.violated("%s was never decided and has an execution", id);
            }
        }
        return found.found();
    }

    private static void examine(Issued one, Evidence evidence, Findings.Collector found) {
        List<Recorded> outcomes = evidence.outcomes(one);
        boolean mayStillCome = outcomes.isEmpty() && !evidence.isOverdue(one);
        if (mayStillCome) {
            return;
        }
        found.look(outcomes.size() == 1, "%s (%s) has %d outcomes", one.id(), one.sort(), outcomes.size());
        for (Recorded outcome : outcomes) {
            ExecutionStatus status = outcome.execution().status();
            found.look(
                    one.mayEnd().contains(status),
                    "%s (%s, %s) ended as %s, it may end as %s: %s",
                    one.id(),
                    one.sort(),
                    one.procedure(),
                    status,
                    one.mayEnd(),
                    outcome.execution().reason());
        }
        List<Recorded> all = evidence.recorded(one);
        found.look(
                outcomes.isEmpty() || all.get(all.size() - 1).isOutcome(),
                "%s has an execution after its outcome",
                one.id());
        for (int i = 1; i < all.size(); i++) {
            int before = all.get(i - 1).execution().attempt();
            int after = all.get(i).execution().attempt();
            found.look(after >= before, "%s has attempt %d recorded after %d", one.id(), after, before);
        }
    }
}
