package dev.headgate.local.broker;

import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.ChildProcessException;
import dev.headgate.local.process.FreePorts;
import dev.headgate.local.process.ReadyCondition;
import dev.headgate.local.process.RunDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/**
 * A real Kafka broker on this machine: one node, KRaft, 127.0.0.1 only, its data in a directory of the run. It can be
 * killed and started again on the same data and ports. Not thread-safe.
 *
 * <p>On two cores: ready 3–4 s after the start, 350 MB resident.
 */
public final class LocalBroker implements AutoCloseable {
    private static final Duration UNTIL_READY = Duration.ofMinutes(3);
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final RunDirectory run;
    private final ChildCommand command;
    private final Access access;
    private ChildProcess process;

    /**
     * How a broker is reached.
     *
     * @param port for clients
     * @param controllerPort for itself
     * @param formatting more arguments for formatting the storage
     * @param client what a client needs besides the address
     */
    record Access(int port, int controllerPort, List<String> formatting, Map<String, String> client) {}

    private LocalBroker(RunDirectory run, ChildCommand command, Access access) {
        this.run = run;
        this.command = command;
        this.access = access;
        this.process = run.start(command);
    }

    /**
     * Starts a broker with new data and returns when it answers.
     *
     * @throws IllegalStateException if the broker's jars are not there; the message says how to get them
     * @throws ChildProcessException if it does not start; the message holds the end of its log
     * @throws InterruptedException if interrupted while waiting; the broker stops with the run
     */
    public static LocalBroker start(BrokerOptions options, RunDirectory run) throws InterruptedException {
        return start(options, run, new Access(FreePorts.next(), FreePorts.next(), List.of(), Map.of()));
    }

    static LocalBroker start(BrokerOptions options, RunDirectory run, Access access) throws InterruptedException {
        String classPath = BrokerLibraries.classPath();
        String name = "broker-" + access.port();
        Path data = run.directory(name);
        var properties = new BrokerProperties(data, access.port(), access.controllerPort());
        Path file = run.write(name + ".properties", properties.render(options));
        List<String> arguments = new ArrayList<>(
                List.of(file.toString(), data.toString(), Uuid.randomUuid().toString()));
        arguments.addAll(access.formatting());
        var command = ChildCommand.java(name, classPath, BrokerMain.class.getName(), jvmOptions(options), arguments);
        var broker = new LocalBroker(run, command, access);
        broker.awaitReady();
        return broker;
    }

    /** What clients connect to, as {@code 127.0.0.1:PORT}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + access.port();
    }

    /** The broker's present process, to look at, pause or resume. */
    public ChildProcess process() {
        return process;
    }

    /** Ends the broker at once, as a power cut would. */
    public void kill() {
        process.kill();
    }

    /** Ends the broker in good order. */
    public void stop() {
        process.stop(GRACE);
    }

    /**
     * Starts an ended broker again, on the same data and ports, and returns when it answers.
     *
     * @throws IllegalStateException if it has not ended
     * @throws ChildProcessException if it does not start
     * @throws InterruptedException if interrupted while waiting
     */
    public void restart() throws InterruptedException {
        if (process.isAlive()) {
            throw new IllegalStateException(process + " is running: kill or stop it first");
        }
        process = run.start(command);
        awaitReady();
    }

    /** Ends the broker at once: its data goes with the run. */
    @Override
    public void close() {
        kill();
    }

    private void awaitReady() throws InterruptedException {
        // The port first: an Admin client that is refused fills its log with warnings.
        process.awaitReady(ReadyCondition.portOpen(access.port()), UNTIL_READY);
        Map<String, Object> configuration = new HashMap<>(access.client());
        configuration.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        try (var admin = Admin.create(configuration)) {
            admin.describeCluster().nodes().get();
        } catch (ExecutionException e) {
            throw new ChildProcessException("%s does not answer. %s".formatted(process, process.lastWords()), e);
        }
    }

    private static List<String> jvmOptions(BrokerOptions options) {
        var all = new ArrayList<>(options.jvmOptions());
        all.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        all.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
        all.add("-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS");
        return all;
    }
}
