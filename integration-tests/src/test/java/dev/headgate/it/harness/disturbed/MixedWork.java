package dev.headgate.it.harness.disturbed;

import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Operator;
import dev.headgate.it.harness.guarantees.Issued;
import dev.headgate.it.harness.guarantees.NothingStaleOrExpired;
import dev.headgate.it.harness.guarantees.Procedure;
import dev.headgate.it.harness.guarantees.Sort;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes decisions of every sort, drawn from a seed; those of a service in their order. Thread-safe. */
final class MixedWork {

    /** Services whose traffic a HAProxy shares. */
    static final List<String> SHIFTED = List.of("shop", "mail");

    private static final List<String> SERVICES = List.of("shop", "mail", "jobs", "search", "billing", "media");
    private static final Duration VALID = Duration.ofMinutes(20);
    private static final Duration WATCHED = Duration.ofSeconds(3);
    private static final int FAR_AHEAD = 100_000;
    private static final List<Procedure> PROGRAMS = List.of(
            Procedure.RERUN,
            Procedure.RERUN,
            Procedure.RERUN,
            Procedure.ASK,
            Procedure.ASK,
            Procedure.ASK,
            Procedure.PROBED,
            Procedure.PROBED,
            Procedure.VERIFIED,
            Procedure.VERIFIED,
            Procedure.PREPARED,
            Procedure.COMPENSATED,
            Procedure.FLAKY,
            Procedure.FAILING,
            Procedure.HANGING);

    private final JsonCodec json = new JsonCodec();
    private final Installation headgate;
    private final Operator gate;
    private final Random random;
    private final Map<String, Rollouts> rollouts = new LinkedHashMap<>();
    private final List<Issued> issued = new ArrayList<>();
    private int forbidden;

    /** Where a service stands. */
    private static final class Rollouts {
        private int rollout = 1;
        private int sequence;
        private int lastOfFormer;
        private int hole;
        private boolean advanced;
        private long quietUntil = System.nanoTime();
        private boolean still;
    }

    MixedWork(Installation headgate, Random random) {
        this.headgate = headgate;
        this.random = random;
        gate = headgate.operator();
        SERVICES.forEach(service -> rollouts.put(service, new Rollouts()));
    }

    /** All decisions so far. */
    List<Issued> issued() {
        synchronized (issued) {
            return List.copyOf(issued);
        }
    }

    /** Those from that one on, counted from 0. */
    List<Issued> issuedFrom(int first) {
        synchronized (issued) {
            return List.copyOf(issued.subList(first, issued.size()));
        }
    }

    /** Writes the next one. */
    synchronized void next() {
        String service = SERVICES.get(random.nextInt(SERVICES.size()));
        Rollouts at = rollouts.get(service);
        Sort sort = sort(at, random.nextInt(100));
        boolean quiet = at.still || (System.nanoTime() - at.quietUntil < 0 && SHIFTED.contains(service));
        if (quiet && sort.acts() && sort != Sort.RUN) {
            return;
        }
        switch (sort) {
            case ADVANCE -> advance(service, at);
            case RUN ->
                send(service, at.rollout, ++at.sequence, sort, program(), DecisionKind.RUN, 0, Optional.empty());
            case STEP_BACK -> stepBack(service, at);
            case ROLLBACK -> rollBack(service, at);
            case SHORT_LIVED -> shortLived(service, at);
            case EXPIRED -> advance(service, at.rollout, ++at.sequence, sort, Optional.of(Duration.ofNanos(1)));
            case STALE -> {
                advance(service, at.rollout, at.hole, sort, Optional.of(VALID));
                at.hole = 0;
            }
            case LATE -> advance(service, at.rollout - 1, ++at.lastOfFormer, sort, Optional.of(VALID));
            case DUPLICATE -> sendAgain(service);
            case OBSERVED, SHADOW, UNSIGNED, STRANGER, TAMPERED ->
                advance(service, at.rollout, FAR_AHEAD + ++forbidden, sort, Optional.of(VALID));
        }
    }

