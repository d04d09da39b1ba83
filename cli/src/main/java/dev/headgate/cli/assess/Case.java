package dev.headgate.cli.assess;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is simulated many times.
 *
 * @param regression what is wrong with the canary
 * @param late how long after the canary's first traffic it begins
 */
public record Case(Regression regression, Duration late) {

    /** The healthy one first, then every regression from the start, then every one late unless that is zero. */
    static List<Case> all(TrafficProfile profile, Duration late) {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(Regression.HEALTHY, Duration.ZERO));
        for (Duration onset : late.isZero() ? List.of(Duration.ZERO) : List.of(Duration.ZERO, late)) {
            Regression.of(profile).forEach(regression -> cases.add(new Case(regression, onset)));
        }
        return cases;
    }

    /** When it begins, for people. */
    String begins() {
        return late.isZero() ? "at once" : "after " + Times.of(late.toSeconds());
    }

    /** For people. */
    String name() {
        return regression == Regression.HEALTHY ? regression.words() : regression.words() + " " + begins();
    }
}
