package dev.headgate.executor.settings;

import java.util.Comparator;
import java.util.List;

/** Finds the word that was probably meant. */
final class Nearest {

    private static final int FARTHEST = 3;

    private Nearest() {}

    /** {@code ; did you mean x?}, or nothing if no known word is near. */
    static String suggestion(String found, List<String> known) {
        return known.stream()
                .filter(word -> distance(found, word) <= FARTHEST)
                .min(Comparator.comparingInt(word -> distance(found, word)))
                .map(word -> "; did you mean " + word + "?")
                .orElse("; docs/CONFIGURATION.md lists them all");
    }

    /** How many letters must be added, dropped or changed (Levenshtein 1966). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
