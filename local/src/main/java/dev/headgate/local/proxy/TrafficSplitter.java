package dev.headgate.local.proxy;

import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.FreePorts;
import dev.headgate.local.process.ReadyCondition;
import dev.headgate.local.process.RunDirectory;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * A splitter that runs as a child process: it takes HTTP/1.1 requests at {@link #frontend()}, gives each one, not each
 * connection, to a server by weight, and is steered and read through HAProxy's Runtime API. It retries nothing. Not
 * thread-safe.
 */
public final class TrafficSplitter implements AutoCloseable {
    private static final Duration UNTIL_READY = Duration.ofSeconds(30);

    private final SplitterKind kind;
    private final RunDirectory run;
    private final ChildCommand command;
    private final SplitterPorts ports;
    private final Backend backend;
    private ChildProcess process;

    private TrafficSplitter(
            SplitterKind kind, RunDirectory run, ChildCommand command, SplitterPorts ports, Backend backend) {
        this.kind = kind;
        this.run = run;
        this.command = command;
        this.ports = ports;
        this.backend = backend;
        this.process = run.start(command);
    }

    /**
     * Starts a splitter and returns when it takes requests and commands.
     *
     * @throws dev.headgate.local.process.ChildProcessException if it is not installed or does not start
     * @throws InterruptedException if interrupted while waiting
     */
    public static TrafficSplitter start(SplitterKind kind, Backend backend, RunDirectory run)
            throws InterruptedException {
        return start(kind, backend, run, OptionalInt.empty());
    }

    /**
     * The same, of HAProxy with its access log.
     *
     * @param accessLog the port of 127.0.0.1 to which it is sent as syslog over UDP
     * @throws dev.headgate.local.process.ChildProcessException if it is not installed or does not start
     * @throws InterruptedException if interrupted while waiting
     */
    public static TrafficSplitter start(SplitterKind kind, Backend backend, RunDirectory run, OptionalInt accessLog)
            throws InterruptedException {
        var ports = new SplitterPorts(FreePorts.next(), FreePorts.next(), accessLog);
        var command = kind.command("splitter-" + ports.frontend(), ports, backend, run);
        var splitter = new TrafficSplitter(kind, run, command, ports, backend);
        splitter.awaitReady();
        return splitter;
    }

    /** Which splitter it is. */
    public SplitterKind kind() {
        return kind;
    }

    /** Where requests go, as {@code http://127.0.0.1:PORT}. */
    public URI frontend() {
        return URI.create("http://127.0.0.1:" + ports.frontend());
    }

    /** Where the Runtime API listens, as {@code 127.0.0.1:PORT}. */
    public String runtimeApiAddress() {
        return "127.0.0.1:" + ports.runtimeApi();
    }

    /** A client of its Runtime API. */
    public RuntimeApiClient runtimeApi() {
        return new RuntimeApiClient(ports.runtimeApi());
    }

    /** The backend as it was at the start; its weights may have changed since. */
    public Backend backend() {
        return backend;
    }

    /** The splitter's present process. */
    public ChildProcess process() {
        return process;
    }

    /** Ends the splitter at once. */
    public void kill() {
        process.kill();
    }

    /**
     * Starts an ended splitter again on the same ports, with the weights that it had at the very start.
     *
     * @throws IllegalStateException if it has not ended
     * @throws InterruptedException if interrupted while waiting
     */
    public void restart() throws InterruptedException {
        if (process.isAlive()) {
            throw new IllegalStateException(process + " is running: kill it first");
        }
        process = run.start(command);
        awaitReady();
    }

    @Override
    public void close() {
        kill();
    }

    private void awaitReady() throws InterruptedException {
        process.awaitReady(ReadyCondition.portOpen(ports.frontend()), UNTIL_READY);
        process.awaitReady(ReadyCondition.portOpen(ports.runtimeApi()), UNTIL_READY);
    }
}
