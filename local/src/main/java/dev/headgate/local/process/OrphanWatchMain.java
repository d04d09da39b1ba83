package dev.headgate.local.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The other side of {@link OrphanWatch}: reads on standard input what belongs to its parent and, when that ends, kills
 * and removes what is left of it. Uses nothing but the JDK, so that its class path is one jar.
 *
 * <p>One order per line, each answered with {@code ok}: {@code child PID} to watch a process, {@code directory PATH} to
 * watch a directory, {@code keep PATH} to forget it.
 */
final class OrphanWatchMain {
    private static final Duration UNTIL_GONE = Duration.ofSeconds(10);

    private final Map<Long, ProcessHandle> children = new HashMap<>();
    private final Set<Path> directories = new LinkedHashSet<>();

    /** Ignores SIGINT, SIGTERM and SIGHUP until the parent is gone: they are often meant for the whole terminal. */
    public static void main(String[] arguments) throws IOException {
        var done = new CompletableFuture<Void>();
        Runtime.getRuntime().addShutdownHook(new Thread(done::join, "until-the-parent-is-gone"));
        try {
            new OrphanWatchMain()
                    .run(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), System.out);
        } finally {
            done.complete(null);
        }
    }

    void run(BufferedReader orders, PrintStream answers) throws IOException {
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            obey(order);
            answers.println("ok");
            answers.flush();
        }
        killChildren();
        for (Path directory : directories) {
            FileTree.delete(directory);
        }
    }

    private void obey(String order) {
        String argument = order.substring(order.indexOf(' ') + 1);
        if (order.startsWith("child ")) {
            // The handle remembers the start time: a later process with the same id is not killed.
            ProcessHandle.of(Long.parseLong(argument)).ifPresent(child -> children.put(child.pid(), child));
        } else if (order.startsWith("directory ")) {
            directories.add(Path.of(argument));
        } else if (order.startsWith("keep ")) {
            directories.remove(Path.of(argument));
        } else {
            throw new IllegalArgumentException("Unknown order '" + order + "'");
        }
    }

    private void killChildren() {
        var all = children.values().stream()
                .flatMap(child -> Stream.concat(Stream.of(child), child.descendants()))
                .filter(ProcessHandle::isAlive)
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(OrphanWatchMain::awaitGone);
    }

    private static void awaitGone(ProcessHandle process) {
        try {
            process.onExit().get(UNTIL_GONE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            System.err.println("Process " + process.pid() + " is still there after SIGKILL");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
