package dev.headgate.it.harness;

import dev.headgate.local.broker.LocalBroker;
import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.RunDirectory;
import dev.headgate.local.proxy.Backend;
import dev.headgate.local.proxy.Backend.Server;
import dev.headgate.local.proxy.SplitterKind;
import dev.headgate.local.proxy.TrafficSplitter;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicCreation;
import dev.headgate.schemas.topics.TopicSizing;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * One installation of Headgate for a test class: a broker with all topics, keys, and whatever processes the tests start.
 * When a test fails, the end of each process's log is printed. Everything ends with the class.
 */
public final class Installation implements BeforeAllCallback, AfterAllCallback, TestExecutionExceptionHandler {

    // Nobody listens there: tests publish the telemetry of requests that were never made.
    private static final int UNUSED_PORT = 9;

    private static final String PREFIX = "it.";

    private final BrokerKind kind;
    private final String prefix;
    private final TopicSizing sizing;
    private final List<ChildProcess> children = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> resources = new CopyOnWriteArrayList<>();
    private RunDirectory run;
    private TestBroker broker;
    private TestKeys keys;
    private TopicCatalogue topics;

    /** On a broker of that kind, its topics so large and named with a prefix. */
    public Installation(BrokerKind kind, String prefix, TopicSizing sizing) {
        this.kind = kind;
        this.prefix = prefix;
        this.sizing = sizing;
    }

    /** On a broker of that kind, its topics named with a prefix. */
    public Installation(BrokerKind kind, String prefix) {
        this(kind, prefix, TopicSizing.LOCAL);
    }

    /** On a broker of that kind. */
    public Installation(BrokerKind kind) {
        this(kind, PREFIX);
    }

    /** On a child process. */
    public Installation() {
        this(BrokerKind.CHILD_PROCESS);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        stop();
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        if (!(failure instanceof org.opentest4j.TestAbortedException)) {
            System.err.println(context.getDisplayName() + " failed: " + failure);
            lastWords().forEach(System.err::println);
        }
        throw failure;
    }

    /** Starts the broker and makes keys and topics; for use outside JUnit. */
    public void start() throws Exception {
        run = RunDirectory.create();
        broker = kind.start(run);
        keys = TestKeys.create(run.path().resolve("keys"));
        topics = new TopicCatalogue(prefix, sizing);
        try (Admin admin = admin()) {
            TopicCreation.create(admin, topics);
        }
    }

    /** Ends everything. */
    public void stop() throws Exception {
        for (AutoCloseable resource : resources) {
            resource.close();
        }
        if (run != null) {
            run.close();
        }
        if (broker != null) {
            broker.stop().close();
        }
    }

    /** What clients connect to. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** The broker, to be ended and started again; only of those that are child processes. */
    public LocalBroker localBroker() {
        return (LocalBroker) broker.stop();
    }

    /** The topics' full names. */
    public TopicCatalogue topics() {
        return topics;
    }

    /** Where configuration, data and logs are. */
    public RunDirectory run() {
        return run;
    }

    /** The gate's key, with which decisions are signed. */
    public SigningKey gateKey() {
        return keys.gate();
    }

    /** The operator's key, with which commands are signed. */
    public SigningKey operatorKey() {
        return keys.operator();
    }

    /** A key that nobody trusts. */
    public SigningKey strangerKey() {
        return keys.stranger();
    }

    /** The directories of keys. */
    public TestKeys keys() {
        return keys;
    }

    /** An administrator's client. */
    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    /** Readers of the topics; they end with the installation. */
    public Readers readers() {
        return new Readers(this);
    }

    /** A gate that is not started yet. */
    public Gate gate(String name) {
        return new Gate(this, name, List.of());
    }

    /** A gate that is not started yet, with more on its command line. */
    public Gate gate(String name, List<String> arguments) {
        return new Gate(this, name, arguments);
    }

    /** A gate that is not started yet, with the settings that it comes with. */
    public DefaultGate defaultGate(String name) {
        return new DefaultGate(this, name);
    }

    /** One of the gate's two applications alone, {@code combine} or {@code judge}. */
    public Gate gateOnly(String application) {
        return new Gate(this, application, List.of("--only", application));
    }

    /** An executor that is not started yet; it reads its runbooks when it starts. */
    public Executor executor(String name) {
        return new Executor(this, name);
    }

    /** A HAProxy whose backend of that name has two servers, all weight on the baseline; tells the executor how. */
    public TrafficSplitter haproxy(String service, String canary, String baseline) throws InterruptedException {
        RealParts.require("haproxy", "haproxy");
        TrafficSplitter splitter = TrafficSplitter.start(
                SplitterKind.HAPROXY,
                new Backend(
                        service, List.of(new Server(baseline, UNUSED_PORT, 100), new Server(canary, UNUSED_PORT, 0))),
                run);
        children.add(splitter.process());
        run.write("runbooks/shift-" + service + ".yaml", Runbooks.shift(service, splitter.runtimeApiAddress()));
        return splitter;
    }

    /** Sends commands. */
    public Operator operator() {
        return keep(new Operator(this));
    }

    /** Publishes telemetry. */
    public Traffic traffic() {
        return keep(new Traffic(this));
    }

    /** Publishes measurements drawn from a seed. */
    public Measured measured(long seed) {
        return keep(new Measured(this, seed));
    }

    /** Starts a process that ends with the installation. */
    public ChildProcess start(ChildCommand command) {
        ChildProcess child = run.start(command);
        children.add(child);
        return child;
    }

    <C extends AutoCloseable> C keep(C resource) {
        resources.add(0, resource);
        return resource;
    }

    /** The end of each process's log. */
    public List<String> lastWords() {
        return children.stream().map(child -> child + ": " + child.lastWords()).toList();
    }
}
