package dev.headgate.it.harness.guarantees;

import dev.headgate.schemas.model.ExecutionStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The first record that a decision was begun, compared with the order in which decisions were written. */
public final class BegunInOrder implements Guarantee {

    @Override
    public String claim() {
        return "a service's decisions are begun in their order, but for a step back, which waits for no hook";
    }

    @Override
    public Findings examine(Evidence evidence) {
        Findings.Collector found = new Findings.Collector();
        Set<String> seen = new HashSet<>();
        Map<String, Latest> latest = new HashMap<>();
        for (Recorded one : evidence.recorded()) {
            if (one.is(ExecutionStatus.STARTED) && seen.add(one.execution().decisionId())) {
                evidence.issued(one.execution().decisionId())
                        .ifPresent(issued -> latest.computeIfAbsent(issued.service(), absent -> new Latest())
                                .begun(issued, found));
            }
        }
        return found.found();
    }

    /** What was begun last, with and without step backs. */
    private static final class Latest {

        private int ofAll = -1;
        private int butStepBacks = -1;

        void begun(Issued one, Findings.Collector found) {
            int before = one.isRun() ? butStepBacks : ofAll;
            found.look(
                    one.index() > before, "%s was begun after one that stands behind it, number %d", one.id(), before);
            ofAll = Math.max(ofAll, one.index());
            if (one.sort() != Sort.STEP_BACK) {
                butStepBacks = Math.max(butStepBacks, one.index());
            }
        }
    }
}
