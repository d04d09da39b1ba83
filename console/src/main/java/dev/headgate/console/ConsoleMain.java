package dev.headgate.console;

import dev.headgate.schemas.process.ParentWatch;
import java.util.List;

/** The console as a program. */
public final class ConsoleMain {

    private ConsoleMain() {}

    /**
     * Runs the console and exits with its code.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        ParentWatch.startIfAsked();
        int exitCode = new ConsoleProcess(System.out, System.err).run(List.of(args), System.getenv());
        System.exit(exitCode);
    }
}