    /**
     * Decides nothing more for a service whose traffic is shared but hooks and what must have no effect.
     *
     * @return its latest shift
     */
    synchronized Optional<Issued> holdStill(String service) {
        rollouts.get(service).still = true;
        return issued().stream()
                .filter(one -> one.service().equals(service) && one.shifts())
                .reduce((earlier, later) -> later);
    }

    /** Shifts a service's traffic. */
    synchronized Issued shiftNow(String service) {
        advance(service, rollouts.get(service));
        return issued.get(issued.size() - 1);
    }

    /** Goes on with a service, after a while in which whoever has just woken up can be seen. */
    synchronized void goOn(String service) {
        Rollouts at = rollouts.get(service);
        at.still = false;
        at.quietUntil = System.nanoTime() + WATCHED.toNanos();
    }

    private Sort sort(Rollouts at, int dice) {
        if (dice < 20) {
            return Sort.RUN;
        }
        if (dice < 26) {
            return Sort.STEP_BACK;
        }
        if (dice < 33) {
            return at.advanced ? Sort.ROLLBACK : Sort.ADVANCE;
        }
        if (dice < 38) {
            return Sort.SHORT_LIVED;
        }
        if (dice < 42) {
            return at.hole > 0 ? Sort.STALE : Sort.ADVANCE;
        }
        if (dice < 46) {
            return at.rollout > 1 ? Sort.LATE : Sort.ADVANCE;
        }
        return switch (dice) {
            case 46, 47 -> Sort.EXPIRED;
            case 48, 49 -> Sort.DUPLICATE;
            case 50 -> Sort.OBSERVED;
            case 51 -> Sort.SHADOW;
            case 52 -> Sort.UNSIGNED;
            case 53 -> Sort.STRANGER;
            case 54 -> Sort.TAMPERED;
            default -> Sort.ADVANCE;
        };
    }

    private void advance(String service, Rollouts at) {
        if (at.advanced && at.hole == 0) {
            at.hole = ++at.sequence;
        }
        advance(service, at.rollout, ++at.sequence, Sort.ADVANCE, Optional.of(VALID));
        at.advanced = true;
        quietNowAndThen(at, 10);
    }

    private void stepBack(String service, Rollouts at) {
        boolean shifted = SHIFTED.contains(service);
        Procedure procedure = shifted ? Procedure.SHIFT : takingBack();
        send(
                service,
                at.rollout,
                ++at.sequence,
                Sort.STEP_BACK,
                procedure,
                DecisionKind.STEP_BACK,
                weight(),
                Optional.empty());
        at.advanced = true;
    }

    private void rollBack(String service, Rollouts at) {
        Procedure procedure = SHIFTED.contains(service) ? Procedure.SHIFT : takingBack();
        send(service, at.rollout, ++at.sequence, Sort.ROLLBACK, procedure, DecisionKind.ROLLBACK, 0, Optional.empty());
        at.lastOfFormer = at.sequence;
        at.rollout++;
        at.sequence = 0;
        at.hole = 0;
        at.advanced = false;
        quietNowAndThen(at, 2);
        if (random.nextBoolean()) {
            advance(service, at.rollout - 1, ++at.lastOfFormer, Sort.LATE, Optional.of(VALID));
        }
    }

    private void shortLived(String service, Rollouts at) {
        Optional<Duration> valid = Optional.of(Duration.ofMillis(50 + random.nextInt(1_500)));
        if (random.nextBoolean()) {
            send(service, at.rollout, ++at.sequence, Sort.SHORT_LIVED, program(), DecisionKind.RUN, 0, valid);
        } else {
            advance(service, at.rollout, ++at.sequence, Sort.SHORT_LIVED, valid);
        }
    }

    /** Now and then what is in force stays for longer than a pause, so that whoever wakes up is seen. */
    private void quietNowAndThen(Rollouts at, int oneIn) {
        if (random.nextInt(oneIn) == 0) {
            at.quietUntil = System.nanoTime()
                    + Duration.ofMillis(1_000 + random.nextInt(5_000)).toNanos();
        }
    }

