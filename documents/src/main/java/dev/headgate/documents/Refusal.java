package dev.headgate.documents;

/** Ends the reading of one value; it never leaves this module. */
public final class Refusal extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    Refusal(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    /** Why the value is refused. */
    public Problem problem() {
        return problem;
    }
}
