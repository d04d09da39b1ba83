package dev.headgate.processor;

import dev.headgate.processor.process.GateProcess;
import dev.headgate.schemas.process.ParentWatch;
import java.util.List;

/** The gate as a program. */
public final class GateMain {

    private GateMain() {}

    /**
     * Runs the gate until it is told to stop, and ends the process with its exit code.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        ParentWatch.startIfAsked();
        int exitCode = new GateProcess(System.out, System.err).run(List.of(args), System.getenv());
        System.exit(exitCode);
    }
}
