package dev.headgate.cli;

/** What a command's end means to the shell. */
public final class ExitCode {
    /** It did what it was asked. */
    public static final int DONE = 0;
    /** It could not. */
    public static final int FAILED = 1;
    /** It did not understand. */
    public static final int USAGE = 2;
    /** It looked, and there are problems: {@code validate}, {@code assess} and {@code replay} only. */
    public static final int PROBLEMS = 3;

    private ExitCode() {}
}
