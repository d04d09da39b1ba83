package dev.headgate.local.process;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A parent for {@link OrphanWatchIT} to end in several ways: starts two children, one of them paused, says who they are,
 * and then does what its argument says.
 */
final class ParentMain {
    private ParentMain() {}

    public static void main(String[] arguments) throws IOException {
        var run = RunDirectory.createIn(Path.of(arguments[1]));
        var running = run.start(ChildCommand.of("running", "sleep", "600"));
        var paused = run.start(ChildCommand.of("paused", "sleep", "600"));
        paused.pause();
        System.out.println(running.pid() + " " + paused.pid() + " " + run.path());
        switch (arguments[0]) {
            case "wait" -> System.in.read();
            case "exit" -> System.exit(3);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }
}
