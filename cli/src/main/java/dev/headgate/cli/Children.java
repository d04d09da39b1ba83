package dev.headgate.cli;

import dev.headgate.cli.terminal.Screen;
import dev.headgate.local.process.RunDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * The run directory of a command that starts processes: tells where the logs are when they are kept, and gives the
 * terminal back when Ctrl-C comes first.
 */
final class Children implements AutoCloseable {
    private static final String KEEP = "headgate.keepRunDirectory";

    private final RunDirectory run;
    private final PrintWriter out;

    private Children(RunDirectory run, PrintWriter out) {
        this.run = run;
        this.out = out;
    }

    /** A new run, with this JVM's own log in it. */
    static Children create(boolean keep, PrintWriter out, Screen screen) {
        RunDirectory run = RunDirectory.create();
        Logging.toFile(run.directory("logs").resolve("headgate.log"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Stopping.now(screen, out), "stopping"));
        Children children = new Children(run, out);
        if (keep) {
            children.keep();
        }
        return children;
    }

    /** Where the processes are started. */
    RunDirectory run() {
        return run;
    }

    /** Leaves the files where they are, and says so at the end. */
    void keep() {
        System.setProperty(KEEP, "true");
    }

    /**
     * Does something with the processes; when it fails their logs are kept and the failure says where.
     *
     * @throws CommandFailure with its cause, if it fails
     * @throws InterruptedException if it was interrupted
     */
    int explaining(Callable<Integer> work) throws InterruptedException {
        try {
            return work.call();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            keep();
            throw new CommandFailure(Failures.message(e), "The logs are in " + logs() + ".", e);
        }
    }

    @Override
    public void close() {
        int processes = run.alive().size();
        run.close();
        boolean kept = Boolean.getBoolean(KEEP);
        out.println("Stopped " + processes + " processes. "
                + (kept
                        ? "Everything they wrote is in " + run.path() + "; logs in " + logs() + "."
                        : "Nothing is left behind."));
        out.flush();
    }

    private Path logs() {
        return run.path().resolve("logs");
    }
}
