package dev.headgate.it.speed;

import dev.headgate.local.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process has taken of this machine, by the kernel's own accounts. */
final class ProcessLoad {

    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");

    /** Fields of {@code /proc/PID/task/TID/stat} behind the name, counted from 0; ticks are hundredths of a second. */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;
    private static final long MILLIS_PER_TICK = 10;

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

    /** Processor time so far of each of its threads by the first fifteen letters of their names, those of one name together. */
    SortedMap<String, Duration> cpuByThread() {
        SortedMap<String, Duration> times = new TreeMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            threads.forEach(thread -> addThread(thread, times));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return times;
    }

    private static void addThread(Path thread, SortedMap<String, Duration> times) {
        try {
            String line = Files.readString(thread.resolve("stat"));
            int end = line.lastIndexOf(')');
            String[] fields = line.substring(end + 2).split(" ", -1);
            long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
            times.merge(
                    line.substring(line.indexOf('(') + 1, end),
                    Duration.ofMillis(ticks * MILLIS_PER_TICK),
                    Duration::plus);
        } catch (IOException ended) {
            // A thread that ends while it is looked at takes nothing more.
        }
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
