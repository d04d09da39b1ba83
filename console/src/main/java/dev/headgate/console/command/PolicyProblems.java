package dev.headgate.console.command;

import dev.headgate.documents.Problem;

/** What is wrong with a policy, in one line of text. */
public final class PolicyProblems {

    private PolicyProblems() {}

    /** What is wrong, what was found, what was expected, and the nearest thing that would be right. */
    public static String message(Problem problem) {
        return problem.message()
                + (problem.found().isEmpty() ? "" : "; found " + problem.found())
                + (problem.expected().isEmpty() ? "" : "; expected " + problem.expected())
                + problem.suggestion()
                        .map(words -> "; did you mean " + words + "?")
                        .orElse("");
    }
}
