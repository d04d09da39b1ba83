package dev.headgate.documents.configuration;

import java.util.List;

/** The configuration cannot be used; holds every problem found, not only the first. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /**
     * Holds these problems.
     *
     * @param problems each as text, perhaps of several lines: where, what was found, what was expected
     */
    public ConfigurationException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** Every problem as text, perhaps of several lines. */
    public List<String> problems() {
        return problems;
    }
}
