package dev.headgate.local.demo;

import dev.headgate.local.broker.LocalBroker;
import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.RunDirectory;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicCreation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * A whole Headgate on this machine: a broker with its topics, keys for gate and operator, a gate, an executor and, where it
 * is asked for, a console, each a process of its own. Starting goes in steps, so that what the executor's runbooks speak of can be started between them:
 * {@link #start}, then {@link #startGate} and {@link #startExecutor}, then {@link RestartableProcess#awaitReady} of both.
 * Everything ends with its {@link RunDirectory}. Not thread-safe.
 */
public final class LocalStack {
    /** Main class of the gate. */
    public static final String GATE = "dev.headgate.processor.GateMain";

    /** Main class of the executor. */
    public static final String EXECUTOR = "dev.headgate.executor.ExecutorMain";

    /** Main class of the console. */
    public static final String CONSOLE = "dev.headgate.console.ConsoleMain";

    private static final List<String> JVM = List.of("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC");

    /** It has little to do and shall not slow down what is shown. */
    private static final List<String> JVM_OF_CONSOLE =
            List.of("-Xms32m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final StackOptions options;
    private final RunDirectory run;
    private final TopicCatalogue topics;
    private final LocalBroker broker;
    private final KeyFiles gateKey;
    private final KeyFiles operatorKey;

    private LocalStack(StackOptions options, RunDirectory run, TopicCatalogue topics, LocalBroker broker) {
        this.options = options;
        this.run = run;
        this.topics = topics;
        this.broker = broker;
        this.gateKey = KeyFiles.create(run.directory("keys"), "gate");
        this.operatorKey = KeyFiles.create(run.directory("keys"), "operator");
        trust(gateKey, "trusted-by-executor");
        trust(operatorKey, "trusted-by-gate");
    }

    /**
     * Starts the broker and makes keys and topics.
     *
     * @throws IllegalStateException if the broker's jars are not there; the message says how to get them
     * @throws dev.headgate.local.process.ChildProcessException if the broker does not start
     * @throws InterruptedException if interrupted while waiting
     */
    public static LocalStack start(StackOptions options, RunDirectory run, StackProgress progress)
            throws InterruptedException {
        long begun = System.nanoTime();
        LocalBroker broker = LocalBroker.start(options.broker(), run);
        progress.ready("broker on " + broker.bootstrapServers(), since(begun));
        begun = System.nanoTime();
        var topics = new TopicCatalogue(options.topicPrefix(), options.sizing());
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            TopicCreation.create(admin, topics);
        }
        progress.ready(topics.topics().size() + " topics", since(begun));
        return new LocalStack(options, run, topics, broker);
    }

    /** Where it lives. */
    public RunDirectory run() {
        return run;
    }

    /** Its broker. */
    public LocalBroker broker() {
        return broker;
    }

    /** Its topics. */
    public TopicCatalogue topics() {
        return topics;
    }

    /** The key that signs commands; the gate trusts it. */
    public KeyFiles operatorKey() {
        return operatorKey;
    }

    /** The key that signs decisions; the executor trusts it. */
    public KeyFiles gateKey() {
        return gateKey;
    }

    /** The executor's runbooks. */
    public Path runbooks() {
        return options.runbooks().orElseGet(() -> run.directory("runbooks"));
    }

    /** The configuration file of a gate that was started under a name. */
    public Path configurationOf(String gate) {
        return run.path().resolve(gate + ".properties");
    }

    /**
     * Starts a gate; wait for it with {@link RestartableProcess#awaitReady}.
     *
     * @param name names its log, its configuration file and its state; a second gate needs another
     * @param arguments further arguments of its main class, such as {@code --only combine}
     */
    public RestartableProcess startGate(String name, String... arguments) {
        Map<String, String> settings = shared();
        settings.put("signing.key", gateKey.privateKey().toString());
        settings.put("trusted.keys", run.directory("trusted-by-gate").toString());
        settings.put("state.dir", run.directory(name).toString());
        settings.putAll(options.gate());
        return start(name, GATE, settings, List.of(arguments));
    }

    /** Starts an executor; as {@link #startGate}. */
    public RestartableProcess startExecutor(String name, String... arguments) {
        Map<String, String> settings = shared();
        settings.put("executor.name", name);
        settings.put("trusted.keys", run.directory("trusted-by-executor").toString());
        // Whoever may command the gate may roll back without it.
        settings.put("trusted.operator.keys", run.directory("trusted-by-gate").toString());
        settings.put("runbooks", runbooks().toString());
        settings.putAll(options.executor());
        return start(name, EXECUTOR, settings, List.of(arguments));
    }

    /** Starts a console that gives commands with a key of its own, which the gate trusts from now on. */
    public LocalConsole startConsole(String name) {
        KeyFiles key = KeyFiles.create(run.directory("keys"), name);
        trust(key, "trusted-by-gate");
        Map<String, String> settings = shared();
        settings.put("signing.key", key.privateKey().toString());
        settings.put("trusted.keys", run.directory("trusted-by-executor").toString());
        settings.put("trusted.operator.keys", run.directory("trusted-by-gate").toString());
        // Its link is good once: who has used it stays in for as long as anybody would keep such a stack.
        settings.put("session.lifetime", "30d");
        return new LocalConsole(start(name, CONSOLE, JVM_OF_CONSOLE, settings, List.of()));
    }

    private RestartableProcess start(
            String name, String mainClass, Map<String, String> settings, List<String> arguments) {
        return start(name, mainClass, JVM, settings, arguments);
    }

    private RestartableProcess start(
            String name, String mainClass, List<String> jvm, Map<String, String> settings, List<String> arguments) {
        String text = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue().replace("\\", "\\\\"))
                .collect(Collectors.joining("\n", "", "\n"));
        Path file = run.write(name + ".properties", text);
        List<String> all = new ArrayList<>(List.of("--config", file.toString()));
        all.addAll(arguments);
        return RestartableProcess.start(run, ChildCommand.java(name, options.classPath(), mainClass, jvm, all));
    }

    private Map<String, String> shared() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("topic.prefix", options.topicPrefix());
        settings.put("http.host", "127.0.0.1");
        settings.put("http.port", "0");
        return settings;
    }

    private void trust(KeyFiles key, String directory) {
        try {
            Files.copy(
                    key.publicKey(),
                    run.directory(directory).resolve(key.publicKey().getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy the public key " + key.publicKey(), e);
        }
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
