package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.headgate.console.access.Person;
import dev.headgate.console.access.Role;
import dev.headgate.console.access.TokenFile;
import dev.headgate.console.settings.ConsoleSettings;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.RunbookReader;
import dev.headgate.executor.acceptance.DirectRollback;
import dev.headgate.executor.settings.ExecutorSettings;
import dev.headgate.it.harness.ComposeFile;
import dev.headgate.it.harness.Project;
import dev.headgate.it.harness.RealParts;
import dev.headgate.processor.config.GateConfiguration;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutorHold;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import dev.headgate.schemas.signing.Verification;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docker-compose.yml and docker/ name exists in the code and the tree. No engine is needed. */
class ComposeIT {

    private static final Pattern OUR_CLASS = Pattern.compile("dev\\.headgate(\\.[a-z]+)*\\.[A-Z]\\w+");
    private static final Pattern OUR_VARIABLE = Pattern.compile("^ +(HEADGATE_[A-Z_]+):", Pattern.MULTILINE);
    private static final Pattern MOUNTED = Pattern.compile("(\\./[\\w./-]+):/");
    private static final Pattern TOPIC =
            Pattern.compile("\\bheadgate\\.((?:telemetry|gate|executor)\\.[a-z-]+|executions)\\b");

    private static String compose;
    private static String dockerfile;

    @BeforeAll
    static void read() throws IOException {
        compose = Files.readString(Project.file("docker-compose.yml"));
        dockerfile = Files.readString(Project.file("docker/Dockerfile"));
    }

    @Test
    void dockerComposeAcceptsTheFile() throws Exception {
        Path program = RealParts.require("docker-compose", "docker-compose");

        Process check = new ProcessBuilder(
                        program.toString(),
                        "-f",
                        Project.file("docker-compose.yml").toString(),
                        "config",
                        "-q")
                .redirectErrorStream(true)
                .start();
        String answer = new String(check.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(check.waitFor()).as(answer).isZero();
    }

    @Test
    void everyMountedFileExists() {
        Set<String> mounted = found(MOUNTED, compose);

        assertThat(mounted)
                .isNotEmpty()
                .allSatisfy(path -> assertThat(Project.file(path)).exists());
    }

    @Test
    void everyClassThatIsStartedExists() {
        Set<String> classes = new TreeSet<>(all(OUR_CLASS, compose));
        classes.addAll(all(OUR_CLASS, dockerfile));

        assertThat(classes)
                .isNotEmpty()
                .allSatisfy(name -> assertThatCode(() -> Class.forName(name).getMethod("main", String[].class))
                        .as(name)
                        .doesNotThrowAnyException());
    }

    @Test
    void everyVariableOfOursIsReadSomewhere() throws IOException {
        String code = sources();

        assertThat(found(OUR_VARIABLE, compose))
                .isNotEmpty()
                .allSatisfy(variable -> assertThat(code.contains('"' + variable + '"')
                                || code.contains("${env:" + variable + "}")
                                || code.contains('"' + key(variable) + '"'))
                        .as("%s is read by the code, by its name or as the setting %s", variable, key(variable))
                        .isTrue());
    }

    @Test
    void everyTopicIsInTheCatalogue() throws IOException {
        Set<String> catalogue = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX)
                .topics().stream().map(TopicSpec::shortName).collect(Collectors.toSet());

        assertThat(catalogue).containsAll(found(TOPIC, compose + dockerFiles()));
    }

    @Test
    void gateAndExecutorAcceptTheirConfiguration(@TempDir Path directory) throws IOException {
        Path key = Files.createFile(directory.resolve("gate.private.pem"));
        List<String> pathsOutsideTheContainer =
                List.of("trusted.keys=" + directory, "trusted.operator.keys=" + directory);

        GateConfiguration gate = GateConfiguration.read(
                Optional.of(Project.file("docker/config/gate.yaml")),
                Map.of(),
                List.of("signing.key=" + key, "trusted.keys=" + directory));
        ExecutorSettings executor = ExecutorSettings.read(
                Optional.of(Project.file("docker/config/executor.yaml")),
                Map.of(),
                Stream.concat(
                                pathsOutsideTheContainer.stream(),
                                Stream.of("runbooks=" + Project.file("docker/runbooks")))
                        .toList());

        String prometheus = Files.readString(Project.file("docker/prometheus/prometheus.yml"));
        assertThat(prometheus).contains("gate:" + gate.httpPort()).contains("executor:" + executor.httpPort());
        assertThat(compose).contains("/dev/tcp/127.0.0.1/" + gate.httpPort() + " ");
        assertThat(dockerfile).contains("EXPOSE " + gate.httpPort());
        assertThat(compose).contains("  " + executor.bootstrapServers().split(":", -1)[0] + ":\n");
        assertThat(gate.bootstrapServers()).isEqualTo(executor.bootstrapServers());
    }

