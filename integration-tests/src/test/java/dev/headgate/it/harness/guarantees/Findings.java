package dev.headgate.it.harness.guarantees;

import java.util.ArrayList;
import java.util.List;

/**
 * What a guarantee found.
 *
 * @param looked how many things were looked at that could have contradicted it
 * @param violations what did, a sentence each
 * @param onTheirWay what a paused executor had permission for and was just doing when it was paused: it cannot be called
 *     back, and is documented so; a sentence each
 */
public record Findings(long looked, List<String> violations, List<String> onTheirWay) {

    /** Copies the lists. */
    public Findings {
        violations = List.copyOf(violations);
        onTheirWay = List.copyOf(onTheirWay);
    }

    /** Collects findings. Not thread-safe. */
    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency for these three methods alone
    static final class Collector {

        private final List<String> violations = new ArrayList<>();
        private final List<String> onTheirWay = new ArrayList<>();
        private long looked;

        /** Something was looked at; it is a violation unless it held. */
        void look(boolean held, String what, Object... details) {
            looked++;
            if (!held) {
                violations.add(what.formatted(details));
            }
        }

        void violated(String what, Object... details) {
            violations.add(what.formatted(details));
        }

        void onItsWay(String what, Object... details) {
            onTheirWay.add(what.formatted(details));
        }

        Findings found() {
            return new Findings(looked, violations, onTheirWay);
        }
    }
}
