package dev.headgate.core.assess;

import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;

/**
 * What a line said in one run, since the regression began.
 *
 * @param passed whether it ever passed
 * @param failed whether it ever failed: of a stop line, whether it spoke
 * @param begun whether it was ever true without being so for as long as it asks
 * @param last what it said last
 * @param lastCause why it was undecided last
 * @param mostRequests the most requests of the canary that it was seen to look at
 */
public record LineRecord(
        boolean passed, boolean failed, boolean begun, Judgement last, UndecidedCause lastCause, long mostRequests) {

    /** Nothing said yet. */
    public static final LineRecord SILENT =
            new LineRecord(false, false, false, Judgement.UNDECIDED, UndecidedCause.NONE, 0);

    /** Whether it was ever decided. */
    public boolean decided() {
        return passed || failed;
    }

    LineRecord with(Verdict verdict) {
        return new LineRecord(
                passed || verdict.judgement() == Judgement.PASS,
                failed || verdict.judgement() == Judgement.FAIL,
                begun || verdict.cause() == UndecidedCause.NOT_HELD_LONG_ENOUGH,
                verdict.judgement(),
                verdict.cause(),
                Math.max(mostRequests, verdict.requests()));
    }
}
