package dev.headgate.core.rollout;

import dev.headgate.schemas.model.BindPolicy;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.InputOffset;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decisions as they are published. */
public final class Decisions {

    /** Stands in a refusal for what the refused command does not name. */
    private static final String NONE = "none";

    /** SHA-256 of the empty text: the policy of a refusal that has none. */
    private static final String NO_POLICY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private Decisions() {}

    /** A draft with its evidence. */
    public static Decision of(
            RolloutIdentity identity, Draft draft, List<Verdict> verdicts, Instant now, List<InputOffset> offsets) {
        Decision decision = new Decision(
                draft.decisionId(),
                identity.rolloutId(),
                identity.service(),
                identity.epoch(),
                draft.sequence(),
                identity.correlationId(),
                draft.kind(),
                identity.mode(),
                draft.severity(),
                identity.canary(),
                identity.baseline(),
                draft.stage(),
                draft.from(),
                draft.to(),
                draft.reason(),
                draft.decidingCriterion(),
                verdicts,
                identity.policyText().hash(),
                now,
                offsets,
                draft.validFor(),
                draft.runbook());
        Decision told = draft.recipients().isEmpty() ? decision : decision.to(draft.recipients());
        Decision about = draft.regards().map(told::regarding).orElse(told);
        return draft.command().map(about::becauseOf).orElse(about);
    }

    /**
     * The record that a command did not fit and changed nothing. It stands outside every rollout's sequence: number 0,
     * mode observe, so that nobody could carry it out.
     */
    public static Decision refusal(
            String service,
            Command command,
            long offset,
            Optional<Rollout> latest,
            String why,
            Instant now,
            List<InputOffset> offsets) {
        String reason =
                "the command " + command.kind() + " of " + command.header().issuedBy() + " was refused: " + why;
        return outside(service, command, offset, latest, DecisionKind.REFUSE, Severity.WARNING, reason, now, offsets);
    }

    /** The record that a command was taken which is about no rollout. It stands where a refusal would. */
    public static Decision taken(
            String service,
            Command command,
            long offset,
            Optional<Rollout> latest,
            String what,
            Instant now,
            List<InputOffset> offsets) {
        return outside(service, command, offset, latest, DecisionKind.RECORD, Severity.INFO, what, now, offsets);
    }

    private static Decision outside(
            String service,
            Command command,
            long offset,
            Optional<Rollout> latest,
            DecisionKind kind,
            Severity severity,
            String reason,
            Instant now,
            List<InputOffset> offsets) {
        Optional<StartRollout> start = command instanceof StartRollout found ? Optional.of(found) : Optional.empty();
        Optional<RolloutIdentity> named = latest.map(Rollout::identity)
                .filter(identity -> identity.rolloutId().equals(command.header().rolloutId()));
        Weight weight = latest.flatMap(Rollout::confirmedWeight).orElse(Weight.NONE);
        return new Decision(
                        command.header().rolloutId() + "/0",
                        command.header().rolloutId(),
                        service,
                        offset,
                        0,
                        command.header().correlationId(),
                        kind,
                        Mode.OBSERVE,
                        severity,
                        start.map(StartRollout::canary)
                                .or(() -> named.map(RolloutIdentity::canary))
                                .orElse(NONE),
                        start.map(StartRollout::baseline)
                                .or(() -> named.map(RolloutIdentity::baseline))
                                .orElse(NONE),
                        -1,
                        weight,
                        weight,
                        Reasons.whole(reason),
                        Optional.empty(),
                        List.of(),
                        policyOf(command)
                                .map(PolicyText::hash)
                                .or(() -> named.map(
                                        identity -> identity.policyText().hash()))
                                .orElse(NO_POLICY),
                        now,
                        offsets,
                        Optional.empty(),
                        RunbookCall.NONE)
                .becauseOf(command.header().commandId());
    }

    private static Optional<PolicyText> policyOf(Command command) {
        if (command instanceof StartRollout start) {
            return Optional.of(start.policy());
        }
        return command instanceof BindPolicy bind ? Optional.of(bind.policy()) : Optional.empty();
    }
}
