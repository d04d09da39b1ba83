package dev.headgate.cli.provision;

import dev.headgate.schemas.access.AccessList;
import dev.headgate.schemas.access.Participant;
import dev.headgate.schemas.access.Right;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What somebody is allowed.
 *
 * @param principal as Kafka knows them, {@code User:NAME}
 * @param rights each resource once
 */
public record Grant(String principal, List<Right> rights) {

    /** @throws IllegalArgumentException if that is no principal */
    public Grant {
        if (!principal.matches("User:\\S.*")) {
            throw new IllegalArgumentException("a principal is User:NAME, found \"" + principal + "\"");
        }
        rights = List.copyOf(rights);
    }

    /**
     * The rights of several participants, of which some may be the same to Kafka.
     *
     * @param principals how each is known, in the order in which the grants come
     * @throws IllegalArgumentException if one is no principal
     */
    public static List<Grant> of(AccessList access, Map<Participant, String> principals) {
        Map<String, Map<Resource, Right>> all = new LinkedHashMap<>();
        principals.forEach((participant, principal) -> {
            Map<Resource, Right> own = all.computeIfAbsent(principal, none -> new LinkedHashMap<>());
            access.of(participant).forEach(right -> own.merge(Resource.of(right), right, Right::and));
        });
        List<Grant> grants = new ArrayList<>();
        all.forEach((principal, rights) -> grants.add(new Grant(principal, List.copyOf(rights.values()))));
        return grants;
    }

    private record Resource(ResourceType type, PatternType pattern, String name) {
        static Resource of(Right right) {
            return new Resource(right.resource(), right.pattern(), right.name());
        }
    }

    /** The principal without its type. */
    String name() {
        return principal.substring("User:".length());
    }
}
