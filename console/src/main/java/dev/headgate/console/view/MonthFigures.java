package dev.headgate.console.view;

import java.time.Duration;
import java.time.YearMonth;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a service's rollouts of one month ended; those in observe mode and shadows are not counted.
 *
 * @param service the service
 * @param month the month in UTC in which they were started
 * @param rollouts how many were started
 * @param completed how many ended with the canary in all traffic
 * @param rolledBack how many the gate rolled back
 * @param aborted how many people rolled back
 * @param running how many are not over
 * @param successRate completed divided by those that are over; empty if none is
 * @param meanTimeToDetect see {@link #HOW}
 * @param meanTimeToRecover see {@link #HOW}
 * @param meanTimeToAcknowledge see {@link #HOW}
 */
public record MonthFigures(
        String service,
        YearMonth month,
        int rollouts,
        int completed,
        int rolledBack,
        int aborted,
        int running,
        OptionalDouble successRate,
        Optional<Duration> meanTimeToDetect,
        Optional<Duration> meanTimeToRecover,
        Optional<Duration> meanTimeToAcknowledge) {

    /** How the times are counted. */
    public static final How HOW = new How(
            "from where the window begins in which the deciding line first failed, or from when the stage's weight was"
                    + " confirmed if that was later, to the decision to roll back: at most so long, for the fault may"
                    + " have begun later; of rollbacks that a line decided",
            "from the first decision to roll back, a person's too, to when the baseline was read back with all traffic",
            "from a decision that tells or asks people to the record that somebody took care of it or answered");

    /**
     * How the times are counted.
     *
     * @param detect in a sentence
     * @param recover in a sentence
     * @param acknowledge in a sentence
     */
    public record How(String detect, String recover, String acknowledge) {}
}
