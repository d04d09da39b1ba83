package dev.headgate.it.harness.disturbed;

import dev.headgate.it.harness.guarantees.Issued;
import dev.headgate.it.harness.guarantees.Recorded;
import dev.headgate.schemas.model.ExecutionStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Sees to it that a paused executor wakes up to a weight that its successor has set: what it would do then, if it believed
 * that it still had its partitions, would show.
 */
final class Successors {

    private static final Duration TO_SETTLE = Duration.ofSeconds(3);
    private static final Duration TO_ACT = Duration.ofSeconds(20);

    private final MixedWork work;
    private final Function<Issued, Optional<Recorded>> outcomes;
    private int acted;

    /** @param outcomes the outcome of a decision, once it is there */
    Successors(MixedWork work, Function<Issued, Optional<Recorded>> outcomes) {
        this.work = work;
        this.outcomes = outcomes;
    }

    /** A service whose weight that executor has set, and for which nothing is decided any more; empty if there is none. */
    Optional<String> settledBy(String executor) {
        for (String service : MixedWork.SHIFTED) {
            Optional<Issued> last = work.holdStill(service);
            boolean settled = last.flatMap(shift -> await(shift, TO_SETTLE))
                    .filter(outcome -> outcome.execution().status() == ExecutionStatus.SUCCEEDED)
                    .filter(outcome -> outcome.execution().executor().equals(executor))
                    .isPresent();
            if (settled) {
                return Optional.of(service);
            }
            work.goOn(service);
        }
        return Optional.empty();
    }

    /** Shifts that service's traffic, and waits a while until it was done. */
    void act(String service) {
        if (await(work.shiftNow(service), TO_ACT).isPresent()) {
            acted++;
        }
    }

    /** Lets its weight be looked at for a while, before the next decision. */
    void watch(String service) {
        work.goOn(service);
    }

    /** How often a successor did what was decided while the former owner slept. */
    int acted() {
        return acted;
    }

    private Optional<Recorded> await(Issued one, Duration patience) {
        try {
            Awaitility.await()
                    .atMost(patience)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> outcomes.apply(one).isPresent());
        } catch (ConditionTimeoutException notYet) {
            return Optional.empty();
        }
        return outcomes.apply(one);
    }
}
