package dev.headgate.schemas.model;

import java.util.List;

/**
 * Services that move together: a stage is left when all may leave it, and one rollback rolls all back. Each has its own
 * rollout, started with the same train.
 *
 * @param name its name, the same for all of them
 * @param services all of them, this one's among them; at least two
 */
public record Train(String name, List<String> services) {

    /** Copies the list. */
    public Train {
        services = List.copyOf(services);
    }
}
