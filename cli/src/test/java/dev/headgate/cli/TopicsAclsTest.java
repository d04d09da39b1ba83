package dev.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.settings.ExecutorSettings;
import dev.headgate.processor.config.GateConfiguration;
import dev.headgate.processor.streams.StreamsProperties;
import dev.headgate.schemas.access.Identities;
import dev.headgate.schemas.access.Participant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsAclsTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"headgate.", "team-a.headgate.", "plain"})
    void theUsualIdsAreThoseThatGateAndExecutorHaveByThemselves(String prefix) {
        List<String> common = List.of("bootstrap.servers=127.0.0.1:9092", "topic.prefix=" + prefix);
        GateConfiguration gate = GateConfiguration.read(Optional.empty(), Map.of(), common);
        ExecutorSettings executor = executor(common, List.of());
        Identities usual = Identities.standard(prefix);

        assertThat(StreamsProperties.applicationId(gate, "judge")).isEqualTo(usual.gate() + "judge");
        assertThat(executor.groupId()).isEqualTo(usual.executor());
        assertThat(executor.transactionalIdPrefix()).isEqualTo(usual.executor());
        assertThat(executor.noticesGroupId()).isEqualTo(usual.notices());
        assertThat(executor.scope().journal()).isEqualTo(usual.journal());
        assertThat(executor.scope().executions()).isEqualTo(usual.executions());
    }

    @Test
    void theIdsOfADryRunAreThoseThatSuchAnExecutorHas() {
        List<String> common = List.of("bootstrap.servers=127.0.0.1:9092");
        ExecutorSettings executor = executor(common, List.of("dry.run=true"));
        Identities dry = Identities.standard("headgate.").dryRun();

        assertThat(executor.groupId()).isEqualTo(dry.executor());
        assertThat(executor.transactionalIdPrefix()).isEqualTo(dry.executor());
        assertThat(executor.scope().journal()).isEqualTo(dry.journal());
        assertThat(executor.scope().executions()).isEqualTo(dry.executions());
    }

    @Test
    void listsTheRightsOfEverybody() {
        Run run = Run.headgate("topics", "acls", "--topic-prefix", "it.");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .containsPattern("judge +group +it-judge +read")
                .containsPattern("judge +topic +it-judge-judge-state-changelog +read, write, create")
                .containsPattern("executor +transactional id +it-executor-\\* +write")
                .containsPattern("viewer +topic +it.gate.decisions +read");
        assertThat(Arrays.stream(Participant.values()).map(Participant::wireName))
                .allSatisfy(name -> assertThat(run.out()).containsPattern("(?m)^" + name + " "));
    }

    @Test
    void listsTheRightsOfThoseWhoAreNamed() {
        Run run = Run.headgate("topics", "acls", "combine", "judge");

        assertThat(run.out().lines().skip(1))
                .allMatch(line -> line.startsWith("combine ") || line.startsWith("judge "));
    }

    @Test
    void bothHalvesOfAGateHaveOnePrincipalUnlessTheyAreGivenTwo() {
        Run one = Run.headgate("topics", "acls", "combine", "judge", "--print");
        Run two = Run.headgate("topics", "acls", "combine", "judge", "--print", "shell", "--principal", "judge=User:j");

        assertThat(one.out()).contains("# User:headgate-gate\n").doesNotContain("User:j ");
        assertThat(one.out().lines().filter(line -> line.startsWith("# User:"))).hasSize(1);
        assertThat(two.out()).contains("# User:headgate-gate\n", "# User:j\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--application-id-prefix|g-|g-judge-judge-state-changelog",
                "--executor-id|e|e-*",
                "--notices-id|n|n-*",
                "--journal|mine|headgate.mine",
                "--otlp-topic|otlp_spans|otlp_spans",
                "--topic-prefix|other.|other.gate.decisions"
            })
    void settingsOfOnesOwnTakeThePlaceOfTheUsualOnes(String option, String value, String name) {
        Run run = Run.headgate("topics", "acls", option, value);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains(" " + name + " ");
    }

    @Test
    void aDryRunHasItsOwn() {
        assertThat(Run.headgate("topics", "acls", "executor", "--dry-run").out())
                .contains(
                        "headgate.executor.journal.dry-run",
                        "headgate.executions.dry-run",
                        "headgate-executor-dry-run");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topics acls nobody|2|nobody",
                "topics acls --print ansible|2|ansible",
                "topics acls --principal judge=gate|1|gate",
                "topics acls --principal nobody=User:x|1|nobody",
                "topics acls judge --print strimzi --principal judge=User:A_B|1|A_B",
                "topics create --print ansible|2|ansible"
            })
    void whatCannotBeWrittenDownIsSaid(String words, int code, String named) {
        Run run = Run.headgate(words.split(" ", 0));

        assertThat(run.code()).isEqualTo(code);
        assertThat(run.err()).contains(named);
    }

    @ParameterizedTest
    @CsvSource({"--print, kafka-topics.sh", "--print=strimzi, KafkaTopic", "--print=terraform, kafka_topic"})
    void topicsArePrintedForEachTool(String option, String word) {
        Run run = Run.headgate("topics", "create", option, "--topic-prefix", "it.");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains(word, "it.gate.decisions");
    }

    private ExecutorSettings executor(List<String> common, List<String> more) {
        try {
            Path keys = Files.createDirectories(directory.resolve("keys"));
            Path runbooks = Files.createDirectories(directory.resolve("runbooks"));
            List<String> all = new java.util.ArrayList<>(common);
            all.addAll(List.of("trusted.keys=" + keys, "runbooks=" + runbooks));
            all.addAll(more);
            return ExecutorSettings.read(Optional.empty(), Map.of(), all);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
