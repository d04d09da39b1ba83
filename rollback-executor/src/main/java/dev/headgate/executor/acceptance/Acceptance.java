package dev.headgate.executor.acceptance;

import dev.headgate.executor.runbook.Binding;
import dev.headgate.executor.runbook.BoundRunbook;
import dev.headgate.executor.runbook.Runbooks;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.ShadowId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

    /** Rules with these runbooks at hand. */
    public Acceptance(Runbooks runbooks) {
        this.runbooks = runbooks;
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
                new Ruling.Refuse("its kind is a word that this release does not know; update the executor");
            case HOLD, COMPLETE, NOTIFY, REFUSE, ASK, RECORD -> new Ruling.Note();
            case RUN, PROMOTE, STEP_BACK, ROLLBACK ->
                objection(received, history, now)
                        .<Ruling>map(it -> it)
                        .orElseGet(() -> ruleOnRunbook(received.decision()));
        };
    }

    private static Optional<Ruling.Refuse> objection(Received received, ServiceHistory history, Instant now) {
        return mode(received.decision())
                .or(() -> stale(received, history))
                .or(() -> otherRollout(received, history))
                .or(() -> writtenAnew(received))
                .or(() -> afterRollback(received, history))
                .or(() -> ageless(received))
                .or(() -> contradiction(received.decision()))
                .map(Ruling.Refuse::new)
                .or(() -> expired(received, now));
    }

    private static Optional<String> mode(Decision decision) {
        return switch (decision.mode()) {
            case ENFORCE ->
                ShadowId.isShadow(decision.rolloutId())
                        ? Optional.of("its rollout is a shadow by its id, " + decision.rolloutId()
                                + ": nothing of a shadow is carried out")
                        : Optional.empty();
            case OBSERVE -> Optional.of("mode is observe: judged and published, not carried out");
            case SHADOW -> Optional.of("mode is shadow: what another policy would have decided, not carried out");
            case UNKNOWN -> Optional.of("its mode is a word that this release does not know; update the executor");
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
                ? Optional.of(new Ruling.Refuse(ExecutionStatus.EXPIRED, Expiry.sentence(received, now)))
                : Optional.empty();
    }

    private static Optional<String> contradiction(Decision decision) {
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

    /**
     * Brings a decision and its runbook together, without looking at anything else.
     *
     * @return what will be done, or why it cannot be
     */
    public Binding bind(Decision decision) {
        RunbookCall call = decision.runbook();
        return runbooks.named(call.name())
                .map(runbook -> Binding.bind(runbook, decision))
                .orElseGet(() -> new Binding.Unbound(List.of(unknown(call.name()))));
    }

    private Ruling ruleOnRunbook(Decision decision) {
        return bind(decision)
                .either(
                        runbook -> shifts(decision, runbook),
                        problems -> new Ruling.Refuse("runbook: " + String.join("; ", problems)));
    }

    private static Ruling shifts(Decision decision, BoundRunbook runbook) {
        return decision.kind() == DecisionKind.RUN && runbook.shiftsTraffic()
                ? new Ruling.Refuse("runbook: \"" + runbook.name()
                        + "\" shifts traffic, which only a promotion, a step back or a rollback may; name another")
                : new Ruling.Accept(runbook);
    }

    private String unknown(String runbook) {
        return "\"" + runbook + "\" is not known here, known are " + runbooks.names();
    }
}
