package dev.headgate.it.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the source tree. */
public final class Project {

    private Project() {}

    /** A file or directory by its path in the source tree, which must exist. */
    public static Path file(String path) {
        Path file =
                Path.of(System.getProperty("headgate.home", "..")).resolve(path).toAbsolutePath();
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " does not exist; is headgate.home the root of the source tree?");
        }
        return file;
    }
}
