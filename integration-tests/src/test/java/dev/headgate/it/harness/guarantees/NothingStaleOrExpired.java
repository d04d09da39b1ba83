package dev.headgate.it.harness.guarantees;

import dev.headgate.schemas.model.ExecutionStatus;
import java.time.Duration;
import java.time.Instant;

/**
 * What is stale, late, observed or expired when it is read leaves a refusal and nothing else; and nothing begins once it
 * has expired: by the executor's own record, and by what its program wrote down.
 */
public final class NothingStaleOrExpired implements Guarantee {

    /** The lease, a transaction and a program's start, on a busy machine; shorter than a pause. */
    static final Duration FROM_CHECK_TO_PROGRAM = Duration.ofSeconds(3);

    /** Weights of this size are given only to decisions that must never be carried out. */
    public static final int NEVER_IN_FORCE = 91;

    @Override
    public String claim() {
        return "nothing stale, superseded by a rollback, observed or expired is executed";
    }

    @Override
    public Findings examine(Evidence evidence) {
        Findings.Collector found = new Findings.Collector();
        for (Issued one : evidence.issued()) {
            if (!one.sort().acts() && one.sort() != Sort.DUPLICATE) {
                found.look(
                        evidence.recorded(one).stream().noneMatch(recorded -> recorded.is(ExecutionStatus.STARTED)),
                        "%s (%s) was begun",
                        one.id(),
                        one.sort());
                found.look(evidence.lines(one).isEmpty(), "%s (%s) had a program run", one.id(), one.sort());
            } else if (one.sort().acts()) {
                one.decision()
                        .validFor()
                        .ifPresent(valid -> examine(one, one.appendedAt().plus(valid), evidence, found));
            }
        }
        for (Sample sample : evidence.samples()) {
            found.look(sample.canary() < NEVER_IN_FORCE, "a weight was in force that was never to be: %s", sample);
        }
        return found.found();
    }

    private static void examine(Issued one, Instant expiry, Evidence evidence, Findings.Collector found) {
        if (one.sort().isRetreat()) {
            return;
        }
        evidence.recorded(one).stream()
                .filter(recorded -> recorded.is(ExecutionStatus.STARTED))
                .forEach(recorded -> found.look(
                        recorded.execution().startedAt().isBefore(expiry),
                        "%s was begun at %s, it had expired at %s",
                        recorded.execution().executionId(),
                        recorded.execution().startedAt(),
                        expiry));
        evidence.lines(one).stream()
                .filter(line -> line.begins() && line.step().equals("effect"))
                .forEach(line -> found.look(
                        line.at().isBefore(expiry.plus(FROM_CHECK_TO_PROGRAM)),
                        "the program of %s began at %s, it had expired at %s",
                        line.decisionId(),
                        line.at(),
                        expiry));
    }
}
