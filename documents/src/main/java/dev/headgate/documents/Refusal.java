package dev.headgate.documents;

/** Ends the reading of one value; it never leaves the package. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    Refusal(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
