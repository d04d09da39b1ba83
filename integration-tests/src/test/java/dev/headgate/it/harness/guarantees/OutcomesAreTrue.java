package dev.headgate.it.harness.guarantees;

import dev.headgate.schemas.model.ExecutionStatus;
import java.util.List;

/** What the executions say was done, the programs must have written down: with the output that a step handed on. */
public final class OutcomesAreTrue implements Guarantee {

    @Override
    public String claim() {
        return "what is recorded as done was done, and what as undone was undone";
    }

    @Override
    public Findings examine(Evidence evidence) {
        Findings.Collector found = new Findings.Collector();
        for (Issued one : evidence.issued()) {
            if (one.sort().acts() && one.procedure() != Procedure.SHIFT) {
                evidence.outcome(one, ExecutionStatus.SUCCEEDED)
                        .ifPresent(outcome -> found.look(
                                wrote(evidence.lines(one), "end", "effect", one),
                                "%s (%s) succeeded, and its program did not end: %s",
                                one.id(),
                                one.procedure(),
                                evidence.lines(one)));
                evidence.outcome(one, ExecutionStatus.FAILED)
                        .filter(outcome -> outcome.execution().reason().contains("; undone: prepare"))
                        .ifPresent(outcome -> found.look(
                                wrote(evidence.lines(one), "end", "undo", one),
                                "%s is undone, and no program undid it: %s",
                                one.id(),
                                evidence.lines(one)));
            }
        }
        return found.found();
    }

    private static boolean wrote(List<Line> lines, String what, String step, Issued one) {
        return lines.stream()
                .anyMatch(line -> line.what().equals(what)
                        && line.step().equals(step)
                        && line.ticket().equals(one.ticket()));
    }
}
