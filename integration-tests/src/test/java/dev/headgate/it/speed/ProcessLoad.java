package dev.headgate.it.speed;

import dev.headgate.local.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process has taken of this machine, by the kernel's own accounts. */
final class ProcessLoad {

    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");

    private final ChildProcess process;

    ProcessLoad(ChildProcess process) {
        this.process = process;
    }

    /** Processor time so far. */
    Duration cpu() {
        return ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException(process + " has ended"));
    }

    /** Memory in use, bytes. */
    long residentBytes() {
        try {
            Matcher line = RESIDENT.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
            if (!line.find()) {
                throw new IllegalStateException(process + " has ended");
            }
            return Long.parseLong(line.group(1)) * 1_024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
