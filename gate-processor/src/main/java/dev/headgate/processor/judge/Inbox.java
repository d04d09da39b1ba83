package dev.headgate.processor.judge;

import dev.headgate.core.Input;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came for each service since the last tick, given out in canonical order: executions, commands, sketches, each by
 * offset. Not thread safe.
 */
final class Inbox {

    private static final Comparator<Input> CANONICAL =
            Comparator.comparingInt(Inbox::rank).thenComparingLong(Input::offset);

    private final Map<String, List<Input>> byService = new HashMap<>();

    void add(String service, Input input) {
        byService.computeIfAbsent(service, name -> new ArrayList<>()).add(input);
    }

    boolean isEmpty() {
        return byService.isEmpty();
    }

    /** Takes everything out, by service in the order of their names. */
    SortedMap<String, List<Input>> drain() {
        SortedMap<String, List<Input>> inputs = new TreeMap<>(byService);
        inputs.values().forEach(list -> list.sort(CANONICAL));
        byService.clear();
        return inputs;
    }

    void clear() {
        byService.clear();
    }

    private static int rank(Input input) {
        if (input instanceof Input.ExecutionInput) {
            return 0;
        }
        return input instanceof Input.CommandInput ? 1 : 2;
    }
}
