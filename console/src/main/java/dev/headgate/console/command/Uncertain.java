package dev.headgate.console.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What may have been sent or not: it is not known whether the broker has taken it. Another try sends the first one as it was,
 * issued at the same instant: what is old is not taken for new. The latest thousand are remembered. Thread-safe.
 *
 * @param <T> what is sent
 */
final class Uncertain<T> {

    private static final int MOST = 1_000;

    private final Map<String, Tried<T>> byId = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tried<T>> eldest) {
            return size() > MOST;
        }
    };

    /**
     * One of them.
     *
     * @param fingerprint of the request
     * @param sent as it was sent first
     */
    private record Tried<T>(String fingerprint, T sent) {}

    /**
     * What was tried under an order's id.
     *
     * @throws KeyUsedOtherwise if that was another order
     */
    synchronized Optional<T> of(Order order) throws KeyUsedOtherwise {
        Optional<Tried<T>> tried = Optional.ofNullable(byId.get(order.commandId()));
        if (tried.filter(known -> !known.fingerprint().equals(order.fingerprint()))
                .isPresent()) {
            throw new KeyUsedOtherwise();
        }
        return tried.map(Tried::sent);
    }

    synchronized void add(Order order, T sent) {
        byId.putIfAbsent(order.commandId(), new Tried<>(order.fingerprint(), sent));
    }

    synchronized void remove(Order order) {
        byId.remove(order.commandId());
    }
}