    /** What the keys service makes is what the console reads: its key is trusted, and the token that it prints lets in. */
    @Test
    void theConsoleWorksWithTheKeyAndTheTokenThatAreMadeForIt(@TempDir Path volumes) throws Exception {
        ComposeFile file = ComposeFile.read(compose);
        makeKeys(file, volumes);
        makeKeys(file, volumes); // as at each start: what is there stays

        ConsoleSettings console = ConsoleSettings.read(
                Optional.of(Project.file("docker/config/console.yaml")), Map.of(), inVolumes(file, "console", volumes));
        String token = Files.readString(volumes.resolve("console-token/token")).strip();
        Person person = TokenFile.following(console.tokensFile().orElseThrow(), System::nanoTime, told -> {})
                .person(token)
                .orElseThrow();

        assertThat(person.roles()).containsExactlyInAnyOrder(Role.values());
        assertThat(token).hasSize(64);
        assertThat(Files.readString(console.tokensFile().orElseThrow())).doesNotContain(token);
        SigningKey key = SigningKey.load(console.signingKey().orElseThrow());
        assertThat(TrustedKeys.load(volumes.resolve("operators")).keyIds()).contains(key.keyId());
        assertThat(console.trustedKeys()).contains(volumes.resolve("gates"));
        assertThat(console.trustedOperatorKeys()).contains(volumes.resolve("operators"));
    }

    /** What people say on the page and with the command line: to hold executors, and to roll back where no gate lives. */
    @Test
    void theExecutorTrustsWhatTheConsoleAndTheOperatorSign(@TempDir Path volumes) throws Exception {
        ComposeFile file = ComposeFile.read(compose);
        makeKeys(file, volumes);
        List<String> flags = new ArrayList<>(inVolumes(file, "executor", volumes));
        flags.add("runbooks=" + Project.file("docker/runbooks"));
        ExecutorSettings executor =
                ExecutorSettings.read(Optional.of(Project.file("docker/config/executor.yaml")), Map.of(), flags);
        TrustedKeys operators = TrustedKeys.load(executor.trustedOperatorKeys().orElseThrow());
        Decision hold = ExecutorHold.of(true, ExecutorHold.service(0), "ada", "an incident", "c-1", Instant.EPOCH);
        Decision rollback = directRollback();
        assertThat(DirectRollback.objection(rollback)).isEmpty();

        ConsoleSettings console = ConsoleSettings.read(
                Optional.of(Project.file("docker/config/console.yaml")), Map.of(), inVolumes(file, "console", volumes));
        Map<String, Path> signing = Map.of(
                "the console's",
                console.signingKey().orElseThrow(),
                "the operator's",
                inVolume(
                        file,
                        "headgate",
                        file.variable("headgate", "HEADGATE_OPERATOR_KEY").orElseThrow(),
                        volumes));
        signing.forEach((whose, path) -> {
            for (Decision said : List.of(hold, rollback)) {
                assertThat(verified(said, path, operators))
                        .as("%s key over %s", whose, said.decisionId())
                        .isInstanceOf(Verification.Valid.class);
            }
        });
        assertThat(verified(rollback, volumes.resolve("gate-key/gate.private.pem"), operators))
                .as("a gate's key says nothing for people")
                .isInstanceOf(Verification.UnknownKey.class);
        for (String trusting : List.of("operators", "gates")) {
            assertThat(file.list("executor", "volumes")).contains(trusting + ":/run/headgate/" + trusting + ":ro");
        }
    }

    /** A start of the keys that was ended half-way is made good by the next one. */
    @Test
    void aTokenThatWasBegunAndNotWrittenIsMadeAgain(@TempDir Path volumes) throws Exception {
        ComposeFile file = ComposeFile.read(compose);
        for (String begun : List.of("console-token/token", "console-tokens/tokens.yaml", "metrics-token/token")) {
            Files.createDirectories(volumes.resolve(begun).getParent());
            Files.createFile(volumes.resolve(begun));
        }

        makeKeys(file, volumes);

        String token = Files.readString(volumes.resolve("console-token/token")).strip();
        assertThat(token).hasSize(64);
        assertThat(Files.readString(volumes.resolve("metrics-token/token")).strip())
                .hasSize(64)
                .isNotEqualTo(token);
        assertThat(TokenFile.following(volumes.resolve("console-tokens/tokens.yaml"), System::nanoTime, told -> {})
                        .person(token))
                .isPresent();
        try (Stream<Path> left = Files.walk(volumes)) {
            assertThat(left).noneMatch(path -> path.toString().endsWith(".new"));
        }
    }

