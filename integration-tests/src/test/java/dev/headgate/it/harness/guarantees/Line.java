package dev.headgate.it.harness.guarantees;

import java.time.Instant;

/**
 * A line that a program wrote down, in the order in which they were written.
 *
 * @param what {@code begin}, {@code end}, {@code failed}, or {@code outlived} where it should have been killed long ago
 * @param step which step's it is
 * @param decisionId whose
 * @param attempt which attempt
 * @param executor the process id of the executor that started it
 * @param at when
 * @param ticket what it was given
 */
public record Line(String what, String step, String decisionId, int attempt, long executor, Instant at, String ticket) {

    /** Reads one. */
    public static Line read(String text) {
        String[] words = text.split(" ", -1);
        if (words.length != 7) {
            throw new IllegalArgumentException("Expected seven words, found '" + text + "'");
        }
        return new Line(
                words[0],
                words[1],
                words[2],
                Integer.parseInt(words[3]),
                Long.parseLong(words[4]),
                Instant.ofEpochMilli(Long.parseLong(words[5])),
                words[6]);
    }

    boolean begins() {
        return what.equals("begin");
    }
}
