package dev.headgate.executor;

import dev.headgate.schemas.process.ParentWatch;
import java.util.List;

/** The executor as a program. */
public final class ExecutorMain {

    private ExecutorMain() {}

    /**
     * Runs the executor and exits with its code.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        ParentWatch.startIfAsked();
        int exitCode = new ExecutorProcess(System.out, System.err).run(List.of(args), System.getenv());
        System.exit(exitCode);
    }
}