    /** A name that somebody points at 127.0.0.1 reads no metrics in a browser: the console wants a token, and Prometheus has it. */
    @Test
    void prometheusShowsTheConsoleItsToken(@TempDir Path volumes) throws Exception {
        ComposeFile file = ComposeFile.read(compose);
        makeKeys(file, volumes);
        ConsoleSettings console = ConsoleSettings.read(
                Optional.of(Project.file("docker/config/console.yaml")), Map.of(), inVolumes(file, "console", volumes));
        String shown = one(
                "job_name: headgate-console(?s:.)*?authorization: \\{ credentials_file: (\\S+) }",
                Files.readString(Project.file("docker/prometheus/prometheus.yml")));

        String token = Files.readString(inVolume(file, "prometheus", shown, volumes));
        assertThat(console.metricsToken().orElseThrow().isShownBy("Bearer " + token.strip()))
                .isTrue();
    }

    @Test
    void whoAlertsWaitsForNoPage() {
        ComposeFile file = ComposeFile.read(compose);

        for (String watching : List.of("prometheus", "grafana")) {
            assertThat(file.value(watching, "depends_on").orElseThrow())
                    .as(watching)
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .doesNotContainKey("console");
        }
    }

    @Test
    void theConsoleIsPublishedWhereItsAddressSaysAndScrapedWhereItListens() throws IOException {
        ComposeFile file = ComposeFile.read(compose);
        String configuration = Files.readString(Project.file("docker/config/console.yaml"));
        String port = one("http\\.port: (\\d+)", configuration);
        String address = one("public\\.url: http://(\\S+)", configuration);

        assertThat(file.list("console", "ports")).containsExactly(address + ":" + port);
        assertThat(compose).contains("/dev/tcp/127.0.0.1/" + port + " ");
        assertThat(dockerfile).contains("EXPOSE " + port);
        assertThat(Files.readString(Project.file("docker/prometheus/prometheus.yml")))
                .contains("\"console:" + port + '"');
        assertThat(file.members("metrics")).contains("console", "prometheus");
        for (String document : List.of("README.md", "docs/CONSOLE.md")) {
            assertThat(Files.readString(Project.file(document)))
                    .as(document)
                    .contains("docker compose run --rm console-token");
        }
    }

    @Test
    void privateKeysAndTheTokenAreInNobodysReachWhoDoesNotUseThem() {
        ComposeFile file = ComposeFile.read(compose);
        Map<String, Set<String>> users = Map.of(
                "gate-key", Set.of("keys", "gate"),
                "operator-key", Set.of("keys", "headgate"),
                "console-key", Set.of("keys", "console"),
                "console-token", Set.of("keys", "console-token"));

        users.forEach((volume, services) -> {
            assertThat(file.services().stream()
                            .filter(service -> file.list(service, "volumes").stream()
                                    .anyMatch(mount -> mount.startsWith(volume + ":"))))
                    .as(volume)
                    .containsExactlyInAnyOrderElementsOf(services);
            assertThat(dockerfile)
                    .as("only its owner may look into what becomes the volume %s", volume)
                    .containsPattern("-m 700[^&]* /keys/"
                            + (volume.equals("console-token") ? volume : volume.replace("-key", "")) + "\\b");
        });
    }

    /** Jars of modules that have none yet in the image are found only if they are built, and copied, with it. */
    @Test
    void everyImageHasTheModuleOfItsProgram() {
        Set<String> copied = found(Pattern.compile("--from=build /source/([\\w-]+)/target/image/"), dockerfile);

        assertThat(copied).contains("gate-processor", "rollback-executor", "console", "local", "cli");
        assertThat(List.of(one("-pl (\\S+)", dockerfile).split(","))).containsExactlyInAnyOrderElementsOf(copied);
        assertThat(List.of(one("for module in ([\\w -]+);", dockerfile).split(" ")))
                .containsExactlyInAnyOrderElementsOf(copied);
        assertThat(found(Pattern.compile("target: (\\w+)"), compose))
                .allSatisfy(target -> assertThat(dockerfile).contains(" AS " + target + "\n"));
    }

