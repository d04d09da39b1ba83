package dev.headgate.executor.acceptance;

import dev.headgate.executor.runbook.Binding;
import dev.headgate.executor.runbook.Runbooks;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.ShadowId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Rules on decisions: what is stale, expired, contradictory, unknown or only observed is refused with its reason.
 *
 * <p>Only advances expire, by the log's own append time; a retreat is carried out however old it is, unless a later
 * decision of the service was accepted before it. Stateless and thread-safe.
 */
public final class Acceptance {

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
            case RUN -> new Ruling.Refuse("runbooks beside a shift are not carried out by this release");
            case PROMOTE, STEP_BACK, ROLLBACK ->
                objection(received, history, now)
                        .<Ruling>map(it -> it)
                        .orElseGet(() -> ruleOnRunbook(received.decision()));
        };
    }

    private static Optional<Ruling.Refuse> objection(Received received, ServiceHistory history, Instant now) {
        return mode(received.decision())
                .or(() -> stale(received, history))
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
        return history.last()
                .filter(last -> received.order().compareTo(last) <= 0)
                .map(last -> "stale: it is " + received.order() + ", and " + last + " was accepted before it");
    }

    private static Optional<String> afterRollback(Received received, ServiceHistory history) {
        return received.decision().kind() != DecisionKind.ROLLBACK
                        && history.rolledBack(received.decision().epoch())
                ? Optional.of("this rollout was rolled back: nothing of it is carried out after that")
                : Optional.empty();
    }

    private static Optional<String> ageless(Received received) {
        return received.isAdvance() && received.appendedAt().isEmpty()
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
                .either(Ruling.Accept::new, problems -> new Ruling.Refuse("runbook: " + String.join("; ", problems)));
    }

    private String unknown(String runbook) {
        return "\"" + runbook + "\" is not known here, known are " + runbooks.names();
    }
}
