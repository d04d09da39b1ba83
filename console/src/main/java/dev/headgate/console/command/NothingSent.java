package dev.headgate.console.command;

/**
 * Nothing was sent, and why: the execution does not ask that now, or the console may not write it. Unchecked: it passes
 * through what knows nothing of executions.
 */
public final class NothingSent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NothingSent(String why) {
        super(why);
    }
}
