package dev.headgate.cli;

/** The command could not do what it was asked: one line that says what is wrong, one that says what to do. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;
    private final int exitCode;

    /** Something that has no other cause than the words it was given. */
    public CommandFailure(String problem, String remedy) {
        this(problem, remedy, ExitCode.FAILED);
    }

    /** Something of which a pipeline can tell by the exit code what it was. */
    public CommandFailure(String problem, String remedy, int exitCode) {
        super(problem);
        this.remedy = remedy;
        this.exitCode = exitCode;
    }

    /** Something that was caused by something else, shown with {@code --debug}. */
    public CommandFailure(String problem, String remedy, Throwable cause) {
        super(problem, cause);
        this.remedy = remedy;
        this.exitCode = ExitCode.FAILED;
    }

    /** How the command ends. */
    public int exitCode() {
        return exitCode;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
