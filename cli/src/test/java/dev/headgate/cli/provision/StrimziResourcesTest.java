package dev.headgate.cli.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headgate.schemas.access.AccessList;
import dev.headgate.schemas.access.Identities;
import dev.headgate.schemas.access.Participant;
import dev.headgate.schemas.access.Right;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSizing;
import dev.headgate.schemas.topics.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is printed for Strimzi is read again as YAML and compared with what it was made of. */
class StrimziResourcesTest {

    private static final TopicCatalogue TOPICS = new TopicCatalogue("it.", new TopicSizing(12, 4, (short) 3));

    @Test
    void everyTopicIsAResourceWithAllThatTheCatalogueSays() {
        List<JsonNode> resources = read(Format.STRIMZI.topics(TOPICS));

        assertThat(resources).hasSameSizeAs(TOPICS.topics());
        for (int i = 0; i < resources.size(); i++) {
            JsonNode resource = resources.get(i);
            TopicSpec topic = TOPICS.topics().get(i);
            assertThat(resource.at("/kind").stringValue()).isEqualTo("KafkaTopic");
            assertThat(resource.at("/metadata/name").stringValue()).isEqualTo(topic.name());
            assertThat(resource.at("/spec/topicName").stringValue()).isEqualTo(topic.name());
            assertThat(resource.at("/spec/partitions").intValue()).isEqualTo(topic.partitions());
            assertThat(resource.at("/spec/replicas").intValue()).isEqualTo(topic.replication());
            JsonNode settings = resource.at("/spec/config");
            assertThat(settings.size()).isEqualTo(topic.configuration().size());
            topic.configuration()
                    .forEach((name, value) ->
                            assertThat(settings.get(name).asString()).isEqualTo(value));
        }
    }

    @Test
    void namesThatKubernetesDoesNotTakeAreReplacedAndStayApart() {
        List<JsonNode> resources = read(Format.STRIMZI.topics(
                new TopicCatalogue("My_.").andJournal("Till").andJournal("till")));

        assertThat(resources)
                .extracting(resource -> resource.at("/metadata/name").stringValue())
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*"));
        assertThat(resources)
                .extracting(resource -> resource.at("/spec/topicName").stringValue())
                .contains("My_.Till", "My_.till", "My_.gate.decisions");
    }

    @Test
    void everybodyIsAUserWithExactlyTheirRights() {
        AccessList access = new AccessList(TOPICS, Identities.standard("it."));
        List<Grant> grants = Grant.of(access, Map.of(Participant.EXECUTOR, "User:CN=shift"));

        JsonNode user = read(Format.STRIMZI.grants("it.", grants)).get(0);

        assertThat(user.at("/kind").stringValue()).isEqualTo("KafkaUser");
        assertThat(user.at("/metadata/name").stringValue()).isEqualTo("shift");
        assertThat(user.at("/spec/authentication/type").stringValue()).isEqualTo("tls");
        assertThat(user.at("/spec/authorization/type").stringValue()).isEqualTo("simple");
        List<String> printed = new ArrayList<>();
        user.at("/spec/authorization/acls")
                .forEach(acl -> acl.at("/operations")
                        .forEach(operation -> printed.add(operation.stringValue() + " "
                                + acl.at("/resource/type").stringValue() + " "
                                + acl.at("/resource/patternType").stringValue() + " "
                                + acl.at("/resource/name").stringValue())));
        assertThat(printed).containsExactlyInAnyOrderElementsOf(expected(access.of(Participant.EXECUTOR)));
    }

    @Test
    void whoComesWithAPasswordIsNoUserOfCertificates() {
        Grant grant =
                new Grant("User:it-gate", new AccessList(TOPICS, Identities.standard("it.")).of(Participant.JUDGE));

        JsonNode user = read(Format.STRIMZI.grants("it.", List.of(grant))).get(0);

        assertThat(user.at("/metadata/name").stringValue()).isEqualTo("it-gate");
        assertThat(user.at("/spec/authentication/type").stringValue()).isEqualTo("scram-sha-512");
    }

    @Test
    void refusesAUserThatStrimziCannotName() {
        Grant grant =
                new Grant("User:The Gate", new AccessList(TOPICS, Identities.standard("it.")).of(Participant.JUDGE));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Format.STRIMZI.grants("it.", List.of(grant)))
                .withMessageContaining("The Gate");
    }

    private static List<String> expected(List<Right> rights) {
        return rights.stream()
                .flatMap(right -> right.operations().stream()
                        .map(operation -> Words.capitalized(operation) + " "
                                + (right.resource() == ResourceType.TRANSACTIONAL_ID
                                        ? "transactionalId"
                                        : right.resource().name().toLowerCase(java.util.Locale.ROOT))
                                + " "
                                + right.pattern()
                                        .name()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace("prefixed", "prefix")
                                + " " + right.name()))
                .toList();
    }

    private static List<JsonNode> read(List<String> lines) {
        List<JsonNode> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(String.join("\n", lines))
                .forEach(document -> documents.add(JsonMapper.shared().valueToTree(document)));
        return documents;
    }
}
