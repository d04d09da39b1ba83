package dev.headgate.it.harness.guarantees;

import java.util.List;

/** Each such record has one dead letter with its cause, and no execution; a shadow's has neither. */
public final class NothingUntrusted implements Guarantee {

    @Override
    public String claim() {
        return "what is unsigned, signed by a stranger, changed or brought again is a dead letter and nothing else";
    }

    @Override
    public Findings examine(Evidence evidence) {
        Findings.Collector found = new Findings.Collector();
        for (Issued one : evidence.issued()) {
            List<String> causes = evidence.deadLetters(one);
            boolean mayStillCome = causes.isEmpty() && !evidence.isOverdue(one);
            List<String> expected = one.sort().deadLetter().map(List::of).orElse(List.of());
            if (!mayStillCome || expected.isEmpty()) {
                found.look(
                        causes.equals(expected),
                        "%s (%s) has the dead letters %s instead of %s",
                        one.id(),
                        one.sort(),
                        causes,
                        expected);
            }
            if (!one.hasOutcome() && one.sort() != Sort.DUPLICATE) {
                found.look(evidence.recorded(one).isEmpty(), "%s (%s) has an execution", one.id(), one.sort());
            }
        }
        return found.found();
    }
}
