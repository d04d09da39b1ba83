package dev.headgate.schemas.access;

import java.util.List;
import java.util.stream.Stream;
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

    /** Seeing who is in a group, and how far it has come. */
    static Right seenGroup(String name) {
        return new Right(ResourceType.GROUP, PatternType.LITERAL, name, List.of(AclOperation.DESCRIBE));
    }

    /** Seeing the transactions of all ids that begin so. */
    static Right seenTransactions(String beginning) {
        return new Right(
                ResourceType.TRANSACTIONAL_ID, PatternType.PREFIXED, beginning, List.of(AclOperation.DESCRIBE));
    }

    /** The same with what another right to the same thing allows. */
    public Right and(Right other) {
        if (!isToTheSame(other)) {
            throw new IllegalArgumentException("rights to two things are two rights: " + this + ", " + other);
        }
        return new Right(
                resource,
                pattern,
                name,
                Stream.concat(operations.stream(), other.operations.stream()).toList());
    }

    private boolean isToTheSame(Right other) {
        return resource == other.resource && pattern == other.pattern && name.equals(other.name);
    }

    static Right transaction(String id) {
        return new Right(ResourceType.TRANSACTIONAL_ID, PatternType.LITERAL, id, List.of(AclOperation.WRITE));
    }

    static Right transactions(String beginning) {
        return new Right(ResourceType.TRANSACTIONAL_ID, PatternType.PREFIXED, beginning, List.of(AclOperation.WRITE));
    }
}