    private Procedure program() {
        return PROGRAMS.get(random.nextInt(PROGRAMS.size()));
    }

    private Procedure takingBack() {
        return random.nextInt(3) == 0 ? Procedure.FLAKY_BACK : Procedure.BACK;
    }

    private int weight() {
        return 1 + random.nextInt(NothingStaleOrExpired.NEVER_IN_FORCE - 1);
    }

    private void advance(String service, int rollout, int sequence, Sort sort, Optional<Duration> valid) {
        boolean mayAct = sort.acts();
        int weight = mayAct ? weight() : NothingStaleOrExpired.NEVER_IN_FORCE + random.nextInt(9);
        Procedure procedure = SHIFTED.contains(service) ? Procedure.SHIFT : program();
        send(service, rollout, sequence, sort, procedure, DecisionKind.PROMOTE, weight, valid);
    }

    private void send(
            String service,
            int rollout,
            int sequence,
            Sort sort,
            Procedure procedure,
            DecisionKind kind,
            int weight,
            Optional<Duration> valid) {
        String rolloutId = service + "-" + rollout;
        String ticket = service + "-" + rollout + "-" + sequence;
        Map<String, String> parameters = new TreeMap<>(Map.of(
                "service",
                service,
                "canary",
                "2.0",
                "baseline",
                "1.0",
                "mode",
                procedure.mode(),
                "time",
                "0." + (1 + random.nextInt(3)),
                "ticket",
                ticket));
        if (kind != DecisionKind.RUN) {
            parameters.put("weight", Integer.toString(weight));
        }
        Decision decision = new Decision(
                rolloutId + "/" + sequence,
                rolloutId,
                service,
                rollout,
                sequence,
                "correlation-" + rolloutId,
                kind,
                mode(sort),
                Severity.INFO,
                "2.0",
                "1.0",
                0,
                Weight.NONE,
                new Weight(weight),
                "a test decides",
                Optional.empty(),
                List.of(),
                "",
                Instant.now(),
                List.of(),
                valid,
                new RunbookCall(procedure.runbook(service), new TreeMap<>(parameters)));
        send(decision, sort, procedure, ticket);
    }

    private static Mode mode(Sort sort) {
        return switch (sort) {
            case OBSERVED -> Mode.OBSERVE;
            case SHADOW -> Mode.SHADOW;
            default -> Mode.ENFORCE;
        };
    }

    private void sendAgain(String service) {
        List<Issued> before = issued().stream()
                .filter(one -> one.service().equals(service) && one.hasOutcome())
                .toList();
        if (!before.isEmpty()) {
            int back = Math.min(before.size(), 1 + random.nextInt(random.nextInt(4) == 0 ? before.size() : 5));
            Issued again = before.get(before.size() - back);
            send(again.decision(), Sort.DUPLICATE, again.procedure(), again.ticket());
        }
    }

    private void send(Decision decision, Sort sort, Procedure procedure, String ticket) {
        byte[] value = json.write(decision);
        byte[] written = sort == Sort.TAMPERED ? tampered(value) : value;
        Operator.Signer signer = switch (sort) {
            case UNSIGNED -> (bytes, headers) -> {};
            case STRANGER -> headgate.strangerKey()::sign;
            case TAMPERED -> (bytes, headers) -> headgate.gateKey().sign(value, headers);
            default -> headgate.gateKey()::sign;
        };
        long sentAt = System.nanoTime();
        RecordMetadata at =
                gate.send(TopicCatalogue.GATE_DECISIONS, Optional.empty(), decision.service(), written, signer);
        Issued one = new Issued(
                0,
                decision,
                sort,
                procedure,
                ticket,
                sentAt,
                Instant.ofEpochMilli(at.timestamp()),
                new Issued.Place(at.partition(), at.offset()));
        synchronized (issued) {
            issued.add(one.numbered(issued.size()));
        }
    }

    private static byte[] tampered(byte[] value) {
        return new String(value, StandardCharsets.UTF_8)
                .replace("a test decides", "a thief decides")
                .getBytes(StandardCharsets.UTF_8);
    }
}
