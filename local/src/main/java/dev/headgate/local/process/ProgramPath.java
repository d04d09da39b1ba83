package dev.headgate.local.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs of the operating system where a shell would, and where Debian keeps its daemons. */
public final class ProgramPath {
    private static final List<String> DIRECTORIES_OF_DAEMONS = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

    private ProgramPath() {}

    /**
     * Looks a program up on {@code PATH} and in the directories of daemons.
     *
     * @param program a bare name such as {@code haproxy}, or a path
     * @return the executable file, or empty when there is none
     */
    public static Optional<Path> find(String program) {
        if (program.contains(File.separator)) {
            return Optional.of(Path.of(program)).filter(ProgramPath::isProgram);
        }
        return directories()
                .map(directory -> Path.of(directory, program))
                .filter(ProgramPath::isProgram)
                .findFirst();
    }

    /** The {@code java} launcher of the JDK this JVM runs on. */
    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static Stream<String> directories() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.concat(Stream.of(path.split(File.pathSeparator)), DIRECTORIES_OF_DAEMONS.stream())
                .filter(directory -> !directory.isBlank());
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
