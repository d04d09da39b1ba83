package dev.headgate.schemas.access;

import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What somebody may do with one thing of a cluster. Kafka lets who may read or write it describe it, too; that is not
 * listed again.
 *
 * @param resource a topic, a group or a transactional id
 * @param pattern whether the name is all of it or its beginning
 * @param name the name
 * @param operations what may be done, each once, in Kafka's order
 */
public record Right(ResourceType resource, PatternType pattern, String name, List<AclOperation> operations) {

    /** @throws IllegalArgumentException if the name is empty, or nothing may be done */
    public Right {
        if (name.isEmpty() || operations.isEmpty()) {
            throw new IllegalArgumentException(
                    "a right has a name and an operation, found \"" + name + "\" and " + operations);
        }
        operations = operations.stream().distinct().sorted().toList();
    }

    static Right topic(String name, AclOperation... operations) {
        return new Right(ResourceType.TOPIC, PatternType.LITERAL, name, List.of(operations));
    }

    /** Being a member of a group, and committing how far it has come. */
    static Right group(String name) {
        return new Right(ResourceType.GROUP, PatternType.LITERAL, name, List.of(AclOperation.READ));
    }

    /** The same of all groups whose names begin so. */
    static Right groups(String beginning) {
        return new Right(ResourceType.GROUP, PatternType.PREFIXED, beginning, List.of(AclOperation.READ));
    }

    static Right transaction(String id) {
        return new Right(ResourceType.TRANSACTIONAL_ID, PatternType.LITERAL, id, List.of(AclOperation.WRITE));
    }

    static Right transactions(String beginning) {
        return new Right(ResourceType.TRANSACTIONAL_ID, PatternType.PREFIXED, beginning, List.of(AclOperation.WRITE));
    }
}
