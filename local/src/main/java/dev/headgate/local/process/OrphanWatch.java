package dev.headgate.local.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes sure that nothing outlives this JVM, not even when it is killed with SIGKILL and runs no shutdown hook: a second,
 * tiny JVM holds the other end of a pipe, knows every child and directory, and when the pipe ends it kills and removes
 * what is still there. Thread-safe.
 *
 * <p>Why this way: a parent-death signal ({@code setpriv --pdeathsig}) exists on Linux only, hangs on the thread that
 * started the child and removes no files; a watcher inside each child works only for programs of ours, and a paused
 * child does not run its watcher. A process that is started and registered a few milliseconds apart can slip through
 * when the parent is killed just between; nothing else can. The watch costs about 35 MB and, once, 0.2 s that overlap
 * with the first child's own start.
 */
final class OrphanWatch implements AutoCloseable {
    private static final List<String> SMALL_JVM =
            List.of("-Xms4m", "-Xmx16m", "-Xss256k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader answers;

    private OrphanWatch(Process process) {
        this.process = process;
        this.orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** @throws ChildProcessException if the watching JVM does not start */
    static OrphanWatch start() {
        var command =
                ChildCommand.java("orphan-watch", ownJar(), OrphanWatchMain.class.getName(), SMALL_JVM, List.of());
        try {
            // Not on our standard error: a test runner would wait for the watch to close it.
            return new OrphanWatch(new ProcessBuilder(command.arguments())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new ChildProcessException("Cannot start the watch over child processes", e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** From now on the process dies with this JVM. Returns when the watch has confirmed it. */
    void child(long pid) {
        order("child " + pid);
    }

    /** From now on the directory goes with this JVM. Returns when the watch has confirmed it. */
    void directory(Path directory) {
        order("directory " + directory);
    }

    /** The directory stays after all. */
    void keep(Path directory) {
        order("keep " + directory);
    }

    private synchronized void order(String order) {
        try {
            orders.write(order);
            orders.newLine();
            orders.flush();
            if (!"ok".equals(answers.readLine())) {
                throw new IOException("it ended");
            }
        } catch (IOException e) {
            throw new ChildProcessException("The watch over child processes failed on '" + order + "'", e);
        }
    }

    /** Lets the watch do its work and waits for its end. */
    @Override
    public void close() {
        try {
            orders.close();
            process.waitFor(15, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new ChildProcessException("Cannot end the watch over child processes", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String ownJar() {
        try {
            return Path.of(OrphanWatchMain.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new ChildProcessException("Cannot tell from where this class was loaded", e);
        }
    }
}
