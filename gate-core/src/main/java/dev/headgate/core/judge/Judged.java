package dev.headgate.core.judge;

import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.UndecidedCause;

/**
 * One line with what was found and for how long it has held: its verdict, but for the words.
 *
 * @param finding what was found
 * @param timer for how long it has held
 */
public record Judged(Finding finding, LineTimer timer) {

    /** The line. */
    public Line line() {
        return finding.line();
    }

    /** A stop line fails, and an advance line passes, when its claim has held for long enough. */
    public Judgement judgement() {
        boolean stop = line().list() == CriterionList.STOP;
        return switch (finding.condition()) {
            case UNDECIDED -> Judgement.UNDECIDED;
            case FALSE -> stop ? Judgement.PASS : Judgement.FAIL;
            case TRUE -> {
                if (!timer.trueFor(line().criterion().holdFor())) {
                    yield Judgement.UNDECIDED;
                }
                yield stop ? Judgement.FAIL : Judgement.PASS;
            }
        };
    }

    /** Why it is undecided. */
    public UndecidedCause cause() {
        if (judgement() != Judgement.UNDECIDED) {
            return UndecidedCause.NONE;
        }
        return finding.condition() == Condition.TRUE ? UndecidedCause.NOT_HELD_LONG_ENOUGH : finding.cause();
    }
}
