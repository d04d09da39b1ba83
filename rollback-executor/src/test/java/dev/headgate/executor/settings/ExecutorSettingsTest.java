package dev.headgate.executor.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How settings are read is tested where it is done; here is what is the executor's own. */
class ExecutorSettingsTest {

    @TempDir
    Path directory;

    @Test
    void needsTheBrokersTheKeysAndTheRunbooks() {
        assertThatThrownBy(() -> ExecutorSettings.read(Optional.empty(), Map.of(), List.of()))
                .hasMessageContaining("bootstrap.servers: error: this setting is missing")
                .hasMessageContaining("trusted.keys: error: this setting is missing")
                .hasMessageContaining("runbooks: error: this setting is missing");
        assertThat(read().bootstrapServers()).isEqualTo("127.0.0.1:9092");
    }

    @Test
    void installationsOnOneClusterShareNoGroupAndNoTransactionUnlessSaidOtherwise() {
        assertThat(read().groupId()).isEqualTo("headgate-executor");
        assertThat(read().transactionalIdPrefix()).isEqualTo("headgate-executor");
        ExecutorSettings other = read("topic.prefix=team-a.");
        assertThat(other.groupId()).isEqualTo("team-a-executor");
        assertThat(other.transactionalIdPrefix()).isEqualTo("team-a-executor");
        ExecutorSettings own = read("topic.prefix=team-a.", "group.id=own", "transactional.id.prefix=mine");
        assertThat(own.groupId()).isEqualTo("own");
        assertThat(own.transactionalIdPrefix()).isEqualTo("mine");
        assertThat(other.noticesGroupId()).isEqualTo("team-a-notices");
    }

    @Test
    void aLeaseLastsThreeQuartersOfTheSessionUnlessSaidOtherwise() {
        assertThat(read("session.timeout=8s").lease()).isEqualTo(Duration.ofSeconds(6));
        assertThat(read("session.timeout=8s", "lease=2s").lease()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aLeaseMustBeShorterThanTheSession() {
        assertThatThrownBy(() -> read("lease=6s"))
                .hasMessageContaining("--set lease: error:")
                .hasMessageContaining("less than session.timeout (6000 ms), or two executors could act at once");
    }

    @Test
    void aClusterIsReachedAsThePodItselfUnlessAFileSaysOtherwiseAndOnlyInNamedNamespaces() throws IOException {
        assertThat(read().kubernetes()).isEqualTo(KubernetesAccess.OF_THE_POD);
        Path file = Files.createFile(directory.resolve("kubeconfig"));

        KubernetesAccess access = read(
                        "kubernetes.kubeconfig=" + file, "kubernetes.context=prod", "kubernetes.namespaces=shop, cart")
                .kubernetes();

        assertThat(access)
                .isEqualTo(new KubernetesAccess(Optional.of(file), Optional.of("prod"), Set.of("shop", "cart")));
    }

    @Test
    void aContextWithoutAFileAndWhatIsNoNamespaceAreRefused() {
        assertThatThrownBy(() -> read("kubernetes.context=prod", "kubernetes.namespaces=Shop"))
                .hasMessageContaining("it names a context of that file")
                .hasMessageContaining("namespaces with commas, as shop,cart");
        assertThatThrownBy(() -> read("kubernetes.kubeconfig=" + directory.resolve("absent")))
                .hasMessageContaining("an existing path");
    }

    @Test
    void whatTheLeaseRestsOnCannotBePassedOnToTheClients() {
        assertThatThrownBy(() -> read(
                        "kafka.session.timeout.ms=60000",
                        "kafka.consumer.partition.assignment.strategy=x",
                        "kafka.producer.transactional.id=mine",
                        "kafka.client.rack=here"))
                .hasMessageContaining("kafka.session.timeout.ms: error: this property of the Kafka clients cannot be")
                .hasMessageContaining("session.timeout; the lease follows from it")
                .hasMessageContaining("kafka.consumer.partition.assignment.strategy: error:")
                .hasMessageContaining("transactional.id.prefix")
                .hasMessageNotContaining("client.rack");
    }

    @Test
    void aDryRunHasAGroupAJournalAndExecutionsOfItsOwn() {
        ExecutorSettings dry = read("dry.run=true", "topic.prefix=team-a.");

        assertThat(dry.groupId()).isEqualTo("team-a-executor-dry-run");
        assertThat(dry.transactionalIdPrefix()).isEqualTo("team-a-executor-dry-run");
        assertThat(dry.scope().dryRun()).isTrue();
        assertThat(dry.scope().journal()).isEqualTo("executor.journal.dry-run");
        assertThat(dry.scope().executions()).isEqualTo("executions.dry-run");
        assertThat(read().scope()).isEqualTo(ExecutorScope.WHOLE);
    }

    @Test
    void aDryRunRefusesWhatIsTheRealExecutors() {
        assertThatThrownBy(() -> read(
                        "dry.run=true",
                        "group.id=headgate-executor",
                        "transactional.id.prefix=headgate-executor",
                        "journal.topic=executor.journal"))
                .hasMessageContaining("--set group.id: error:")
                .hasMessageContaining("--set transactional.id.prefix: error:")
                .hasMessageContaining("--set journal.topic: error:")
                .hasMessageContaining("not what the real executor has");
        assertThatThrownBy(() -> read("dry.run=yes")).hasMessageContaining("true or false");
    }

    @Test
    void anExecutorBesideOthersNeedsAGroupIdsAndAJournalOfItsOwn() {
        String[] whole = {
            "allowed.services=till*",
            "group.id=till",
            "transactional.id.prefix=till",
            "journal.topic=executor.journal.till"
        };
        assertThat(read(whole).scope().journal()).isEqualTo("executor.journal.till");
        assertThat(read("allowed.services=till*").groupId()).isEqualTo("headgate-executor");
        for (int left = 1; left < whole.length; left++) {
            String leftOut = whole[left];
            String[] half = Stream.of(whole).filter(one -> !one.equals(leftOut)).toArray(String[]::new);
            assertThatThrownBy(() -> read(half))
                    .hasMessageContaining(
                            leftOut.substring(0, leftOut.indexOf('=')) + " has a value that cannot be used")
                    .hasMessageContaining("all three");
        }
    }

    /** The table that people read and the code that decides are one. */
    @Test
    void everySettingAndItsDefaultStandInTheDocumentation() throws IOException {
        Path home = Path.of(System.getProperty("headgate.home"));
        String text = Files.readString(home.resolve("docs/CONFIGURATION.md"));
        String table = text.substring(text.indexOf("\n# The executor\n"));

        for (ExecutorSetting setting : ExecutorSetting.values()) {
            String standard = setting.standard().isEmpty() ? "none" : "`" + setting.standard() + "`";
            String shown = switch (setting) {
                case LEASE -> "¾ of `session.timeout`";
                case JOURNAL_TOPIC -> "`executor.journal`";
                case GROUP_ID, TRANSACTIONAL_ID_PREFIX -> "`headgate-executor`, from `topic.prefix`";
                case NOTICES_GROUP_ID -> "`headgate-notices`, from `topic.prefix`";
                default -> standard;
            };
            assertThat(table).contains("| `" + setting.key() + "` | " + shown + " |");
        }
    }

    private ExecutorSettings read(String... more) {
        List<String> flags = Stream.concat(
                        Stream.of(
                                "bootstrap.servers=127.0.0.1:9092",
                                "trusted.keys=" + directory,
                                "runbooks=" + directory),
                        Stream.of(more))
                .toList();
        return ExecutorSettings.read(Optional.empty(), Map.of(), flags);
    }
}
