package dev.headgate.documents;

import java.util.List;
import java.util.Random;

/** Spoils a text at random. */
final class Mutation {

    private static final List<String> SNIPPETS = List.of(
            "&a ",
            "*a",
            "<<: *a",
            "!!int ",
            "!x ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            ":",
            "\t",
            "\n",
            "\r",
            "'",
            "\"",
            "|\n",
            ">\n",
            "---\n",
            "...\n",
            "%YAML 9.9\n",
            "#",
            "null",
            "~",
            "-1",
            "1e999",
            "0x1F",
            ".nan",
            "${x}",
            "->",
            "..",
            "(",
            ")",
            "99999999999999999999",
            "\uFEFF",
            "\u0000",
            "\uD83D\uDE80",
            "\uD83D",
            "\u2028",
            "?",
            "? [a]: b\n");

    private Mutation() {}

    static String of(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(mutated.length());
            int end = Math.min(mutated.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(5)) {
                case 0 -> mutated.delete(at, end);
                case 1 -> mutated.insert(at, SNIPPETS.get(random.nextInt(SNIPPETS.size())));
                case 2 -> mutated.replace(at, end, SNIPPETS.get(random.nextInt(SNIPPETS.size())));
                case 3 -> mutated.insert(random.nextInt(mutated.length()), mutated.substring(at, end));
                default -> mutated.setCharAt(at, (char) random.nextInt(0x3000));
            }
        }
        return mutated.toString();
    }
}
