package dev.headgate.cli.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.headgate.cli.Golden;
import dev.headgate.local.process.ProgramPath;
import dev.headgate.schemas.access.AccessList;
import dev.headgate.schemas.access.Identities;
import dev.headgate.schemas.access.Participant;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSizing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerraformFileTest {

    private static final TopicCatalogue TOPICS = new TopicCatalogue("it.", new TopicSizing(12, 4, (short) 3));
    private static final AccessList ACCESS = new AccessList(TOPICS, Identities.standard("it."));

    @Test
    void topicsLookLikeThis() {
        Golden.assertLooksLike("topics.tf", Format.TERRAFORM.topics(TOPICS));
    }

    @Test
    void rightsLookLikeThis() {
        Golden.assertLooksLike("acls.tf", rights());
    }

    @Test
    void everyTopicIsThereWithAllItsSettings() {
        String text = String.join("\n", Format.TERRAFORM.topics(TOPICS));

        assertThat(TOPICS.topics()).allSatisfy(topic -> {
            String resource = text.substring(text.indexOf("\"" + topic.name().replace('.', '_') + "\" {"));
            String own = resource.substring(0, resource.indexOf("prevent_destroy"));
            assertThat(own).containsPattern("name +=\\ \"" + topic.name() + "\"");
            assertThat(own).containsPattern("partitions +=\\ " + topic.partitions() + "\n");
            assertThat(own).containsPattern("replication_factor +=\\ " + topic.replication() + "\n");
            topic.configuration()
                    .forEach((name, value) -> assertThat(own).containsPattern("\"" + name + "\" += \"" + value + "\""));
        });
    }

    @Test
    void everyRightIsALine() {
        int operations = grants().stream()
                .flatMap(grant -> grant.rights().stream())
                .mapToInt(right -> right.operations().size())
                .sum();

        assertThat(rights().stream().filter(line -> line.startsWith("    { principal = ")))
                .hasSize(operations)
                .doesNotHaveDuplicates();
    }

    @Test
    void nothingInAPrincipalEndsTheTextOrBeginsATemplate() {
        Grant odd = new Grant("User:CN=\"a\\b\",O=${c}%{d}", ACCESS.of(Participant.APPLICATION));

        assertThat(Format.TERRAFORM.grants("it.", List.of(odd)))
                .anyMatch(line -> line.contains("principal = \"User:CN=\\\"a\\\\b\\\",O=$${c}%%{d}\","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"it.", "", "9lives-"})
    void terraformReadsItAndWouldLayItOutNoOtherWay(String prefix) throws Exception {
        Optional<Path> terraform = ProgramPath.find("terraform");
        assumeTrue(terraform.isPresent(), "terraform is not installed, which is not needed");
        TopicCatalogue topics = new TopicCatalogue(prefix);

        assertThat(formatted(terraform.get(), Format.TERRAFORM.topics(topics)))
                .isEqualTo(Format.TERRAFORM.topics(topics));
        List<String> rights = Format.TERRAFORM.grants(
                prefix,
                Grant.of(new AccessList(topics, Identities.standard(prefix)), Map.of(Participant.JUDGE, "User:${a}")));
        assertThat(formatted(terraform.get(), rights)).isEqualTo(rights);
    }

    private static List<String> rights() {
        return Format.TERRAFORM.grants("it.", grants());
    }

    private static List<Grant> grants() {
        Map<Participant, String> principals = new TreeMap<>();
        for (Participant participant : Participant.values()) {
            principals.put(participant, "User:it-" + participant.process());
        }
        return Grant.of(ACCESS, principals);
    }

    private static List<String> formatted(Path terraform, List<String> lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(terraform.toString(), "fmt", "-no-color", "-")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            for (String line : lines) {
                in.write(line + "\n");
            }
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said.lines().toList();
    }
}
