package dev.headgate.executor.runbook;

import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Runbook;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The runbooks at hand, by name. Immutable.
 */
public final class Runbooks {

    private final TreeMap<String, Runbook> byName = new TreeMap<>();

    /**
     * Holds these runbooks.
     *
     * @throws IllegalArgumentException if two have one name
     */
    public Runbooks(Iterable<Runbook> runbooks) {
        for (Runbook runbook : runbooks) {
            if (byName.putIfAbsent(runbook.name(), runbook) != null) {
                throw new IllegalArgumentException("two runbooks are named " + runbook.name());
            }
        }
    }

    /** The runbook of that name, if there is one. */
    public Optional<Runbook> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Whether a step of one speaks of an object in a Kubernetes cluster. */
    public boolean needCluster() {
        return byName.values().stream()
                .flatMap(runbook -> runbook.steps().stream())
                .anyMatch(step -> step.action() instanceof Action.InCluster);
    }

    /** All names, sorted. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }
}
