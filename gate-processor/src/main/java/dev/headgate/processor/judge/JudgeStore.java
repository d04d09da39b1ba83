package dev.headgate.processor.judge;

import dev.headgate.core.GateSettings;
import dev.headgate.core.ParsedPolicy;
import dev.headgate.core.ServiceGate;
import dev.headgate.core.ServiceGateState;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.core.telemetry.DirtySlots;
import dev.headgate.core.telemetry.Slot;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one judge task remembers, in a store with a changelog. Written at commit only, of each service only what changed.
 *
 * <p>A policy's text has an entry of its own: it never changes, while a gate's state is written at every commit. Not
 * thread safe.
 */
final class JudgeStore {

    private static final Logger log = LoggerFactory.getLogger(JudgeStore.class);

    private final KeyValueStore<String, byte[]> store;
    private final StateCodec codec = new StateCodec();
    private final Map<String, String> policyHashes = new HashMap<>();

    JudgeStore(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    void write(TaskMemory memory) {
        store.put(StateKey.TASK, codec.write(memory));
    }

    void write(String service, ServiceGate gate) {
        ServiceGateState state = gate.state();
        state.rollout()
                .ifPresent(rollout -> writePolicy(service, rollout.identity().policyText()));
        store.put(StateKey.gate(service), codec.writeGate(state));
        DirtySlots dirty = gate.drainDirty();
        dirty.written().forEach(slot -> store.put(StateKey.slot(service, slot.key()), SlotCodec.write(service, slot)));
        dirty.removed().forEach(place -> store.delete(StateKey.slot(service, place)));
    }

    TaskMemory readTask() {
        byte[] value = store.get(StateKey.TASK);
        return value == null ? TaskMemory.EMPTY : codec.read(value, TaskMemory.class);
    }

    /** The gates of all services, as they were at the last commit. */
    Map<String, ServiceGate> readGates(GateSettings settings, Function<PolicyText, ParsedPolicy> policies) {
        Map<String, ServiceGateState> states = new TreeMap<>();
        Map<String, List<Slot>> slots = new HashMap<>();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                StateKey.serviceOfGate(entry.key)
                        .ifPresent(service -> states.put(service, codec.readGate(entry.value, policyText(service))));
                if (StateKey.isSlot(entry.key)) {
                    slots.computeIfAbsent(StateKey.serviceOfSlot(entry.key), service -> new ArrayList<>())
                            .add(SlotCodec.read(StateKey.slot(entry.key), entry.value));
                }
            }
        }
        Map<String, ServiceGate> gates = new TreeMap<>();
        states.forEach((service, state) ->
                gates.put(service, restore(state, slots.getOrDefault(service, List.of()), settings, policies)));
        return gates;
    }

    private ServiceGate restore(
            ServiceGateState state,
            List<Slot> slots,
            GateSettings settings,
            Function<PolicyText, ParsedPolicy> policies) {
        Optional<Policy> policy = state.rollout().flatMap(rollout -> usable(rollout, policies));
        return ServiceGate.restore(state, policy, slots, settings);
    }

    private static Optional<Policy> usable(Rollout rollout, Function<PolicyText, ParsedPolicy> policies) {
        ParsedPolicy parsed = policies.apply(rollout.identity().policyText());
        if (parsed instanceof ParsedPolicy.Usable usable) {
            return Optional.of(usable.policy());
        }
        log.error(
                "Rollout {} of {} cannot be judged any more, only aborted: this release does not accept its policy: {}",
                rollout.identity().rolloutId(),
                rollout.identity().service(),
                parsed);
        return Optional.empty();
    }

    private void writePolicy(String service, PolicyText policy) {
        if (!policy.hash().equals(policyHashes.get(service))) {
            store.put(StateKey.policy(service), codec.write(policy));
            policyHashes.put(service, policy.hash());
        }
    }

    private String policyText(String service) {
        byte[] stored = store.get(StateKey.policy(service));
        return stored == null ? "" : codec.read(stored, PolicyText.class).text();
    }
}
