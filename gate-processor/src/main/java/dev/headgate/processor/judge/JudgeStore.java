package dev.headgate.processor.judge;

import dev.headgate.core.GateSettings;
import dev.headgate.core.ParsedPolicy;
import dev.headgate.core.ServiceGate;
import dev.headgate.core.ServiceGateState;
import dev.headgate.core.VersionsState;
import dev.headgate.core.measurement.Kept;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.core.telemetry.MeasurementSlot;
import dev.headgate.core.telemetry.RequestSlot;
import dev.headgate.core.telemetry.Slot;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
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

    /** What the keys of shadows begin with, so that nothing reads one as a rollout's gate. */
    private static final String OF_SHADOWS = "beside/";

    private final KeyValueStore<String, byte[]> store;
    private final String prefix;
    private final StateCodec codec = new StateCodec();
    private final OperationStore operations;
    private final Map<String, String> policyHashes = new HashMap<>();
    private final Map<String, SlowState> slow = new HashMap<>();

    JudgeStore(KeyValueStore<String, byte[]> store) {
        this(store, "");
    }

    private JudgeStore(KeyValueStore<String, byte[]> store, String prefix) {
        this.store = store;
        this.prefix = prefix;
        operations = new OperationStore(store, codec, prefix);
    }

    /** Where shadows are remembered, apart from everything else. */
    JudgeStore ofShadows() {
        return new JudgeStore(store, OF_SHADOWS);
    }

    void write(TaskMemory memory) {
        put(StateKey.TASK, codec.write(memory));
    }

    void write(ServiceJudge judge) {
        String service = judge.service();
        ServiceGate gate = judge.gate();
        ServiceGateState state = gate.state();
        state.rollout()
                .ifPresent(rollout ->
                        writePolicy(StateKey.policy(service), rollout.identity().policyText()));
        state.versions()
                .flatMap(VersionsState::binding)
                .ifPresent(bound -> writePolicy(StateKey.binding(service), bound.policy()));
        put(StateKey.gate(service), codec.writeQuick(state.withOperations(List.of(), List.of())));
        writeSlow(service, SlowState.of(state));
        operations.write(service, state.evidence());
        gate.drainDirty(slot -> write(service, slot), place -> delete(StateKey.slot(service, place)));
        write(service, judge.failure());
    }

    void write(String service, ShadowMemory memory) {
        put(StateKey.shadow(service), codec.write(memory));
    }

    /** Every slot that its gate holds, changed or not: for a gate that began with another's. */
    void writeSlots(ServiceJudge judge) {
        String service = judge.service();
        judge.gate().slots().forEach(slot -> write(service, slot));
    }

    /** Forgets all that was kept for a service. */
    void forget(String service) {
        List<String> slots = new ArrayList<>();
        forEach(StateKey.slotsOf(service), (key, slot) -> slots.add(key));
        forEach(StateKey.measuredOf(service), (key, slot) -> slots.add(key));
        slots.forEach(this::delete);
        operations.forget(service);
        delete(StateKey.gate(service));
        delete(StateKey.slow(service));
        delete(StateKey.policy(service));
        delete(StateKey.binding(service));
        delete(StateKey.failure(service));
        delete(StateKey.shadow(service));
        slow.remove(service);
        policyHashes.remove(StateKey.policy(service));
        policyHashes.remove(StateKey.binding(service));
    }

    Optional<ShadowMemory> readShadow(String service) {
        byte[] value = get(StateKey.shadow(service));
        return value == null ? Optional.empty() : Optional.of(codec.read(value, ShadowMemory.class));
    }

    TaskMemory readTask() {
        byte[] value = get(StateKey.TASK);
        return value == null ? TaskMemory.EMPTY : codec.read(value, TaskMemory.class);
    }

    /** The names of all services that have a gate. */
    List<String> readServices() {
        List<String> services = new ArrayList<>();
        forEach(StateKey.gates(), (key, value) -> services.add(StateKey.serviceOfGate(key)));
        return services;
    }

    /** A service's gate as it was at the last commit; empty if it had none. */
    Optional<ServiceGate> readGate(String service, GateSettings settings, Function<PolicyText, ParsedPolicy> policies) {
        byte[] value = get(StateKey.gate(service));
        if (value == null) {
            return Optional.empty();
        }
        OperationStore.Found found = operations.read(service);
        ServiceGateState state = codec.readGate(
                        value,
                        Optional.ofNullable(get(StateKey.slow(service))),
                        policyText(StateKey.policy(service)),
                        policyText(StateKey.binding(service)))
                .withOperations(found.operations(), found.minutes());
        List<Slot> slots = new ArrayList<>();
        forEach(StateKey.slotsOf(service), (key, slot) -> slots.add(SlotCodec.read(StateKey.slot(key), slot)));
        forEach(
                StateKey.measuredOf(service),
                (key, slot) -> slots.add(new MeasurementSlot(codec.read(slot, Kept.class))));
        Optional<Policy> policy = state.rollout().flatMap(rollout -> usable(rollout, policies));
        return Optional.of(ServiceGate.restore(state, policy, slots, settings));
    }

    /** Why a service could not be judged at the last commit. */
    Optional<JudgingFailure> readFailure(String service) {
        byte[] value = get(StateKey.failure(service));
        return value == null ? Optional.empty() : Optional.of(codec.read(value, JudgingFailure.class));
    }

    private void forEach(String begin, BiConsumer<String, byte[]> action) {
        try (KeyValueIterator<String, byte[]> found = store.prefixScan(prefix + begin, new StringSerializer())) {
            while (found.hasNext()) {
                KeyValue<String, byte[]> entry = found.next();
                action.accept(entry.key.substring(prefix.length()), entry.value);
            }
        }
    }

    private void write(String service, Slot slot) {
        put(
                StateKey.slot(service, slot.key()),
                slot instanceof RequestSlot request
                        ? SlotCodec.write(request)
                        : codec.write(((MeasurementSlot) slot).kept()));
    }

    private void put(String key, byte[] value) {
        store.put(prefix + key, value);
    }

    private byte @Nullable [] get(String key) {
        return store.get(prefix + key);
    }

    private void delete(String key) {
        store.delete(prefix + key);
    }

    private void write(String service, Optional<JudgingFailure> failure) {
        if (failure.isPresent()) {
            put(StateKey.failure(service), codec.write(failure.get()));
        } else if (get(StateKey.failure(service)) != null) {
            delete(StateKey.failure(service));
        }
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

    private void writePolicy(String key, PolicyText policy) {
        if (!policy.hash().equals(policyHashes.get(key))) {
            put(key, codec.write(policy));
            policyHashes.put(key, policy.hash());
        }
    }

    private void writeSlow(String service, SlowState state) {
        if (!state.equals(slow.get(service))) {
            put(StateKey.slow(service), codec.writeSlow(state));
            slow.put(service, state);
        }
    }

    private String policyText(String key) {
        byte[] stored = get(key);
        return stored == null ? "" : codec.read(stored, PolicyText.class).text();
    }
}
