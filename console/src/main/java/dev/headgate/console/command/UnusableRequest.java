package dev.headgate.console.command;

import java.util.List;

/** A request whose body cannot be used; holds every problem found. */
public final class UnusableRequest extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<RequestProblem> problems;

    UnusableRequest(List<RequestProblem> problems) {
        super(problems.size() + (problems.size() == 1 ? " problem" : " problems"));
        this.problems = List.copyOf(problems);
    }

    /** At least one. */
    public List<RequestProblem> problems() {
        return problems;
    }
}
