package dev.headgate.cli.backtest;

import dev.headgate.schemas.model.Names;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes names of versions out of whatever a file has: other characters become {@code _}. Different texts become
 * different names. Not thread-safe.
 */
final class VersionNames {

    private static final int MOST = 1_000;
    private static final int LONGEST = 90;

    private final Map<String, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** @throws IllegalArgumentException if the text is blank, or there are more than a thousand versions */
    String of(String text) {
        String known = names.get(text);
        if (known != null) {
            return known;
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("missing");
        }
        if (names.size() == MOST) {
            throw new IllegalArgumentException("more than " + MOST + " versions");
        }
        String name = free(Names.isName(text) ? text : made(text.strip()));
        names.put(text, name);
        taken.add(name);
        return name;
    }

    private String free(String wanted) {
        String name = wanted;
        for (int i = 2; taken.contains(name); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }

    private static String made(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9._-]", "_");
        String cut = plain.substring(0, Math.min(plain.length(), LONGEST));
        return Names.isName(cut) ? cut : "v" + cut;
    }
}
