package dev.headgate.processor.judge;

import dev.headgate.core.GateSettings;
import dev.headgate.core.Input;
import dev.headgate.core.ParsedPolicy;
import dev.headgate.core.ServiceGate;
import dev.headgate.core.ServiceGateState;
import dev.headgate.core.Tick;
import dev.headgate.core.TickOutcome;
import dev.headgate.core.rollout.PendingShift;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.core.shadow.Apartness;
import dev.headgate.core.telemetry.Slot;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.ShadowId;
import dev.headgate.schemas.model.StartRollout;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shadows of one task's rollouts. Whatever happens to a shadow, its rollout goes on as if there were none: it is only
 * ever looked at here, and a shadow that fails for good is given up. Not thread safe.
 */
final class Shadows {

    private static final Logger log = LoggerFactory.getLogger(Shadows.class);

    private final GateSettings settings;
    private final Function<PolicyText, ParsedPolicy> policies;
    private final GateStep step;
    private final JudgeStore store;
    private final TreeMap<String, ShadowJudge> shadows = new TreeMap<>();
    private final TreeSet<String> kept = new TreeSet<>();
    private final TreeSet<String> touched = new TreeSet<>();

    /**
     * What a shadow has to know of its rollout as it was before a tick.
     *
     * @param shift the shift under way
     * @param starts starts with a shadow that the tick brings
     * @param gate what the service's gate had learned; empty without such a start
     */
    record Before(Optional<PendingShift> shift, List<Input.CommandInput> starts, Optional<Learned> gate) {}

    /**
     * What a shadow begins with.
     *
     * @param state the service's gate
     * @param slots its telemetry
     */
    record Learned(ServiceGateState state, List<Slot> slots) {}

    Shadows(GateSettings settings, Function<PolicyText, ParsedPolicy> policies, GateStep step, JudgeStore store) {
        this.settings = settings;
        this.policies = policies;
        this.step = step;
        this.store = store;
        store.readServices().forEach(this::resume);
    }

    /** To be asked before the service takes a tick. */
    Before before(ServiceJudge service, Tick tick) {
        Optional<PendingShift> shift = service.gate().rollout().flatMap(Rollout::pending);
        try {
            List<Input.CommandInput> starts =
                    tick.inputs().stream().flatMap(Shadows::startOf).toList();
            return new Before(shift, starts, starts.stream().findFirst().map(any -> learned(service.gate())));
        } catch (RuntimeException failure) {
            giveUp(service.service(), failure);
            return new Before(shift, List.of(), Optional.empty());
        }
    }

    /** Gives the tick that the service has taken to its shadow, if it has one. */
    Optional<TickOutcome> after(Before before, ServiceJudge service, Tick tick) {
        String name = service.service();
        try {
            Optional<Rollout> rollout = service.gate().rollout();
            Optional<Input.CommandInput> start = before.starts().stream()
                    .filter(each -> began(each, rollout))
                    .findFirst();
            if (start.isPresent()) {
                return Optional.of(begin(name, start.get(), before.gate().orElseThrow(), tick, rollout.orElseThrow()));
            }
            return shadowOf(name).map(shadow -> {
                touched.add(name);
                return shadow.tick(tick, before.shift(), rollout.orElseThrow());
            });
        } catch (RuntimeException failure) {
            giveUp(name, failure);
            return Optional.empty();
        }
    }

    /** Writes down what changed; what is over is forgotten. */
    void write() {
        for (String service : List.copyOf(touched)) {
            try {
                write(service);
            } catch (KafkaException ofTheStore) {
                throw ofTheStore;
            } catch (RuntimeException failure) {
                giveUp(service, failure);
                store.forget(service);
            }
        }
        touched.clear();
    }

    /** How many are being judged. */
    int live() {
        return (int) judged().count();
    }

    /** How many of them cannot be judged at present. */
    int unjudged() {
        return (int)
                judged().filter(shadow -> shadow.judge().failure().isPresent()).count();
    }

