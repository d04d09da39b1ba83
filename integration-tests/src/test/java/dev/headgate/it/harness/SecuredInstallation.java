package dev.headgate.it.harness;

import dev.headgate.it.harness.CommandLine.Ended;
import dev.headgate.local.broker.BrokerOptions;
import dev.headgate.local.broker.BrokerSecurity;
import dev.headgate.local.broker.SecuredBroker;
import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.ReadyCondition;
import dev.headgate.local.process.RunDirectory;
import dev.headgate.processor.GateMain;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSizing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * An installation on a broker that forbids what is not allowed: everybody comes over TLS with a name of their own, the
 * executor by its certificate, all others by passwords. Ids and settings are those that processes have by themselves.
 */
public final class SecuredInstallation implements AutoCloseable {

    /** Who may do everything. */
    public static final String ROOT = "root";

    /** Who comes by a certificate. */
    public static final String EXECUTOR = "it-executor";

    private static final String READY = "headgate (gate|executor) ready http=(\\S+)";
    private static final String PREFIX = "it.";

    private final RunDirectory run = RunDirectory.create();
    private final Certificates certificates;
    private final BrokerSecurity security;
    private final SecuredBroker broker;
    private final TestKeys keys;
    private final Shell shell;
    private final List<ChildProcess> children = new ArrayList<>();
    private Optional<ChildProcess> executor = Optional.empty();

    private SecuredInstallation(List<String> users) throws Exception {
        keys = TestKeys.create(run.path().resolve("keys"));
        certificates = Certificates.create(run.path().resolve("certificates"), List.of("broker", EXECUTOR));
        Map<String, String> passwords = Stream.concat(users.stream(), Stream.of(ROOT))
                .collect(
                        Collectors.toMap(user -> user, user -> UUID.randomUUID().toString()));
        security = new BrokerSecurity(certificates.of("broker"), certificates.authority(), passwords, ROOT);
        broker = SecuredBroker.start(telling(), security, run);
        shell = Shell.start(run, environment());
    }

    /** Starts the broker, with nobody allowed anything. */
    public static SecuredInstallation start(List<String> users) throws Exception {
        return new SecuredInstallation(users);
    }

    /** The topics. */
    public TopicCatalogue topics() {
        return new TopicCatalogue(PREFIX, TopicSizing.LOCAL);
    }

    /** Where everything is. */
    public RunDirectory run() {
        return run;
    }

    /** Keys and whom they are trusted by. */
    public TestKeys keys() {
        return keys;
    }

    /** Who asked for what. */
    public AuthorizerLog authorizer() {
        return new AuthorizerLog(broker.process().log().path());
    }

    /** What a client of a user's needs. */
    public Map<String, Object> as(String user) {
        return EXECUTOR.equals(user)
                ? with(broker.forCertificates(), security.holder(certificates.of(EXECUTOR)))
                : with(broker.forPasswords(), security.user(user));
    }

    /** What a client has whose certificate nobody has signed. */
    public Map<String, Object> asStranger() {
        return with(broker.forCertificates(), security.holder(certificates.stranger()));
    }

    /** What a client has that knows a name and not its password. */
    public Map<String, Object> guessing(String user) {
        Map<String, Object> properties = as(user);
        properties.computeIfPresent(
                "sasl.jaas.config",
                (name, value) -> String.valueOf(value).replaceAll("password=\"[^\"]*\"", "password=\"guess\""));
        return properties;
    }

    /** An administrator's client that may do everything. */
    public Admin root() {
        return Admin.create(as(ROOT));
    }

    /** Runs a script of Kafka's own programs as a user. */
    public String script(String name, String text, String user) throws Exception {
        return new KafkaPrograms(run)
                .run(
                        name,
                        text,
                        Map.of(
                                "BOOTSTRAP_SERVERS", broker.forPasswords(),
                                "COMMAND_CONFIG", clientFile(user).toString()));
    }

    /** Types a command that connects to nothing. */
    public Ended type(String... words) {
        return shell.run(words);
    }

    /** Types a command as a user. */
    public Ended typeAs(String user, String... words) {
        return shell.run(Stream.concat(
                        Stream.of(words),
                        Stream.of("--kafka-config", clientFile(user).toString()))
                .toArray(String[]::new));
    }

