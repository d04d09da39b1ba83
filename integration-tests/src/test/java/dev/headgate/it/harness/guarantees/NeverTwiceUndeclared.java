package dev.headgate.it.harness.guarantees;

import java.util.List;

/** Programs write down that they begin, with their attempt: those that must not run twice do so once at most. */
public final class NeverTwiceUndeclared implements Guarantee {

    @Override
    public String claim() {
        return "a program that must not run twice never does: it is left to a person, or found out by its verification";
    }

    @Override
    public Findings examine(Evidence evidence) {
        Findings.Collector found = new Findings.Collector();
        evidence.issued().stream()
                .filter(one -> one.sort() != Sort.DUPLICATE && one.procedure().onceAtMost())
                .forEach(one -> examine(one, evidence, found));
        return found.found();
    }

    private static void examine(Issued one, Evidence evidence, Findings.Collector found) {
        List<Line> begun = evidence.lines(one).stream().filter(Line::begins).toList();
        if (begun.size() > 1 && begun.stream().anyMatch(evidence::wasOnItsWay)) {
            found.onItsWay("the program of %s (%s) ran again: %s", one.id(), one.procedure(), begun);
        } else if (!begun.isEmpty()) {
            found.look(
                    begun.size() == 1,
                    "the program of %s (%s) ran %d times: %s",
                    one.id(),
                    one.procedure(),
                    begun.size(),
                    begun);
        }
    }
}
