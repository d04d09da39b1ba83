package dev.headgate.core.judge;

import java.time.Duration;

/**
 * How long a line of the policy has been true without a break, and how it was judged last.
 *
 * @param line the line's place: {@code stop/2}, {@code stage/0/stop/1}, {@code stage/0/advance/3}
 * @param condition what it was at the last judging
 * @param held how long it has been true; time while it was undecided is not counted
 * @param undecidedFor how long it has now been undecided without a break
 */
public record LineTimer(String line, Condition condition, Duration held, Duration undecidedFor) {

    /** Of a line that was never judged. */
    public static LineTimer unjudged(String line) {
        return new LineTimer(line, Condition.UNDECIDED, Duration.ZERO, Duration.ZERO);
    }

    /**
     * Lets time go on to the next judging and takes its result. Until then the line counts as what it was.
     *
     * @param next what the line is now
     * @param elapsed since the last judging
     * @param judgedWithoutBreak false if nobody judged for so long that the time in between counts as undecided
     * @param maximumGap how long it may be undecided before its time counts from zero again
     */
    public LineTimer then(Condition next, Duration elapsed, boolean judgedWithoutBreak, Duration maximumGap) {
        boolean wasTrue = condition == Condition.TRUE && judgedWithoutBreak;
        Duration heldNow = wasTrue ? held.plus(elapsed) : held;
        Duration undecidedNow = wasTrue ? Duration.ZERO : undecidedFor.plus(elapsed);
        if (next == Condition.FALSE || undecidedNow.compareTo(maximumGap) > 0) {
            heldNow = Duration.ZERO;
        }
        return new LineTimer(line, next, heldNow, next == Condition.UNDECIDED ? undecidedNow : Duration.ZERO);
    }

    /** Whether it is true and has been for long enough. */
    public boolean trueFor(Duration atLeast) {
        return condition == Condition.TRUE && held.compareTo(atLeast) >= 0;
    }
}
