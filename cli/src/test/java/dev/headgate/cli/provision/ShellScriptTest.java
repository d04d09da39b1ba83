package dev.headgate.cli.provision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.Golden;
import dev.headgate.schemas.access.AccessList;
import dev.headgate.schemas.access.Identities;
import dev.headgate.schemas.access.Participant;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSizing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With which words the scripts call Kafka's programs; SecuredKafkaIT runs the programs themselves with them. */
class ShellScriptTest {

    private static final TopicCatalogue TOPICS = new TopicCatalogue("it.", new TopicSizing(12, 4, (short) 3));
    private static final AccessList ACCESS = new AccessList(TOPICS, Identities.standard("it."));

    @TempDir
    Path directory;

    @Test
    void topicsLookLikeThis() {
        Golden.assertLooksLike("topics.sh", Format.SHELL.topics(TOPICS));
    }

    @Test
    void rightsLookLikeThis() {
        Map<Participant, String> principals = new TreeMap<>();
        for (Participant participant : Participant.values()) {
            principals.put(participant, "User:it-" + participant.process());
        }

        Golden.assertLooksLike("acls.sh", Format.SHELL.grants("it.", Grant.of(ACCESS, principals)));
    }

    @Test
    void aShellCallsTheProgramOnceForEachTopic() throws Exception {
        List<List<String>> calls = calls("kafka-topics.sh", Format.SHELL.topics(TOPICS), Map.of());

        assertThat(calls).hasSameSizeAs(TOPICS.topics());
        assertThat(calls.get(0))
                .startsWith("--bootstrap-server", "kafka:9092", "--create", "--if-not-exists", "--topic")
                .containsSubsequence(
                        "--topic", "it.telemetry.requests", "--partitions", "12", "--replication-factor", "3")
                .containsSubsequence("--config", "retention.ms=86400000")
                .doesNotContain("--command-config");
    }

    @Test
    void whateverAPrincipalIsCalledIsOneWord() throws Exception {
        String odd = "User:CN=it's \"$HOME\" `id` \\ *,O=x";

        List<List<String>> calls = calls(
                "kafka-acls.sh",
                Format.SHELL.grants("it.", List.of(new Grant(odd, ACCESS.of(Participant.APPLICATION)))),
                Map.of("COMMAND_CONFIG", "my settings.properties"));

        assertThat(calls).hasSize(1);
        assertThat(calls.get(0))
                .containsSubsequence("--command-config", "my settings.properties", "--add")
                .containsSubsequence("--allow-principal", odd, "--operation", "Write")
                .containsSubsequence("--topic", "it.telemetry.requests", "--topic", "it.telemetry.summaries");
    }

    private List<List<String>> calls(String program, List<String> script, Map<String, String> environment)
            throws Exception {
        Path recorder =
                Files.writeString(directory.resolve(program), "#!/bin/sh\n{ printf '%s\\n' \"$@\"; echo; } >> calls\n");
        Files.setPosixFilePermissions(recorder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.write(directory.resolve("script.sh"), script);
        var builder = new ProcessBuilder("/bin/sh", "script.sh")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().put("PATH", directory + ":" + System.getenv("PATH"));
        builder.environment().put("BOOTSTRAP_SERVERS", "kafka:9092");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        List<List<String>> calls = new ArrayList<>();
        for (String call : Files.readString(directory.resolve("calls")).split("\n\n", 0)) {
            calls.add(List.of(call.split("\n", 0)));
        }
        return calls;
    }
}
