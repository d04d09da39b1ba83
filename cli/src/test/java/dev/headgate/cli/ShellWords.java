package dev.headgate.cli;

import java.util.List;
import java.util.regex.Pattern;

/** A command line as people write it in examples: quotes of both sorts hold words together; comments and pipes end it. */
final class ShellWords {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");

    private ShellWords() {}

    /** The words after the command's own name. */
    static List<String> of(String line) {
        String command = line.replaceAll("\\s+[#|].*", "");
        return WORD.matcher(command)
                .results()
                .skip(1)
                .map(word -> QUOTED.matcher(word.group()).replaceAll("$1$2"))
                .toList();
    }
}
