package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.BrokerKind;
import dev.headgate.it.harness.ChildJvm;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Project;
import dev.headgate.it.harness.RealParts;
import dev.headgate.it.harness.Sketches;
import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The README's ways to publish, run as they stand there: what they publish is counted by the gate. */
class PublishExamplesIT {

    @RegisterExtension
    static final Installation HEADGATE = new Installation(BrokerKind.CHILD_PROCESS, TopicCatalogue.DEFAULT_PREFIX);

    private static final Path EXAMPLES = Project.file("examples/publish");

    @BeforeAll
    static void startGate() throws Exception {
        HEADGATE.gate("all").start();
    }

    @Test
    void theKcatLineIsCounted() throws Exception {
        RealParts.require("kcat", "kcat");

        runAndAwaitOneMoreRequest(
                ChildCommand.of("kcat", "sh", EXAMPLES.resolve("with-kcat.sh").toString()));
    }

    @Test
    void theCloudEventIsCounted() throws Exception {
        RealParts.require("kcat", "kcat");

        runAndAwaitOneMoreRequest(ChildCommand.of(
                "kcat", "sh", EXAMPLES.resolve("cloudevent-with-kcat.sh").toString()));
    }

    @Test
    void theDocumentationShowsTheCloudEventThatIsRunHere() throws Exception {
        String lines = Files.readString(EXAMPLES.resolve("cloudevent-with-kcat.sh"))
                .lines()
                .skip(1)
                .collect(Collectors.joining("\n"));

        assertThat(Files.readString(Project.file("docs/CLOUDEVENTS.md"))).contains(lines);
    }

    @Test
    void theJavaSnippetIsCounted() throws Exception {
        runAndAwaitOneMoreRequest(new ChildCommand(
                "snippet",
                List.of(
                        "java",
                        "-cp",
                        ChildJvm.CLASS_PATH,
                        EXAMPLES.resolve("PublishRequests.java").toString()),
                Map.of()));
    }

    @Test
    void pythonsEventAndBatchAreCounted() throws Exception {
        Path python = RealParts.requireThat(
                "python3 with confluent_kafka",
                "Debian: apt-get install python3-confluent-kafka",
                "/usr/bin/python3",
                "-c",
                "import confluent_kafka");

        runAndAwaitMoreRequests(
                101,
                ChildCommand.of(
                        "python",
                        python.toString(),
                        EXAMPLES.resolve("publish.py").toString()));
    }

    @Test
    void nodesEventAndBatchAreCounted() throws Exception {
        Path node = RealParts.ifThere("node");
        Path npm = RealParts.ifThere("npm");
        Path directory = HEADGATE.run().directory("node");
        for (String file : List.of("publish.mjs", "package.json", "package-lock.json")) {
            Files.copy(EXAMPLES.resolve(file), directory.resolve(file));
        }
        int installed = new ProcessBuilder(npm.toString(), "ci", "--no-audit", "--prefix", directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("npm.log").toFile())
                .start()
                .waitFor();
        assumeThat(installed)
                .as(
                        "npm cannot install kafkajs; is its registry within reach? %s",
                        Files.readString(directory.resolve("npm.log")))
                .isZero();

        runAndAwaitMoreRequests(
                101,
                ChildCommand.of(
                        "node",
                        node.toString(),
                        directory.resolve("publish.mjs").toString()));
    }

    @Test
    void theReadmeShowsTheKcatLineThatIsRunHere() throws Exception {
        List<String> lines = Files.readAllLines(EXAMPLES.resolve("with-kcat.sh")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();

        assertThat(Files.readString(Project.file("README.md"))).contains(String.join("\n", lines));
    }

    private static void runAndAwaitOneMoreRequest(ChildCommand command) throws Exception {
        runAndAwaitMoreRequests(1, command);
    }

    private static void runAndAwaitMoreRequests(int more, ChildCommand command) throws Exception {
        Sketches sketches = new Sketches(HEADGATE);
        long before = sketches.sums().requests("shop");

        ChildProcess publisher = HEADGATE.start(
                command.withEnvironment(Map.of("HEADGATE_BOOTSTRAP_SERVERS", HEADGATE.bootstrapServers())));

        assertThat(publisher.awaitExit(Await.LONG)).as(publisher.lastWords()).hasValue(0);
        Await.untilAsserted(
                more + " more requests of shop are counted",
                Await.LONG,
                () -> assertThat(sketches.sums().requests("shop")).isEqualTo(before + more));
    }
}