    private TickOutcome begin(String service, Input.CommandInput start, Learned learned, Tick tick, Rollout rollout) {
        kept.remove(service);
        touched.add(service);
        ShadowMemory memory = new ShadowMemory(
                rollout.identity().rolloutId(), rollout.identity().mode(), Apartness.NONE);
        ServiceJudge judge = new ServiceJudge(service, step, () -> gate(service, memory, learned), Optional.empty());
        ShadowJudge shadow = new ShadowJudge(judge, memory);
        shadows.put(service, shadow);
        List<Input> inputs = tick.inputs().stream()
                .map(input -> input.equals(start) ? ownStart(start, memory) : input)
                .toList();
        return shadow.begin(new Tick(tick.now(), inputs, tick.status(), tick.offsets()), rollout);
    }

    private static Learned learned(ServiceGate gate) {
        return new Learned(gate.state(), gate.slots());
    }

    /** As it was at the last commit; before its first one, as it began. */
    private ServiceGate gate(String service, ShadowMemory memory, Learned learned) {
        return kept.contains(service)
                ? kept(service, memory)
                : ServiceGate.restore(learned.state(), policyOf(learned.state()), learned.slots(), settings);
    }

    /** The rollout before may end with the very tick in which the next begins: it must be judged until then. */
    private Optional<Policy> policyOf(ServiceGateState state) {
        return state.rollout()
                .map(before -> policies.apply(before.identity().policyText()))
                .flatMap(parsed ->
                        parsed instanceof ParsedPolicy.Usable usable ? Optional.of(usable.policy()) : Optional.empty());
    }

    private ServiceGate kept(String service, ShadowMemory memory) {
        return store.readGate(service, settings, text -> judgedAs(policies.apply(text), memory))
                .orElseThrow();
    }

    private void resume(String service) {
        try {
            store.readShadow(service).ifPresent(memory -> {
                kept.add(service);
                ServiceJudge judge =
                        new ServiceJudge(service, step, () -> kept(service, memory), store.readFailure(service));
                shadows.put(service, new ShadowJudge(judge, memory));
            });
        } catch (RuntimeException failure) {
            giveUp(service, failure);
        }
    }

    private void giveUp(String service, RuntimeException failure) {
        log.atError()
                .addKeyValue("service", service)
                .setCause(failure)
                .log("The shadow of the service's rollout is given up; the rollout itself goes on");
        shadows.remove(service);
        touched.add(service);
    }

    private void write(String service) {
        Optional<ShadowJudge> judged = shadowOf(service);
        if (judged.isEmpty()) {
            shadows.remove(service);
            kept.remove(service);
            store.forget(service);
            return;
        }
        ShadowJudge shadow = judged.get();
        if (kept.add(service)) {
            store.forget(service);
            store.writeSlots(shadow.judge());
        }
        store.write(shadow.judge());
        store.write(service, shadow.memory());
        shadow.judge().committed();
    }

    private Optional<ShadowJudge> shadowOf(String service) {
        return Optional.ofNullable(shadows.get(service)).filter(shadow -> !shadow.over());
    }

    private Stream<ShadowJudge> judged() {
        return shadows.values().stream().filter(shadow -> !shadow.over());
    }

    private static Stream<Input.CommandInput> startOf(Input input) {
        return input instanceof Input.CommandInput command
                        && command.command() instanceof StartRollout start
                        && start.shadow().isPresent()
                ? Stream.of(command)
                : Stream.empty();
    }

    private static boolean began(Input.CommandInput start, Optional<Rollout> rollout) {
        return rollout.filter(found -> found.identity().epoch() == start.offset())
                .filter(found -> found.identity()
                        .rolloutId()
                        .equals(start.command().header().rolloutId()))
                .isPresent();
    }

    private static Input ownStart(Input.CommandInput input, ShadowMemory memory) {
        StartRollout start = (StartRollout) input.command();
        CommandHeader header = start.header();
        CommandHeader own = new CommandHeader(
                header.commandId(),
                header.correlationId(),
                header.service(),
                ShadowId.of(header.rolloutId()),
                header.issuedBy(),
                header.issuedAt(),
                header.reason());
        return new Input.CommandInput(
                input.offset(),
                new StartRollout(
                        own,
                        start.canary(),
                        start.baseline(),
                        start.shadow().orElseThrow(),
                        Optional.empty(),
                        start.notBefore()),
                input.shadow().map(parsed -> judgedAs(parsed, memory)));
    }

    private static ParsedPolicy judgedAs(ParsedPolicy parsed, ShadowMemory memory) {
        return parsed instanceof ParsedPolicy.Usable usable
                ? new ParsedPolicy.Usable(usable.policy().in(memory.judgedAs()))
                : parsed;
    }
}
