package dev.headgate.it.harness.guarantees;

import dev.headgate.schemas.model.ExecutionStatus;
import java.util.HashMap;
import java.util.Map;

/**
 * A hanging program and its child would write down that they outlived their budget by far. Only what a killed executor
 * had started may: nobody is there to end it.
 */
public final class ProgramsEndWithTheirBudget implements Guarantee {

    @Override
    public String claim() {
        return "a program ends with its step's budget or the rollback that stops it, with its children;"
                + " only what a killed executor had started runs on";
    }

    @Override
    public Findings examine(Evidence evidence) {
        Findings.Collector found = new Findings.Collector();
        Map<String, Line> rollbacks = new HashMap<>();
        for (Line line : evidence.lines()) {
            evidence.issued(line.decisionId()).ifPresent(issued -> {
                if (line.what().equals("outlived")) {
                    found.look(evidence.ofKilled(line), "%s, and its executor was not killed", line);
                } else if (line.begins() && issued.sort() == Sort.ROLLBACK) {
                    rollbacks.put(issued.service(), line);
                } else if (line.begins() && issued.procedure() == Procedure.HANGING) {
                    found.look(true, "");
                } else if (line.what().equals("end") && issued.isRun() && wasStopped(issued, evidence)) {
                    Line rollback = rollbacks.get(issued.service());
                    boolean stands = rollback != null
                            && evidence.issued(rollback.decisionId())
                                    .filter(one -> one.index() > issued.index())
                                    .isPresent();
                    found.look(
                            !stands
                                    || evidence.ofKilled(line)
                                    || evidence.sleptBetween(begun(issued, line, evidence), line),
                            "%s, after the rollback %s that took its place",
                            line,
                            rollback);
                }
            });
        }
        return found.found();
    }

    private static boolean wasStopped(Issued issued, Evidence evidence) {
        return evidence.outcome(issued, ExecutionStatus.SUPERSEDED).isPresent();
    }

    private static java.time.Instant begun(Issued issued, Line end, Evidence evidence) {
        return evidence.lines(issued).stream()
                .filter(line -> line.begins() && line.attempt() == end.attempt())
                .map(Line::at)
                .findFirst()
                .orElse(end.at());
    }
}
