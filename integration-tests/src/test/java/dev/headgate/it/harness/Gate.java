package dev.headgate.it.harness;

import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.ReadyCondition;
import dev.headgate.processor.GateMain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A gate in a process of its own, with short time-outs. It can be killed and started again with what it left behind. */
public final class Gate {

    private static final String READY = "headgate gate ready http=(\\S+)";

    /** Most of a start is loading classes; what the compiler has made need not be verified anew in each of many lives. */
    private static final List<String> UNVERIFIED =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote");

    private final Installation installation;
    private final String name;
    private final List<String> arguments;
    private ChildProcess process;

    Gate(Installation installation, String name, List<String> arguments) {
        this.installation = installation;
        this.name = name;
        this.arguments = arguments;
    }

    /** Starts it and waits until it is ready. */
    public Gate start() throws InterruptedException {
        startWithoutWaiting();
        awaitReady();
        return this;
    }

    /** Starts it. */
    public void startWithoutWaiting() {
        start(List.of());
    }

    /** Starts it so that it ends by itself in the middle of a commit. */
    public void startToHalt(HaltInsideCommit.Point point) {
        start(point.arguments());
    }

    private void start(List<String> more) {
        List<String> all = new ArrayList<>(List.of("--config", writtenConfiguration()));
        all.addAll(arguments);
        all.addAll(more);
        process = installation.start(
                ChildCommand.java("gate-" + name, ChildJvm.CLASS_PATH, GateMain.class.getName(), jvmOptions(), all));
    }

    /** The file that it is configured by. */
    public String configuration() {
        return writtenConfiguration();
    }

    private static List<String> jvmOptions() {
        List<String> options = new ArrayList<>(ChildJvm.OPTIONS);
        options.addAll(UNVERIFIED);
        return options;
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** Waits until it has ended by itself in the middle of a commit. */
    public void awaitHalt(Duration atMost) throws InterruptedException {
        OptionalInt exitCode = process.awaitExit(atMost);
        if (exitCode.isEmpty() || exitCode.getAsInt() != HaltInsideCommit.EXIT_CODE) {
            throw new IllegalStateException(
                    name + " did not halt inside a commit, exit code " + exitCode + ". " + process.lastWords());
        }
    }

    /** SIGTERM, and a kill if that does not help. */
    public void stop() {
        process.stop(Await.LONG);
    }

    /** The present process. */
    public ChildProcess process() {
        return process;
    }

    /** Where it serves metrics and health, {@code host:port}. */
    public String httpAddress() {
        return Metrics.address(process, READY);
    }

    /** Waits until it is ready. */
    public void awaitReady() throws InterruptedException {
        process.awaitReady(ReadyCondition.logLine(READY), Await.LONG);
    }

    /** What {@code /metrics} says of a meter: the sum of all samples whose line begins with the text. */
    public double metric(String beginningOfLine) {
        return Metrics.sum(Metrics.address(process, READY), beginningOfLine);
    }

    /** The whole page {@code /metrics}. */
    public String metrics() {
        return Metrics.page(Metrics.address(process, READY));
    }

    /**
     * An execution may stay unread for several lives of a gate that is killed again and again; being told of it would be a
     * decision that depends on when the kills come. So nobody is told within {@code execution.timeout}.
     */
    private String writtenConfiguration() {
        TestKeys keys = installation.keys();
        return installation
                .run()
                .write("gate-" + name + ".yaml", """
                        bootstrap.servers: %s
                        topic.prefix: %s
                        application.id.prefix: it-
                        signing.key: %s
                        trusted.keys: %s
                        state.dir: %s
                        commit.interval: 50ms
                        poll.interval: 10ms
                        tick.interval: 100ms
                        progress.interval: 250ms
                        settle: 500ms
                        lagging.after: 2s
                        session.timeout: 2s
                        transaction.timeout: 10s
                        execution.timeout: 10m
                        """.formatted(
                                installation.bootstrapServers(),
                                installation.topics().prefix(),
                                keys.gateFile(),
                                keys.trustedByGate(),
                                installation.run().directory("gate-" + name)))
                .toString();
    }
}