    private static void makeKeys(ComposeFile file, Path volumes) throws Exception {
        String script = String.join("\n", file.list("keys", "command"))
                .replace("$$", "$")
                .replace("/opt/headgate/*", System.getProperty("java.class.path"))
                .replace("java -cp", System.getProperty("java.home") + "/bin/java -cp");
        for (String volume : file.list("keys", "volumes")) {
            String[] mount = volume.split(":", -1);
            Path directory = Files.createDirectories(volumes.resolve(mount[0]));
            script = script.replaceAll(
                    Pattern.quote(mount[1]) + "(?![\\w-])", Matcher.quoteReplacement(directory.toString()));
        }
        Process made = new ProcessBuilder("bash", "-ec", script)
                .redirectErrorStream(true)
                .start();
        String said = new String(made.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(made.waitFor()).as(said).isZero();
    }

    /** Settings whose paths are in a service's volumes, with the volumes where they really are. */
    private static List<String> inVolumes(ComposeFile file, String service, Path volumes) throws IOException {
        String configuration = Files.readString(Project.file("docker/config/" + service + ".yaml"));
        return Pattern.compile("^([a-z.]+): (/run/\\S+)$", Pattern.MULTILINE)
                .matcher(configuration)
                .results()
                .map(found -> found.group(1) + "=" + inVolume(file, service, found.group(2), volumes))
                .toList();
    }

    /** Where what a service finds at a path really is. */
    private static Path inVolume(ComposeFile file, String service, String path, Path volumes) {
        return file.list(service, "volumes").stream()
                .map(mount -> mount.split(":", -1))
                .filter(mount -> path.equals(mount[1]) || path.startsWith(mount[1] + "/"))
                .map(mount -> Path.of(volumes.resolve(mount[0]) + path.substring(mount[1].length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError(service + " has no volume with " + path));
    }

    private static Verification verified(Decision decision, Path key, TrustedKeys trusted) {
        byte[] value = new JsonCodec().write(decision);
        Headers headers = new RecordHeaders();
        SigningKey.load(key).sign(value, headers);
        return trusted.verify(value, headers);
    }

    private static Decision directRollback() {
        return new Decision(
                "shop-1/direct-1",
                "shop-1",
                "shop",
                7,
                1,
                "c-2",
                DecisionKind.ROLLBACK,
                Mode.ENFORCE,
                Severity.CRITICAL,
                "2.0.0",
                "1.0.0",
                -1,
                new Weight(25),
                Weight.NONE,
                "the gate is away",
                Optional.empty(),
                List.of(),
                "none",
                Instant.EPOCH,
                List.of(),
                Optional.empty(),
                new RunbookCall("shift-traffic", Labels.NONE));
    }

    @Test
    void runbooksShiftTheBackendThatHaproxyHas() throws IOException {
        String runbook = Files.readString(Project.file("docker/runbooks/shift-traffic.yaml"));
        String haproxy = Files.readString(Project.file("docker/haproxy/haproxy.cfg"));

        assertThat(RunbookReader.read("shift-traffic.yaml", runbook)).isInstanceOf(Parsed.Valid.class);
        String port = one("address: *\"?haproxy:(\\d+)", runbook);
        assertThat(haproxy).containsPattern("stats socket ipv4@[\\d.]+:" + port + " ");
        assertThat(haproxy).contains("\nbackend " + one("backend: *\"?(\\w+)", runbook) + "\n");
    }

    @Test
    void onlyTheExecutorReachesWhatDividesTheTraffic() throws IOException {
        ComposeFile file = ComposeFile.read(compose);
        String haproxy = Files.readString(Project.file("docker/haproxy/haproxy.cfg"));

        assertThat(found(Pattern.compile("stats socket ipv4@([\\d.]+):"), haproxy))
                .containsExactly(file.address("haproxy", "control").orElseThrow());
        assertThat(file.members("control")).containsExactlyInAnyOrder("haproxy", "executor");
        assertThat(file.isInternal("control")).isTrue();
    }

    @Test
    void theBrokersRecordsAreInTheVolume() {
        ComposeFile file = ComposeFile.read(compose);
        String directory = file.variable("kafka", "KAFKA_LOG_DIRS").orElseThrow();

        assertThat(file.list("kafka", "volumes")).containsExactly("kafka-data:" + directory);
    }

    @Test
    void programsOnThisMachineReachTheBrokerAndNobodyElseDoes() throws IOException {
        ComposeFile file = ComposeFile.read(compose);
        String advertised = file.variable("kafka", "KAFKA_ADVERTISED_LISTENERS").orElseThrow();
        String address = one("EXTERNAL://(127\\.0\\.0\\.1:\\d+)", advertised);
        String port = address.split(":", -1)[1];

        assertThat(file.list("kafka", "ports")).containsExactly(address + ":" + port);
        assertThat(file.variable("kafka", "KAFKA_LISTENERS").orElseThrow()).contains("EXTERNAL://:" + port);
        assertThat(Files.readString(Project.file("README.md"))).contains("HEADGATE_BOOTSTRAP_SERVERS=" + address);
    }

    @Test
    void everyPublishedPortIsOfThisMachineOnly() {
        ComposeFile file = ComposeFile.read(compose);

        assertThat(file.services())
                .allSatisfy(service -> assertThat(file.list(service, "ports"))
                        .as(service)
                        .allMatch(port -> port.startsWith("127.0.0.1:")));
    }

    @Test
    void noServiceWritesItsImageRunsAsRootOrKeepsAPrivilege() {
        ComposeFile file = ComposeFile.read(compose);

        assertThat(file.services()).allSatisfy(service -> {
            assertThat(file.value(service, "read_only"))
                    .as("%s: read_only", service)
                    .contains(true);
            assertThat(file.list(service, "cap_drop"))
                    .as("%s: cap_drop", service)
                    .containsExactly("ALL");
            assertThat(file.value(service, "cap_add"))
                    .as("%s: cap_add", service)
                    .isEmpty();
            assertThat(file.list(service, "security_opt"))
                    .as("%s: security_opt", service)
                    .containsExactly("no-new-privileges:true");
            assertThat(file.value(service, "user").map(Object::toString).orElse("the image's own"))
                    .as("%s: user", service)
                    .doesNotStartWith("0")
                    .isNotEqualTo("root");
        });
    }

    @Test
    void everyServiceThatStaysHasAHealthCheck() {
        ComposeFile file = ComposeFile.read(compose);
        Set<String> ending = Set.of("keys", "topics", "headgate", "console-token");

        assertThat(file.services())
                .filteredOn(service -> !ending.contains(service))
                .allSatisfy(service -> assertThat(file.value(service, "healthcheck"))
                        .as(service)
                        .isPresent());
    }

    @Test
    void nobodyCanLogInToGrafana() {
        ComposeFile file = ComposeFile.read(compose);

        assertThat(file.variable("grafana", "GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION"))
                .contains("true");
        assertThat(file.variable("grafana", "GF_AUTH_BASIC_ENABLED")).contains("false");
        assertThat(file.variable("grafana", "GF_AUTH_DISABLE_LOGIN_FORM")).contains("true");
        assertThat(file.variable("grafana", "GF_AUTH_ANONYMOUS_ORG_ROLE")).contains("Viewer");
    }

    @Test
    void everyServerOfHaproxyIsAServiceWithThatPort() throws IOException {
        String haproxy = Files.readString(Project.file("docker/haproxy/haproxy.cfg"));
        Set<String> servers = found(Pattern.compile("server \\S+ (\\w+:\\d+)"), haproxy);

        assertThat(servers).hasSize(2).allSatisfy(server -> {
            assertThat(compose).contains("\n  " + server.split(":", -1)[0] + ":\n");
            assertThat(dockerfile + compose).contains(server.split(":", -1)[1]);
        });
    }

    private static String one(String regularExpression, String text) {
        return found(Pattern.compile(regularExpression), text).iterator().next();
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String key(String variable) {
        return variable.substring("HEADGATE_".length())
                .toLowerCase(java.util.Locale.ROOT)
                .replace('_', '.');
    }

    private static String dockerFiles() throws IOException {
        return contents(Project.file("docker"), "");
    }

    private static String sources() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (String module : List.of(
                "schemas",
                "process",
                "telemetry-client",
                "gate-client",
                "gate-processor",
                "rollback-executor",
                "console",
                "local",
                "cli")) {
            sources.append(contents(Project.file(module + "/src/main/java"), ".java"));
        }
        return sources.toString();
    }

    private static String contents(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            StringBuilder contents = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> path.toString().endsWith(suffix))
                    .toList()) {
                contents.append(Files.readString(file)).append('\n');
            }
            return contents.toString();
        }
    }
}
