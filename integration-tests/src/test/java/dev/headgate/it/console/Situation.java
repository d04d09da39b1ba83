package dev.headgate.it.console;

import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Phase;

/** How a rollout of a {@link Fleet} stands. */
enum Situation {
    PASSES(Phase.OBSERVING, Judgement.PASS),
    UNDECIDED(Phase.OBSERVING, Judgement.UNDECIDED),
    STOPS(Phase.OBSERVING, Judgement.FAIL),
    ROLLING_BACK(Phase.ROLLING_BACK, Judgement.FAIL),
    STUCK(Phase.ROLLBACK_FAILED, Judgement.FAIL),
    LAGS(Phase.OBSERVING, Judgement.UNDECIDED),
    WAITS(Phase.AWAITING, Judgement.PASS),
    PAUSED(Phase.PAUSED, Judgement.PASS),
    SHIFTS(Phase.SHIFTING, Judgement.PASS),
    OBSERVES(Phase.OBSERVING, Judgement.PASS),
    /** A runbook waits for a person. */
    ASKS(Phase.AWAITING, Judgement.PASS),
    /** A score lies between its bars. */
    SCORES(Phase.AWAITING, Judgement.FAIL),
    /** The rollback waits for a person. */
    BACK_ASKS(Phase.ROLLING_BACK, Judgement.FAIL);

    private final Phase phase;
    private final Judgement worst;

    Situation(Phase phase, Judgement worst) {
        this.phase = phase;
        this.worst = worst;
    }

    Phase phase() {
        return phase;
    }

    /** Of the verdict that speaks most against going on. */
    Judgement worst() {
        return worst;
    }
}
