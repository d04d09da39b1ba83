package dev.headgate.it.harness;

import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.ReadyCondition;
import dev.headgate.processor.GateMain;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A gate in a process of its own with the settings and the JVM that it comes with, but for what is said otherwise. */
public final class DefaultGate {

    private static final String READY = "headgate gate ready http=(\\S+)";

    /** The heap that this project's own launchers give, and the collector of docker/Dockerfile. */
    private static final List<String> JVM =
            List.of("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-Dheadgate.exitWithParent=true");

    private final Installation installation;
    private final String name;
    private final List<String> settings = new ArrayList<>();
    private final List<String> jvm = new ArrayList<>(JVM);
    private String java = "";
    private String classPath = ChildJvm.CLASS_PATH;
    private ChildProcess process;

    DefaultGate(Installation installation, String name) {
        this.installation = installation;
        this.name = name;
    }

    /** With another value for a setting. */
    public DefaultGate with(String key, Object value) {
        settings.addAll(List.of("--set", key + "=" + value));
        return this;
    }

    /** With what a person gives a measurement: {@code KEY=VALUE}, or an option of the JVM that begins with {@code -X}. */
    public DefaultGate withArgument(String argument) {
        if (argument.startsWith("-X")) {
            jvm.add(argument);
            return this;
        }
        String[] setting = argument.split("=", 2);
        if (setting.length != 2) {
            throw new IllegalArgumentException("expected KEY=VALUE or an option of the JVM, found " + argument);
        }
        return with(setting[0], setting[1]);
    }

    /** With another {@code java}. */
    public DefaultGate withJava(String program) {
        java = program;
        return this;
    }

    /** With another class path than the tests'. */
    public DefaultGate withClassPath(String entries) {
        classPath = entries;
        return this;
    }

    /** Starts it and waits until it is ready. */
    public DefaultGate start() throws InterruptedException {
        startWithoutWaiting();
        awaitReady();
        return this;
    }

    /** Waits until it is ready. */
    public void awaitReady() throws InterruptedException {
        process.awaitReady(ReadyCondition.logLine(READY), Await.LONG);
    }

    /** Starts it. */
    public void startWithoutWaiting() {
        List<String> arguments = Stream.concat(Stream.of("--config", configuration()), settings.stream())
                .toList();
        ChildCommand command = ChildCommand.java("gate-" + name, classPath, GateMain.class.getName(), jvm, arguments);
        process = installation.start(java.isEmpty() ? command : withProgram(command));
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

    /** What {@code /metrics} says of a meter: the sum of all samples whose line begins with the text. */
    public double metric(String beginningOfLine) {
        return Metrics.sum(Metrics.address(process, READY), beginningOfLine);
    }

    /** The whole page {@code /metrics}. */
    public String metrics() {
        return Metrics.page(Metrics.address(process, READY));
    }

    private ChildCommand withProgram(ChildCommand command) {
        List<String> words = new ArrayList<>(command.arguments());
        words.set(0, java);
        return new ChildCommand(command.name(), words, command.environment());
    }

    private String configuration() {
        TestKeys keys = installation.keys();
        return installation
                .run()
                .write("gate-" + name + ".yaml", """
                        bootstrap.servers: %s
                        topic.prefix: %s
                        signing.key: %s
                        trusted.keys: %s
                        state.dir: %s
                        """.formatted(
                                installation.bootstrapServers(),
                                installation.topics().prefix(),
                                keys.gateFile(),
                                keys.trustedByGate(),
                                installation.run().directory("gate-" + name)))
                .toString();
    }
}
