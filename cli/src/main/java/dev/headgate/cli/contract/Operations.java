package dev.headgate.cli.contract;

import dev.headgate.schemas.access.AccessList;
import dev.headgate.schemas.access.Participant;
import dev.headgate.schemas.access.Right;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSpec;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who sends to a topic and who receives from it: what may be written is sent, what may be read is received. */
final class Operations {

    private final TopicCatalogue catalogue;
    private final AccessList access;

    Operations(TopicCatalogue catalogue, AccessList access) {
        this.catalogue = catalogue;
        this.access = access;
    }

    void write(ObjectNode operations) {
        for (Participant participant : Participant.values()) {
            for (TopicSpec topic : catalogue.topics()) {
                if (may(participant, AclOperation.WRITE, topic)) {
                    write(participant, "send", topic, sent(participant, topic), operations);
                }
                if (may(participant, AclOperation.READ, topic) && participant != Participant.RECEIVER) {
                    write(participant, "receive", topic, AsyncApi.forms(topic), operations);
                }
            }
        }
    }

    private boolean may(Participant participant, AclOperation operation, TopicSpec topic) {
        return access.of(participant).stream()
                .anyMatch(right -> right.resource() == ResourceType.TOPIC
                        && right.name().equals(topic.name())
                        && right.operations().contains(operation));
    }

    private static List<RecordForm> sent(Participant participant, TopicSpec topic) {
        List<RecordForm> forms = AsyncApi.forms(topic);
        Optional<RecordForm> own = forms.stream()
                .filter(form -> form.onlyFrom().filter(participant::equals).isPresent())
                .findFirst();
        return own.map(List::of)
                .orElseGet(() ->
                        forms.stream().filter(form -> form.onlyFrom().isEmpty()).toList());
    }

    private void write(
            Participant participant, String action, TopicSpec topic, List<RecordForm> forms, ObjectNode operations) {
        String channel = "#/channels/" + AsyncApi.id(topic);
        ObjectNode operation =
                operations.putObject(id(participant, action, topic)).put("action", action);
        operation.set("channel", AsyncApi.reference(channel));
        operation.put("summary", participant.who());
        operation.putArray("tags").addObject().put("name", participant.wireName());
        group(participant, action).ifPresent(group -> bind(operation, group));
        ArrayNode messages = operation.putArray("messages");
        forms.forEach(form -> messages.add(AsyncApi.reference(channel + "/messages/" + form.id())));
    }

    private static void bind(ObjectNode operation, String group) {
        ObjectNode kafka = operation.putObject("bindings").putObject("kafka");
        kafka.putObject("groupId").put("type", "string").putArray("enum").add(group);
        kafka.put("bindingVersion", AsyncApi.BINDING);
    }

    /** The group in which a participant reads; those that read without one have none. */
    private Optional<String> group(Participant participant, String action) {
        return access.of(participant).stream()
                .filter(right -> action.equals("receive")
                        && right.resource() == ResourceType.GROUP
                        && right.pattern() == PatternType.LITERAL)
                .map(Right::name)
                .findFirst();
    }

    private static String id(Participant participant, String action, TopicSpec topic) {
        String[] words = participant.wireName().split("-", -1);
        StringBuilder id = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            id.append(capitalized(words[i]));
        }
        return id.append(capitalized(action))
                .append('s')
                .append(capitalized(AsyncApi.id(topic)))
                .toString();
    }

    private static String capitalized(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