    /** Starts a command as a user that stays until the end. */
    public void stayAs(String user, String... words) {
        String[] all = Stream.concat(
                        Stream.of(words),
                        Stream.of("--kafka-config", clientFile(user).toString()))
                .toArray(String[]::new);
        children.add(new CommandLine(run, environment()).start(user, List.of(), all));
    }

    /** Starts a gate and an executor with a runbook, and waits until both are ready. */
    public void startProcesses(String runbook, String notices) throws InterruptedException {
        run.write("runbooks/shift.yaml", runbook);
        run.write("notices.yaml", notices);
        ChildProcess gate = child("gate", GateMain.class.getName(), gateSettings());
        startExecutor();
        for (ChildProcess each : List.of(gate, executor.orElseThrow())) {
            each.awaitReady(ReadyCondition.logLine(READY), Await.LONG);
        }
    }

    /** Kills the executor and starts it again. */
    public void restartExecutor() {
        executor.orElseThrow().kill();
        startExecutor();
    }

    private void startExecutor() {
        executor = Optional.of(child("executor", "dev.headgate.executor.ExecutorMain", executorSettings()));
    }

    /** The end of each process's log. */
    public List<String> lastWords() {
        return children.stream().map(child -> child + ": " + child.lastWords()).toList();
    }

    @Override
    public void close() {
        shell.close();
        run.close();
    }

    private Map<String, String> environment() {
        return Map.of(
                "HEADGATE_BOOTSTRAP_SERVERS", broker.forPasswords(),
                "HEADGATE_TOPIC_PREFIX", PREFIX,
                "HEADGATE_OPERATOR_KEY", keys.operatorFile().toString());
    }

    private ChildProcess child(String name, String main, String settings) {
        Path file = run.write(name + ".yaml", settings);
        ChildProcess child = run.start(ChildCommand.java(
                name, ChildJvm.CLASS_PATH, main, ChildJvm.OPTIONS, List.of("--config", file.toString())));
        children.add(child);
        return child;
    }

    private String gateSettings() {
        return """
                signing.key: %s
                trusted.keys: %s
                state.dir: %s
                """.formatted(keys.gateFile(), keys.trustedByGate(), run.directory("gate")) + common("it-gate");
    }

    private String executorSettings() {
        return """
                trusted.keys: %s
                trusted.operator.keys: %s
                runbooks: %s
                notices: %s
                """.formatted(
                                keys.trustedByExecutor(),
                                keys.trustedByGate(),
                                run.directory("runbooks"),
                                run.path().resolve("notices.yaml"))
                + common(EXECUTOR);
    }

    /** Passwords stand in a file of their own, which Kafka's clients read. */
    private String common(String user) {
        Map<String, Object> client = as(user);
        StringBuilder settings = new StringBuilder("topic.prefix: " + PREFIX + "\n");
        settings.append("bootstrap.servers: ")
                .append(client.remove("bootstrap.servers"))
                .append('\n');
        Object login = client.remove("sasl.jaas.config");
        if (login != null) {
            Path secret = run.write(user + ".secret", "login=" + login + "\n");
            client.put("config.providers", "file");
            client.put("config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider");
            client.put("sasl.jaas.config", "${file:" + secret + ":login}");
        }
        client.forEach((name, value) -> settings.append("kafka.%s: \"%s\"\n".formatted(name, value)));
        return settings.toString();
    }

    private Path clientFile(String user) {
        return run.write(
                user + ".properties",
                security.user(user).entrySet().stream()
                        .map(property -> property.getKey() + "=" + property.getValue())
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    private static Map<String, Object> with(String servers, Map<String, String> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("bootstrap.servers", servers);
        return all;
    }

    private static BrokerOptions telling() {
        BrokerOptions quick = BrokerOptions.quick();
        return new BrokerOptions(
                quick.properties(),
                Stream.concat(
                                quick.jvmOptions().stream(),
                                Stream.of("-Dorg.slf4j.simpleLogger.log.kafka.authorizer.logger=debug"))
                        .toList());
    }
}
