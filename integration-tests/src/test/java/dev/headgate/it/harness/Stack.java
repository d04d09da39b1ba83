package dev.headgate.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.CommandLine.Ended;
import dev.headgate.schemas.codec.MeasurementWriter;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A gate and an executor on a broker, services with HAProxies and traffic of their own, and commands as people type them.
 * The role {@code lead} is held by {@value #LEAD} alone.
 */
public final class Stack {

    /** The version to roll out. */
    public static final String CANARY = "2.0";

    /** The version that holds the traffic. */
    public static final String BASELINE = "1.0";

    /** Who speaks for the role {@code lead}. */
    public static final String LEAD = "ann";

    /** Two stages, of which the first lasts until somebody ends it. */
    public static final String LASTING = """
            stages:
              - { weight: 10%, hold: 5m .. 1h, advance: [ errorRate < 5% ] }
              - { weight: 100%, watch: 1s }
            """;

    /** Two stages of a second each. */
    public static final String SHORT = """
            stages:
              - { weight: 10%, hold: 1s .. 1h, advance: [ errorRate < 5% ] }
              - { weight: 100%, watch: 1s }
            """;

    /** Two stages, of which the first lasts until {@code lead} has approved of it. */
    public static final String SIGNED_OFF = """
            stages:
              - { weight: 10%, hold: 1s .. 1h, advance: [ errorRate < 5% ], exit: [ approval of lead ] }
              - { weight: 100%, watch: 1s }
            """;

    private static final Behaviour CALM = new Behaviour(20, 0, 20_000, 10, 40_000);
    private static final Pattern ROLLOUT = Pattern.compile("(?m)^rollout +(\\S+)$");

    private final Installation installation;
    private final Release.Site site;
    private final Gate gate;
    private final Operator operator;
    private final Traffic traffic;
    private final Shell shell;
    private Duration slowness = Duration.ZERO;

    private Stack(Installation installation) {
        this.installation = installation;
        site = new Release.Site(installation, CANARY, BASELINE);
        gate = installation.gate("all", List.of("--set", "gate.role.lead=" + LEAD));
        operator = installation.operator();
        traffic = installation.traffic();
        shell = installation.keep(Shell.start(
                installation.run(),
                Map.of(
                        "HEADGATE_BOOTSTRAP_SERVERS", installation.bootstrapServers(),
                        "HEADGATE_TOPIC_PREFIX", installation.topics().prefix(),
                        "HEADGATE_OPERATOR_KEY",
                                installation.keys().operatorFile().toString())));
    }

    /** Starts everything; both versions of each service have requests, but for those of {@code baselineOnly}. */
    public static Stack start(Installation installation, List<String> services, List<String> baselineOnly)
            throws InterruptedException {
        Stack stack = new Stack(installation);
        for (String service :
                Stream.concat(services.stream(), baselineOnly.stream()).toList()) {
            stack.site.divideTraffic(service);
            stack.traffic.behave(service, BASELINE, baselineOnly.contains(service) ? Behaviour.HEALTHY : CALM);
        }
        services.forEach(stack::release);
        installation.executor("one").startWithoutWaiting();
        stack.gate.start();
        // Loads the classes that commands need, however long that takes, before any of them counts.
        stack.slowness = stack.type("topics", "list").took();
        stack.site.readers();
        return stack;
    }

    /** What is published about rollouts. */
    public Release.Site site() {
        return site;
    }

    /** The gate. */
    public Gate gate() {
        return gate;
    }

    /** Somebody whose commands are obeyed, without a command line. */
    public Operator operator() {
        return operator;
    }

    /** From now on the service's canary has requests. */
    public void release(String service) {
        traffic.behave(service, CANARY, CALM);
    }

    /** From now on every third request of the service's canary fails. */
    public void fail(String service) {
        traffic.behave(service, CANARY, Behaviour.ERRORS);
    }

    /** How many requests of a service have been published. */
    public long requests(String service) {
        return traffic.published().requests(service);
    }

    /** Publishes a service's gauge. */
    public void gauge(String service, String name, double value) {
        Measurement measurement = new Measurement(
                Measurement.Kind.GAUGE,
                service,
                Optional.empty(),
                name,
                Labels.NONE,
                System.currentTimeMillis(),
                value,
                OptionalDouble.empty());
        operator.send(
                TopicCatalogue.TELEMETRY_MEASUREMENTS,
                Optional.empty(),
                service,
                new MeasurementWriter().write(service, Optional.empty(), List.of(measurement)),
                (bytes, headers) -> {});
    }

    /** A policy for a service. */
    public String policy(String service, String rest) {
        return """
                policy: it-%1$s
                window: 5s
                minRequests: 5
                runbooks: { shift: shift-%1$s, rollback: shift-%1$s }
                """.formatted(service) + rest;
    }

    /** The same in a file. */
    public Path policyFile(String service, String rest) {
        return file(service + ".yaml", policy(service, rest));
    }

    /** A file. */
    public Path file(String name, String text) {
        return installation.run().write(name, text);
    }

    /** A rollout of the canary by such a policy; nobody has typed its start. */
    public Release released(String service, String rest) {
        return site.start(operator, service, service + "-1", policy(service, rest));
    }

    /** The same, and its first weight is in force. */
    public Release inForce(String service, String rest) {
        Release release = released(service, rest);
        release.awaitWeight(10.0);
        return release;
    }

    /** The same, but its start is put off. */
    public Release putOff(String service, String rest, Instant until) {
        String id = service + "-1";
        operator.send(operator.startCommand(service, id, CANARY, BASELINE, policy(service, rest))
                .notBefore(until));
        return site.found(operator, service, id);
    }

    /** The same, typed. */
    public Release typedStart(String service, Path policy, String... more) {
        return named(done(start(service, policy, more)), service).get(0);
    }

    /** Types a command. */
    public Ended type(String... words) {
        return shell.run(words);
    }

    /** Types a command that does what it says; what it has answered. */
    public String done(String... words) {
        Ended ended = type(words);
        assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
        return ended.out();
    }

    /** The words that start the canary of a service by a policy. */
    private static String[] start(String service, Path policy, String... more) {
        Stream<String> words = Stream.of(
                "rollout",
                "start",
                "--service",
                service,
                "--canary",
                CANARY,
                "--baseline",
                BASELINE,
                "--policy",
                policy.toString());
        return Stream.concat(words, Stream.of(more)).toArray(String[]::new);
    }

    /** Starts the canaries of two services as a train; their rollouts. */
    public List<Release> startTrain(String first, String firstPlan, String second, String secondPlan) {
        String train = "train: { name: %1$s-and-%2$s, services: [ %1$s, %2$s ] }\n".formatted(first, second);
        Path one = policyFile(first, "service: " + first + "\n" + train + firstPlan);
        Path other = policyFile(second, "service: " + second + "\n" + train + secondPlan);
        String out = done(
                "rollout",
                "start",
                "--train",
                "--policy",
                one.toString(),
                "--policy",
                other.toString(),
                "--canary",
                first + "=" + CANARY,
                "--canary",
                second + "=" + CANARY,
                "--baseline",
                first + "=" + BASELINE,
                "--baseline",
                second + "=" + BASELINE);
        return named(out, first, second);
    }

    /** Says yes for {@code lead}. */
    public void approve(String service) {
        done("rollout", "approve", "--service", service, "--role", "lead", "--issued-by", LEAD);
    }

    /** The rollouts that a command has named. */
    private List<Release> named(String out, String... services) {
        List<String> ids =
                ROLLOUT.matcher(out).results().map(found -> found.group(1)).toList();
        assertThat(ids).as(out).hasSameSizeAs(services);
        return Stream.of(services)
                .map(service -> site.found(operator, service, idOf(service, ids)))
                .toList();
    }

    /** In so many seconds, and in as many more as a first command has taken: on a busy machine all takes longer. */
    public Instant soon(long seconds) {
        return Instant.ofEpochSecond(Instant.now().getEpochSecond() + seconds + slowness.toSeconds());
    }

    private static String idOf(String service, List<String> ids) {
        Matcher of = Pattern.compile(Pattern.quote(service) + "-.*").matcher("");
        return ids.stream().filter(id -> of.reset(id).matches()).findFirst().orElseThrow();
    }
}
