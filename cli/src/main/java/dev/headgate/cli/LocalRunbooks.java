package dev.headgate.cli;

import dev.headgate.executor.runbook.RunbookDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an executor of {@code headgate local} can do: a team's own runbooks, and beside them one for the splitter that is
 * started, whose address nobody knows before.
 */
final class LocalRunbooks {
    /** Which policies name by default. */
    static final String SHIFT_TRAFFIC = "shift-traffic";

    private LocalRunbooks() {}

    /** Whether a directory's runbooks know by themselves how traffic is shifted. */
    static boolean shiftTraffic(Path directory) {
        return RunbookDirectory.read(directory).runbooks().named(SHIFT_TRAFFIC).isPresent();
    }

    /**
     * Puts one for the splitter beside copies of a team's own.
     *
     * @param own the team's; none of them is called like it
     * @param to where they go, which is empty
     * @param splitters the text of the one for the splitter
     */
    static void gather(Path own, Path to, String splitters) {
        try (Stream<Path> files = Files.list(own)) {
            List<Path> runbooks =
                    files.filter(file -> file.toString().matches(".*\\.ya?ml")).toList();
            for (Path file : runbooks) {
                Files.copy(file, to.resolve("own-" + file.getFileName()));
            }
            Files.writeString(to.resolve(SHIFT_TRAFFIC + ".yaml"), splitters);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy the runbooks of " + own + " to " + to, e);
        }
    }
}
