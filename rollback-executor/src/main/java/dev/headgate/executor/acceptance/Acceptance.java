package dev.headgate.executor.acceptance;

import dev.headgate.executor.runbook.Binding;
import dev.headgate.executor.runbook.BoundRunbook;
import dev.headgate.executor.runbook.Runbooks;
import dev.headgate.executor.settings.ExecutorScope;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutorHold;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.ShadowId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rules on decisions: what is stale, expired, contradictory, unknown or only observed is refused with its reason.
 *
 * <p>Only advances expire, and runs that say so, by the log's own append time; a retreat is carried out however old it
 * is, unless a later decision of the service was accepted before it. Stateless and thread-safe.
 */
public final class Acceptance {

    /** Far more than clocks differ. */
    private static final Duration DIRECT_IS_WRITTEN_WITHIN = Duration.ofHours(1);

    private final Runbooks runbooks;
    private final ExecutorScope scope;

    /** Rules with these runbooks at hand, for every service. */
    public Acceptance(Runbooks runbooks) {
        this(runbooks, ExecutorScope.WHOLE);
    }

    /** Rules with these runbooks at hand, within a scope. */
    public Acceptance(Runbooks runbooks, ExecutorScope scope) {
        this.runbooks = runbooks;
        this.scope = scope;
    }

    /**
     * Rules on a decision whose signature is valid.
     *
     * @param received the decision
     * @param history what was accepted for its service before
     * @param now the executor's clock
     */
    public Ruling rule(Received received, ServiceHistory history, Instant now) {
        return switch (received.decision().kind()) {
            case UNKNOWN ->
                new Ruling.Refuse(
                        RefusalCause.UNKNOWN_WORD,
                        "its kind is a word that this release does not know; update the executor");
            case HOLD, COMPLETE, NOTIFY, REFUSE, ASK, RECORD -> new Ruling.Note();
            case RUN, PROMOTE, STEP_BACK, ROLLBACK ->
                objection(received, history, now)
                        .<Ruling>map(it -> it)
                        .orElseGet(() -> ruleOnRunbook(received.decision()));
        };
    }

    /** Rules on a hold or a release whose signature is valid. */
    public Ruling ruleOnHold(Received received) {
        return ExecutorHold.objection(received.decision())
                .map(why -> new Ruling.Refuse(RefusalCause.CONTRADICTION, why))
                .or(() -> because(
                        RefusalCause.WRITTEN_ANEW,
                        ExecutorHold.writtenAnew(received.decision(), received.appendedAt())))
                .<Ruling>map(it -> it)
                .orElseGet(Ruling.Note::new);
    }

    private static Optional<Ruling.Refuse> objection(Received received, ServiceHistory history, Instant now) {
        return mode(received.decision())
                .or(() -> because(RefusalCause.STALE, stale(received, history)))
                .or(() -> because(RefusalCause.OTHER_ROLLOUT, otherRollout(received, history)))
                .or(() -> because(RefusalCause.OTHER_VERSIONS, otherVersions(received, history)))
                .or(() -> because(RefusalCause.WRITTEN_ANEW, writtenAnew(received)))
                .or(() -> because(RefusalCause.ROLLED_BACK, afterRollback(received, history)))
                .or(() -> because(RefusalCause.AGE_UNKNOWN, ageless(received)))
                .or(() -> because(RefusalCause.CONTRADICTION, contradiction(received.decision())))
                .or(() -> expired(received, now));
    }

    private static Optional<Ruling.Refuse> because(RefusalCause cause, Optional<String> reason) {
        return reason.map(why -> new Ruling.Refuse(cause, why));
    }

    private static Optional<Ruling.Refuse> mode(Decision decision) {
        return switch (decision.mode()) {
            case ENFORCE ->
                ShadowId.isShadow(decision.rolloutId())
                        ? Optional.of(new Ruling.Refuse(
                                RefusalCause.SHADOW,
                                "its rollout is a shadow by its id, " + decision.rolloutId()
                                        + ": nothing of a shadow is carried out"))
                        : Optional.empty();
            case OBSERVE ->
                Optional.of(new Ruling.Refuse(
                        RefusalCause.OBSERVE, "mode is observe: judged and published, not carried out"));
            case SHADOW ->
                Optional.of(new Ruling.Refuse(
                        RefusalCause.SHADOW,
                        "mode is shadow: what another policy would have decided, not carried out"));
            case UNKNOWN ->
                Optional.of(new Ruling.Refuse(
                        RefusalCause.UNKNOWN_WORD,
                        "its mode is a word that this release does not know; update the executor"));
        };
    }

    private static Optional<String> stale(Received received, ServiceHistory history) {
        return history.lastBefore(received)
                .filter(last -> received.order().compareTo(last) <= 0)
                .map(last -> "stale: it is " + received.order() + ", and " + last + " was accepted before it");
    }

    /** One of a rollout that never was would stand before all to come. */
    private static Optional<String> otherRollout(Received received, ServiceHistory history) {
        return history.last()
                .filter(last -> received.isDirect() && !history.inDoubt())
                .filter(last -> last.epoch() != received.order().epoch())
                .map(last -> "a direct rollback is of the rollout that was carried out last, which is that of "
                        + last.epoch() + "; this says " + received.order().epoch());
    }

