package dev.headgate.cli;

import dev.headgate.cli.terminal.Screen;
import dev.headgate.local.process.RunDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * The run directory of a command that starts processes: tells how they end, where the logs are when they are kept, and
 * gives the terminal back when Ctrl-C comes first.
 */
final class Children implements AutoCloseable {
    private static final String KEEP = "headgate.keepRunDirectory";

    private final RunDirectory run;
    private final PrintWriter out;
    private final Screen screen;
    private volatile boolean ended;

    private Children(RunDirectory run, PrintWriter out, Screen screen) {
        this.run = run;
        this.out = out;
        this.screen = screen;
    }

    /** A new run, with this JVM's own log in it. */
    static Children create(boolean keep, PrintWriter out, Screen screen) {
        RunDirectory run = RunDirectory.create();
        Logging.toFile(run.directory("logs").resolve("headgate.log"));
        Children children = new Children(run, out, screen);
        Runtime.getRuntime().addShutdownHook(new Thread(children::interrupted, "stopping"));
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
            // After Ctrl-C the processes go one by one: that one is missed is no reason to keep anything.
            if (!Stopping.hasBegun()) {
                keep();
            }
            throw new CommandFailure(Failures.message(e), "The logs are in " + logs() + ".", e);
        }
    }

    @Override
    public void close() {
        if (Stopping.hasBegun()) {
            return;
        }
        int processes = run.alive().size();
        run.close();
        ended = true;
        out.println("Stopped " + processes + (processes == 1 ? " process. " : " processes. ") + leftBehind());
        out.flush();
    }

    /** In a shutdown hook, also at an ordinary end, when there is nothing left to do. */
    private void interrupted() {
        Stopping.begin();
        screen.close();
        if (!ended) {
            out.println();
            out.println("Stopping every process …");
            out.flush();
            run.close();
            out.println(leftBehind());
        }
        out.flush();
    }

    private String leftBehind() {
        return Boolean.getBoolean(KEEP)
                ? "Everything they wrote is in " + run.path() + "; logs in " + logs() + "."
                : "Nothing is left behind.";
    }

    private Path logs() {
        return run.path().resolve("logs");
    }
}
