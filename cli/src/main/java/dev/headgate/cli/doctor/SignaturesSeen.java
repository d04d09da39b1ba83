package dev.headgate.cli.doctor;

import java.util.List;

/**
 * What became of checking decisions' signatures.
 *
 * @param valid how many are signed by keys that are trusted
 * @param doubts the others, a sentence each
 */
public record SignaturesSeen(int valid, List<String> doubts) {

    /** Copies the list. */
    public SignaturesSeen {
        doubts = List.copyOf(doubts);
    }
}
