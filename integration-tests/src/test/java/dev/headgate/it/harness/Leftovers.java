package dev.headgate.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a command has left behind in its temporary directory. */
public final class Leftovers {

    private Leftovers() {}

    /** The run directories that are still there. */
    public static List<Path> runDirectories(Path temporary) throws IOException {
        try (Stream<Path> left = Files.list(temporary)) {
            return left.filter(path -> path.getFileName().toString().startsWith("headgate-"))
                    .toList();
        }
    }

    /** The processes whose working directory is, or was, below it. Long command lines are cut, so they don't tell. */
    public static List<ProcessHandle> processes(Path temporary) {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .filter(process -> workingDirectory(process).startsWith(temporary.toString()))
                .toList();
    }

    private static String workingDirectory(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .toString();
        } catch (IOException | SecurityException goneOrNotOurs) {
            return "";
        }
    }
}
