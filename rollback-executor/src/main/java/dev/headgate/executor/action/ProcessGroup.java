package dev.headgate.executor.action;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starts programs in a process group of their own and kills such groups whole. */
final class ProcessGroup {

    private static final Optional<String> SETSID = program("setsid");
    private static final Optional<String> KILL = program("kill");
    private static final long KILL_PATIENCE_MILLIS = 1_000;

    private ProcessGroup() {}

    /** The argument list that starts a program in its own group; unchanged where {@code setsid} is absent. */
    static List<String> ownGroup(List<String> arguments) {
        return Stream.concat(SETSID.stream(), arguments.stream()).toList();
    }

    /**
     * Kills a program, its group and its descendants at once. Descendants are listed first: a dead parent's children
     * can no longer be found.
     */
    static void kill(Process process) {
        List<ProcessHandle> descendants = process.descendants().toList();
        if (SETSID.isPresent() && KILL.isPresent()) {
            killGroup(KILL.get(), process.pid());
        }
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    private static void killGroup(String kill, long group) {
        try {
            Process killing = new ProcessBuilder(kill, "-KILL", "--", "-" + group)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            killing.waitFor(KILL_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (IOException notStarted) {
            // The descendants are killed one by one in any case.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<String> program(String name) {
        return Stream.of("/usr/bin/" + name, "/bin/" + name)
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
    }
}
