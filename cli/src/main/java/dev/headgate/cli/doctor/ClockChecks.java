package dev.headgate.cli.doctor;

import dev.headgate.cli.terminal.Figures;
import java.time.Duration;
import java.util.Optional;

/** Whether our clock and the brokers' agree. */
final class ClockChecks {
    static final String CHECK = "clock";
    private static final Duration DOUBTFUL = Duration.ofSeconds(2);
    /** The gate's {@code skew.allowed}: events that are further ahead are dead letters. */
    private static final Duration WRONG = Duration.ofSeconds(5);

    private ClockChecks() {}

    /**
     * Of how far records seemed to be in the past when they came, the least: the way to us is in it, too.
     *
     * @param behind by our clock and the brokers' time stamps; empty if nothing was written meanwhile
     */
    static Finding of(Optional<Duration> behind) {
        if (behind.isEmpty()) {
            return Finding.doubtful(
                    CHECK,
                    "not compared with the brokers': nothing was written while this looked",
                    "Run this again while a gate runs.");
        }
        Duration off = behind.get();
        String how = off.isNegative() ? "behind" : "ahead of";
        String sentence = "ours is " + Figures.elapsed(off.abs()) + " " + how + " the brokers'";
        String remedy = "Let NTP set the clocks of this machine and of the brokers: events that are more than 5 s ahead"
                + " become dead letters, and ages of decisions are wrong.";
        if (off.abs().compareTo(WRONG) >= 0) {
            return Finding.wrong(CHECK, sentence, remedy);
        }
        return off.abs().compareTo(DOUBTFUL) >= 0
                ? Finding.doubtful(CHECK, sentence, remedy)
                : Finding.good(CHECK, "agrees with the brokers' within " + Figures.elapsed(off.abs()));
    }
}
