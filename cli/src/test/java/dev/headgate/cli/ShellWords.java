package dev.headgate.cli;

import java.util.Arrays;
import java.util.List;

/** A command line as people write it in examples: words in double quotes hold together; comments and pipes end it. */
final class ShellWords {
    private ShellWords() {}

    /** The words after the command's own name. */
    static List<String> of(String line) {
        String command = line.replaceAll("\\s+[#|].*", "");
        return Arrays.stream(command.strip().split("\\s+(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"))
                .skip(1)
                .map(word -> word.replace("\"", ""))
                .toList();
    }
}