    /** The wrong way round it would give all traffic to the canary. */
    private static Optional<String> otherVersions(Received received, ServiceHistory history) {
        Decision decision = received.decision();
        if (!received.isDirect()) {
            return Optional.empty();
        }
        Optional<Shifted> known = history.shifted().filter(shifted -> shifted.epoch() == decision.epoch());
        if (known.isPresent()) {
            return known.filter(shifted -> !shifted.equals(Shifted.of(decision)))
                    .map(shifted ->
                            "a direct rollback is between the versions of its rollout, which takes traffic from "
                                    + shifted.baseline() + " to its canary " + shifted.canary()
                                    + "; this would take it from "
                                    + decision.canary() + " to " + decision.baseline());
        }
        return DirectRollback.mayBeUnknown(decision)
                ? Optional.empty()
                : Optional.of("this executor's journal holds no shift of the rollout " + decision.rolloutId()
                        + ", so that nothing tells whether " + decision.canary() + " is its canary and "
                        + decision.baseline() + " its baseline; if the journal was lost, see which versions get traffic"
                        + " and decide again with --although-unknown");
    }

    /** Whoever can write to the topic could otherwise keep one that was never carried out, and bring it when it harms. */
    private static Optional<String> writtenAnew(Received received) {
        Instant signedAt = received.decision().evaluatedAt();
        return received.appendedAt()
                .filter(at -> received.isDirect()
                        && Duration.between(signedAt, at).abs().compareTo(DIRECT_IS_WRITTEN_WITHIN) > 0)
                .map(at -> "a direct rollback is written when it is signed; this was signed at " + signedAt
                        + " and written at " + at + ": make a new one, on a machine whose clock is right");
    }

    private static Optional<String> afterRollback(Received received, ServiceHistory history) {
        boolean may = received.isRun() || received.decision().kind() == DecisionKind.ROLLBACK;
        return !may && history.rolledBack(received.decision().epoch())
                ? Optional.of("this rollout was rolled back: nothing of it is carried out after that")
                : Optional.empty();
    }

    private static Optional<String> ageless(Received received) {
        return received.expires() && received.appendedAt().isEmpty()
                ? Optional.of("its age is not known: set message.timestamp.type=LogAppendTime on the decisions topic")
                : Optional.empty();
    }

    private static Optional<Ruling.Refuse> expired(Received received, Instant now) {
        return received.expiredAt(now)
                ? Optional.of(new Ruling.Refuse(
                        ExecutionStatus.EXPIRED, RefusalCause.EXPIRED, Expiry.sentence(received, now)))
                : Optional.empty();
    }

    private static Optional<String> contradiction(Decision decision) {
        return Stream.of(
                        Map.entry("service", decision.service()),
                        Map.entry("canary", decision.canary()),
                        Map.entry("baseline", decision.baseline()))
                .flatMap(said ->
                        Optional.ofNullable(decision.runbook().parameters().get(said.getKey()))
                                .filter(given -> !given.equals(said.getValue()))
                                .map(given -> "it contradicts itself: its " + said.getKey() + " is " + said.getValue()
                                        + " but its runbook is given " + given)
                                .stream())
                .findFirst()
                .or(() -> contradictoryWeight(decision));
    }

    private static Optional<String> contradictoryWeight(Decision decision) {
        String weight = decision.runbook().parameters().get("weight");
        if (decision.kind() == DecisionKind.RUN) {
            return Optional.ofNullable(weight)
                    .map(given -> "it is a run, which moves no traffic, and its runbook is given weight " + given);
        }
        if (weight == null || sameNumber(weight, decision.to().percent())) {
            return Optional.empty();
        }
        return Optional.of(
                "it contradicts itself: it decides " + decision.to() + " but its runbook is given weight " + weight);
    }

    private static boolean sameNumber(String text, double percent) {
        try {
            return Math.abs(Double.parseDouble(text) - percent) < 1e-9;
        } catch (NumberFormatException unreadable) {
            return false;
        }
    }

    /** Whether a service is this executor's; decisions of any other are somebody else's. */
    public boolean isOurs(String service) {
        return scope.allowed().allowsService(service);
    }

    /** Whether nothing is really done. */
    public boolean isDryRun() {
        return scope.dryRun();
    }

    /**
     * Brings a decision and its runbook together, without looking at anything else.
     *
     * @return what will be done, or why it cannot be
     */
    public Binding bind(Decision decision) {
        Binding bound = bindReally(decision);
        return scope.dryRun()
                ? bound.<Binding>either(runbook -> new Binding.Bound(runbook.withoutOutputs()), problems -> bound)
                : bound;
    }

    private Binding bindReally(Decision decision) {
        RunbookCall call = decision.runbook();
        if (!isOurs(decision.service())) {
            return new Binding.Unbound(
                    List.of("the service " + decision.service() + " is not among allowed.services of this executor, "
                            + scope.allowed().services()));
        }
        if (!scope.allowed().allowsRunbook(call.name())) {
            return new Binding.Unbound(
                    List.of("\"" + call.name() + "\" is not among allowed.runbooks of this executor, "
                            + scope.allowed().runbooks()));
        }
        return runbooks.named(call.name())
                .map(runbook -> Binding.bind(runbook, decision))
                .orElseGet(() -> new Binding.Unbound(List.of(unknown(call.name()))));
    }

    private Ruling ruleOnRunbook(Decision decision) {
        return bindReally(decision)
                .either(
                        runbook -> shifts(decision, runbook),
                        problems -> new Ruling.Refuse(RefusalCause.RUNBOOK, "runbook: " + String.join("; ", problems)));
    }

    private static Ruling shifts(Decision decision, BoundRunbook runbook) {
        return decision.kind() == DecisionKind.RUN && runbook.shiftsTraffic()
                ? new Ruling.Refuse(
                        RefusalCause.RUNBOOK,
                        "runbook: \"" + runbook.name()
                                + "\" shifts traffic, which only a promotion, a step back or a rollback may; name another")
                : new Ruling.Accept(runbook);
    }

    private String unknown(String runbook) {
        return "\"" + runbook + "\" is not known here, known are " + runbooks.names();
    }
}
