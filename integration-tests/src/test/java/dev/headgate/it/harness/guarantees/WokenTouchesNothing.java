package dev.headgate.it.harness.guarantees;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who acted is seen in two ways: programs write down the process id of their executor, and must begin in the order of
 * decisions and attempts whoever starts them; and the weights in force are looked at many times a second, and must stay
 * what the latest shift has set until the next is decided.
 */
public final class WokenTouchesNothing implements Guarantee {

    /** Between the look at the lease and the write lies less than a thousandth of the time. */
    private static final long RARELY = 100;

    /** So many wake-ups of a short run are chance: a program takes some milliseconds to start, many start together. */
    private static final long BY_CHANCE = 2;

    @Override
    public String claim() {
        return "a paused executor that wakes up after its successor acted touches nothing";
    }

    @Override
    public Findings examine(Evidence evidence) {
        Findings.Collector found = new Findings.Collector();
        Set<Life.Pause> heldSomething = new HashSet<>();
        Map<String, Latest> latest = new HashMap<>();
        for (Line line : evidence.lines()) {
            if (line.begins()) {
                evidence.issued(line.decisionId())
                        .ifPresent(issued -> latest.computeIfAbsent(slot(issued), absent -> new Latest())
                                .begun(issued, line, evidence, found, heldSomething));
            }
        }
        WeightsInForce weights = WeightsInForce.of(evidence);
        for (WeightsInForce.Foreign one : weights.foreign()) {
            WeightsInForce.pauseThatHeld(one, evidence)
                    .ifPresentOrElse(
                            pause -> {
                                heldSomething.add(pause);
                                found.onItsWay("%s", one);
                            },
                            () -> found.violated("%s", one));
        }
        Findings all = found.found();
        long pauses = evidence.lives().stream()
                .mapToLong(life -> life.pauses().size())
                .sum();
        if (heldSomething.size() > Math.max(BY_CHANCE, pauses / RARELY)) {
            found.violated(
                    "%d times in %d pauses something came when an executor woke up: too often to have been on its way",
                    heldSomething.size(), pauses);
        }
        return new Findings(all.looked() + weights.looked(), found.found().violations(), all.onTheirWay());
    }

    /** A hook and a step back may run at the same time. */
    private static String slot(Issued issued) {
        return issued.service() + (issued.isRun() ? " run" : "");
    }

    private static final class Latest {

        private int index = -1;
        private int attempt;
        private long executor;

        void begun(
                Issued issued, Line line, Evidence evidence, Findings.Collector found, Set<Life.Pause> heldSomething) {
            boolean later = issued.index() > index || (issued.index() == index && line.attempt() >= attempt);
            boolean sameExecutor = issued.index() != index || line.attempt() != attempt || line.executor() == executor;
            Optional<Life.Pause> pause = evidence.pauseThatHeld(line);
            if (later && sameExecutor) {
                found.look(true, "");
                index = issued.index();
                attempt = line.attempt();
                executor = line.executor();
            } else if (pause.isPresent()) {
                heldSomething.add(pause.get());
                found.onItsWay("%s began behind number %d, attempt %d by %d", line, index, attempt, executor);
            } else {
                found.look(false, "%s began behind number %d, attempt %d by %d", line, index, attempt, executor);
            }
        }
    }
}
