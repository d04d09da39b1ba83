package dev.headgate.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One run on this machine: a new directory of its own for data, configuration and logs, and the child processes that
 * were started in it. Thread-safe.
 *
 * <p>At {@link #close()} the children are stopped, last started first, and the directory is removed. The same happens
 * when the JVM ends (Ctrl-C, {@code System.exit}); when the JVM is killed, {@link OrphanWatch} does it. Children have
 * their own session where {@code setsid} exists, so that Ctrl-C reaches this JVM alone and the order is kept.
 *
 * <p>With the system property {@code headgate.keepRunDirectory=true} the files stay, to be looked at.
 */
public final class RunDirectory implements AutoCloseable {
    /** How long one child may take to end by itself at {@link #close()}. */
    public static final Duration GRACE = Duration.ofSeconds(8);

    private final Path path;
    private final Thread hook = new Thread(this::close, "stop-children");
    private final Deque<ChildProcess> children = new ArrayDeque<>();
    private Optional<OrphanWatch> watch = Optional.empty();
    private boolean closed;

    private RunDirectory(Path path) {
        this.path = path;
    }

    /** A new directory in {@code java.io.tmpdir}. */
    public static RunDirectory create() {
        return createIn(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * A new directory in a given one, which is made when missing and stays.
     *
     * @throws UncheckedIOException if it cannot be made
     */
    public static RunDirectory createIn(Path parent) {
        try {
            Files.createDirectories(parent);
            var run = new RunDirectory(
                    Files.createTempDirectory(parent, "headgate-").toAbsolutePath());
            Runtime.getRuntime().addShutdownHook(run.hook);
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a run directory in " + parent, e);
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** A directory inside, made when missing. */
    public Path directory(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the directory " + name + " in " + path, e);
        }
    }

    /** Writes a file inside, replacing an earlier one, and tells where it is. */
    public Path write(String name, String content) {
        try {
            Path file = path.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + name + " in " + path, e);
        }
    }

    /**
     * Starts a child process. What it writes is appended to {@code logs/NAME.log}. It inherits this JVM's environment
     * but for Headgate's settings ({@code HEADGATE_…} other than {@code HEADGATE_LOG_…}): it has its own.
     *
     * @throws ChildProcessException if the program is not there or does not start
     * @throws IllegalStateException if the run is closed
     */
    public synchronized ChildProcess start(ChildCommand command) {
        if (closed) {
            throw new IllegalStateException("The run in " + path + " is over: nothing can be started in it");
        }
        OrphanWatch orphanWatch = startedWatch();
        var log = LogFile.of(directory("logs").resolve(command.name() + ".log"));
        var child = new ChildProcess(command.name(), spawn(command, log), log);
        children.push(child);
        orphanWatch.child(child.pid());
        return child;
    }

    /** The children that are alive, last started first. */
    public synchronized List<ChildProcess> alive() {
        return children.stream().filter(ChildProcess::isAlive).toList();
    }

    /** Stops every child and removes the directory. Closing twice is fine. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        children.forEach(child -> child.stop(GRACE));
        if (Boolean.getBoolean("headgate.keepRunDirectory")) {
            watch.ifPresent(orphanWatch -> orphanWatch.keep(path));
        } else {
            remove();
        }
        watch.ifPresent(OrphanWatch::close);
        forgetHook();
    }

    private OrphanWatch startedWatch() {
        OrphanWatch started = watch.orElseGet(() -> {
            var fresh = OrphanWatch.start();
            fresh.directory(path);
            return fresh;
        });
        watch = Optional.of(started);
        return started;
    }

    private Process spawn(ChildCommand command, LogFile log) {
        String program = command.arguments().get(0);
        Path found = ProgramPath.find(program)
                .orElseThrow(() -> new ChildProcessException(
                        "Cannot start %s: the program '%s' is neither a file nor on the PATH; install it"
                                .formatted(command.name(), program)));
        List<String> arguments = new ArrayList<>();
        ProgramPath.find("setsid").ifPresent(setsid -> arguments.add(setsid.toString()));
        arguments.add(found.toString());
        arguments.addAll(command.arguments().subList(1, command.arguments().size()));
        var builder = new ProcessBuilder(arguments)
                .directory(path.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
        // What a person exported for another installation (its brokers, its topics) must not reach this one.
        builder.environment().keySet().removeIf(RunDirectory::isSettingOfAnother);
        builder.environment().putAll(command.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ChildProcessException("Cannot start " + command.name() + " (" + found + ")", e);
        }
    }

    static boolean isSettingOfAnother(String variable) {
        return variable.startsWith("HEADGATE_") && !variable.startsWith("HEADGATE_LOG_");
    }

    private void remove() {
        try {
            FileTree.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + path + "; remove it by hand", e);
        }
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook is what runs us, or it waits for us: nothing to take back.
            return;
        }
    }
}
