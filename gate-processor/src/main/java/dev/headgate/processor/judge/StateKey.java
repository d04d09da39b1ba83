package dev.headgate.processor.judge;

import dev.headgate.core.telemetry.Series;
import dev.headgate.core.telemetry.SlotKey;
import java.util.Optional;

/**
 * Keys of the judge's changelog: one for the task, and for each service its gate, its policy, the one that is bound to it, why it cannot
 * be judged, the evidence on each operation and the places of its rings. Later contents of a place have the same key, so compaction keeps the changelog small.
 */
final class StateKey {

    static final String TASK = "task";

    private static final String GATE = "gate/";
    private static final String POLICY = "policy/";
    private static final String BINDING = "binding/";
    private static final String FAILURE = "failure/";
    private static final String SHADOW = "shadow/";
    private static final String SLOT = "slot/";
    private static final String OPERATION = "operation/";
    private static final int SLOT_PARTS = 7;

    /** Where an operation stands in a key, which may hold any letters, a slash too: last. */
    private static final String ALL_OPERATIONS = "-";

    private static final String ONE_OPERATION = "o";

    private StateKey() {}

    static String gate(String service) {
        return GATE + service;
    }

    static String policy(String service) {
        return POLICY + service;
    }

    /** The policy by which new versions start. */
    static String binding(String service) {
        return BINDING + service;
    }

    static String failure(String service) {
        return FAILURE + service;
    }

    /** What a shadow remembers besides its gate. */
    static String shadow(String service) {
        return SHADOW + service;
    }

    /** What all gates' keys begin with. */
    static String gates() {
        return GATE;
    }

    /** Of the evidence on one operation, whose name may hold any letters: last. */
    static String operation(String service, String operation) {
        return operationsOf(service) + operation;
    }

    /** What the keys of the evidence on all operations of a service begin with. */
    static String operationsOf(String service) {
        return OPERATION + service + "/";
    }

    /** What the keys of all places of a service's rings begin with. */
    static String slotsOf(String service) {
        return SLOT + service + "/";
    }

    static String slot(String service, SlotKey slot) {
        String operation = slot.series().operation().orElse("");
        String kind = slot.series().operation().isPresent() ? ONE_OPERATION : ALL_OPERATIONS;
        return SLOT + service + "/" + slot.series().version() + "/" + slot.level() + "/" + slot.index() + "/" + kind
                + "/" + operation;
    }

    /** The service whose gate the key is for. */
    static String serviceOfGate(String key) {
        return key.substring(GATE.length());
    }

    static SlotKey slot(String key) {
        String[] parts = parts(key);
        Optional<String> operation = parts[5].equals(ONE_OPERATION) ? Optional.of(parts[6]) : Optional.empty();
        return new SlotKey(new Series(parts[2], operation), Integer.parseInt(parts[3]), Integer.parseInt(parts[4]));
    }

    private static String[] parts(String key) {
        return key.split("/", SLOT_PARTS);
    }
}
