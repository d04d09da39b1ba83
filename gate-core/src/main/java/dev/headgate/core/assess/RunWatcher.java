package dev.headgate.core.assess;

import dev.headgate.core.TickOutcome;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Weight;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Watches one rollout, second by second, and says at the end what came of it. Not thread-safe. */
public final class RunWatcher {

    private final long onsetAfter;
    private final Map<LineKey, LineRecord> lines = new HashMap<>();
    private long seconds;
    private long sinceTraffic = -1;
    private long hit;
    private boolean fullWhileBad;
    private End end = End.UNDER_WAY;
    private OptionalLong ended = OptionalLong.empty();
    private OptionalLong fullWeight = OptionalLong.empty();
    private Optional<String> decidedBy = Optional.empty();

    /** @param onsetAfter how many seconds after the canary's first traffic the regression begins */
    public RunWatcher(long onsetAfter) {
        this.onsetAfter = onsetAfter;
    }

    /** Whether the regression is on in a second in which the canary has this weight; asked before {@link #second}. */
    public boolean bad(Weight weight) {
        return next(weight) >= onsetAfter;
    }

    private long next(Weight weight) {
        return sinceTraffic >= 0 || weight.percent() > 0 ? sinceTraffic + 1 : sinceTraffic;
    }

    /** How many seconds ago the canary had its first traffic; −1 before. */
    public long sinceTraffic() {
        return sinceTraffic;
    }

    /** How many seconds it was given. */
    public long seconds() {
        return seconds;
    }

    /** Whether the rollout is over, so that nothing more will come. */
    public boolean over() {
        return end == End.ROLLED_BACK || end == End.COMPLETED;
    }

    /**
     * Takes the next second.
     *
     * @param weight the canary's, in force in it
     * @param spoiled requests that the regression spoiled in it
     * @param outcome what the gate said at its end
     */
    public void second(Weight weight, long spoiled, TickOutcome outcome) {
        seconds++;
        if (sinceTraffic >= 0 || weight.percent() > 0) {
            sinceTraffic++;
        }
        boolean bad = sinceTraffic >= onsetAfter;
        boolean full = weight.percent() >= Weight.ALL.percent();
        hit += spoiled;
        fullWhileBad |= bad && full;
        if (full && fullWeight.isEmpty()) {
            fullWeight = OptionalLong.of(sinceTraffic);
        }
        if (bad) {
            outcome.evaluation().ifPresent(this::take);
        }
        outcome.decisions().forEach(this::take);
    }

    /** What came of it. */
    public RunRecord record() {
        boolean onset = sinceTraffic >= onsetAfter && (ended.isEmpty() || ended.getAsLong() > onsetAfter);
        return new RunRecord(
                end,
                onset,
                end == End.ROLLED_BACK && onset
                        ? OptionalLong.of(ended.orElseThrow() - onsetAfter)
                        : OptionalLong.empty(),
                fullWeight,
                end == End.COMPLETED ? ended : OptionalLong.empty(),
                fullWhileBad,
                hit,
                decidedBy,
                seconds,
                lines);
    }

    private void take(Evaluation evaluation) {
        evaluation
                .verdicts()
                .forEach(verdict -> lines.merge(
                        new LineKey(verdict.list(), verdict.criterion()),
                        LineRecord.SILENT.with(verdict),
                        (before, first) -> before.with(verdict)));
    }

    /** A decision falls at the end of its second. */
    private void take(Decision decision) {
        switch (decision.kind()) {
            case ROLLBACK -> {
                over(End.ROLLED_BACK);
                decidedBy = decision.decidingCriterion();
            }
            case COMPLETE -> over(End.COMPLETED);
            case HOLD -> end = over() ? end : End.HELD;
            case PROMOTE, STEP_BACK -> end = over() ? end : End.UNDER_WAY;
            case NOTIFY, REFUSE, RUN, ASK, RECORD, UNKNOWN -> {
                // Says nothing about where the traffic goes.
            }
        }
    }

    private void over(End how) {
        if (!over()) {
            end = how;
            ended = OptionalLong.of(sinceTraffic + 1);
        }
    }
}
