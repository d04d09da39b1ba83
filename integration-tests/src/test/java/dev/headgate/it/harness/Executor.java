package dev.headgate.it.harness;

import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.ReadyCondition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An executor in a process of its own, with short time-outs. It can be killed and started again. */
public final class Executor {

    private static final String MAIN = "dev.headgate.executor.ExecutorMain";
    private static final String READY = "headgate executor ready http=(\\S+)";

    private final Installation installation;
    private final String name;
    private String operators = "";
    private String notices = "";
    private final List<String> flags = new ArrayList<>();
    private ChildProcess process;

    Executor(Installation installation, String name) {
        this.installation = installation;
        this.name = name;
    }

    /** Lets operators roll back without a gate. */
    public Executor trustingOperators() {
        operators = "trusted.operator.keys: " + installation.keys().trustedByGate();
        return this;
    }

    /** Tells people as a file says. */
    public Executor telling(Path file) {
        notices = "notices: " + file;
        return this;
    }

    /** Sets something else than its file says. */
    public Executor with(String key, Object value) {
        flags.addAll(List.of("--set", key + "=" + value));
        return this;
    }

    /** Starts it and waits until it is ready. */
    public Executor start() throws InterruptedException {
        startWithoutWaiting();
        awaitReady();
        return this;
    }

    /** Waits until it is ready. */
    public void awaitReady() throws InterruptedException {
        process.awaitReady(ReadyCondition.logLine(READY), Await.LONG);
    }

    /** The executor's name. */
    public String name() {
        return name;
    }

    /** Starts it. */
    public void startWithoutWaiting() {
        process = installation.start(ChildCommand.java(
                        "executor-" + name,
                        ChildJvm.CLASS_PATH,
                        MAIN,
                        ChildJvm.OPTIONS,
                        Stream.concat(Stream.of("--config", writtenConfiguration()), flags.stream())
                                .toList())
                .withEnvironment(Map.of(
                        "HEADGATE_BOOTSTRAP_SERVERS", installation.bootstrapServers(),
                        "HEADGATE_TOPIC_PREFIX", installation.topics().prefix())));
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
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

    /** The whole page {@code /metrics}. */
    public String metrics() {
        return Metrics.page(httpAddress());
    }

    /** What {@code /metrics} says of a meter: the sum of all samples whose line begins with the text. */
    public double metric(String beginningOfLine) {
        return Metrics.sum(Metrics.address(process, READY), beginningOfLine);
    }

    private String writtenConfiguration() {
        return installation
                .run()
                .write("executor-" + name + ".yaml", """
                        bootstrap.servers: %s
                        topic.prefix: %s
                        group.id: it-executor
                        executor.name: %s
                        trusted.keys: %s
                        runbooks: %s
                        session.timeout: 2s
                        lease: 1s
                        transaction.timeout: 10s
                        %s
                        %s
                        """.formatted(
                                installation.bootstrapServers(),
                                installation.topics().prefix(),
                                name,
                                installation.keys().trustedByExecutor(),
                                installation.run().directory("runbooks"),
                                operators,
                                notices))
                .toString();
    }
}
