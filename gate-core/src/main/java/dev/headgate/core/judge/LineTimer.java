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
public record LineTimer(String line, Condition condition, Duration held, Duration undecidedFor) {}
