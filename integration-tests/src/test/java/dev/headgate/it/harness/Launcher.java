package dev.headgate.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A program {@code headgate} that does what the launcher does once all is built. */
public final class Launcher {
    private Launcher() {}

    /** Writes it into a directory. */
    public static Path write(Path directory) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path program = Files.writeString(Files.createDirectories(directory).resolve("headgate"), """
                #!/bin/sh
                terminal=false
                if [ -t 1 ]; then terminal=true; fi
                exec '%s' -Xshare:auto -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dheadgate.home='%s' \\
                  -Dheadgate.terminal=$terminal -cp '%s' dev.headgate.cli.Headgate "$@"
                """.formatted(
                        java, Project.file("."), ChildJvm.CLASS_PATH));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }
}
