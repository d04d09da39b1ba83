package dev.headgate.console.command;

import dev.headgate.schemas.model.Command;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Commands of which it is not known whether the broker has taken them. Another try sends the first one as it was, issued at
 * the same instant: a gate does not take for new what is old. The latest thousand are remembered. Thread-safe.
 */
final class Uncertain {

    private static final int MOST = 1_000;

    private final Map<String, Tried> byId = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tried> eldest) {
            return size() > MOST;
        }
    };

    /**
     * One of them.
     *
     * @param fingerprint of the request
     * @param command as it was sent first
     */
    record Tried(String fingerprint, Command command) {}

    synchronized Optional<Tried> of(String commandId) {
        return Optional.ofNullable(byId.get(commandId));
    }

    synchronized void add(String commandId, Tried tried) {
        byId.putIfAbsent(commandId, tried);
    }

    synchronized void remove(String commandId) {
        byId.remove(commandId);
    }
}
