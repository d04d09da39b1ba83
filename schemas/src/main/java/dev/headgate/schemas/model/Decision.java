package dev.headgate.schemas.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the gate has decided, with everything that is needed to understand, check, order and replay it.
 *
 * @param decisionId rollout id, {@code /} and the sequence number
 * @param rolloutId the rollout
 * @param service the service; the record's key
 * @param epoch offset of the rollout's start command: later rollouts of a service have larger epochs
 * @param sequence 1 for the rollout's first decision, then without gaps
 * @param correlationId the start command's correlation id
 * @param kind what it does
 * @param mode whether it may be carried out
 * @param severity how urgent it is for people
 * @param canary the version being rolled out
 * @param baseline the version that held the traffic at the start
 * @param stage the stage it leads to, counted from 0; −1 for none
 * @param from the canary's weight before
 * @param to the canary's weight after
 * @param reason one sentence
 * @param decidingCriterion the policy's line that decided, if one did
 * @param verdicts all verdicts at that instant
 * @param policyHash the policy by its hash
 * @param evaluatedAt the instant of the evaluation
 * @param inputOffsets how far each input had been read
 * @param validFor how long after it was appended to the log an advance, or a run that is for what comes next, may still be
 *     begun; empty for decisions that never expire
 * @param runbook what carries it out
 * @param hypotheticalSince of a shadow: since when the weights in force have not been those that it would have led to
 * @param recipients roles and channels that are told or asked; none where the policy names none
 * @param regards the decision that this one is about: that it reminds of, or that was acknowledged or answered by it
 * @param command id of the command because of which it was made; empty where that was none, or one whose id is longer than
 *     {@value #LONGEST_COMMAND} characters, and in what earlier gates wrote
 */
public record Decision(
        String decisionId,
        String rolloutId,
        String service,
        long epoch,
        int sequence,
        String correlationId,
        DecisionKind kind,
        Mode mode,
        Severity severity,
        String canary,
        String baseline,
        int stage,
        Weight from,
        Weight to,
        String reason,
        Optional<String> decidingCriterion,
        List<Verdict> verdicts,
        String policyHash,
        Instant evaluatedAt,
        List<InputOffset> inputOffsets,
        Optional<Duration> validFor,
        RunbookCall runbook,
        Optional<Instant> hypotheticalSince,
        List<String> recipients,
        Optional<String> regards,
        Optional<String> command) {

    /** Largest document, bytes: executors keep it in their journal, and carry out none that is larger. */
    public static final int LARGEST_BYTES = 400_000;

    /** Longest reason that a gate gives, characters; of an operator's own words less. */
    public static final int LONGEST_REASON = 3_000;

    /** Longest id of a command that it names, characters. */
    public static final int LONGEST_COMMAND = 300;

    /** Copies the lists. */
    public Decision {
        recipients = List.copyOf(recipients);
        verdicts = List.copyOf(verdicts);
        inputOffsets = List.copyOf(inputOffsets);
    }

    /** Of a rollout that is no shadow. */
    public Decision(
            String decisionId,
            String rolloutId,
            String service,
            long epoch,
            int sequence,
            String correlationId,
            DecisionKind kind,
            Mode mode,
            Severity severity,
            String canary,
            String baseline,
            int stage,
            Weight from,
            Weight to,
            String reason,
            Optional<String> decidingCriterion,
            List<Verdict> verdicts,
            String policyHash,
            Instant evaluatedAt,
            List<InputOffset> inputOffsets,
            Optional<Duration> validFor,
            RunbookCall runbook) {
        this(
                decisionId,
                rolloutId,
                service,
                epoch,
                sequence,
                correlationId,
                kind,
                mode,
                severity,
                canary,
                baseline,
                stage,
                from,
                to,
                reason,
                decidingCriterion,
                verdicts,
                policyHash,
                evaluatedAt,
                inputOffsets,
                validFor,
                runbook,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same, told to or asked of somebody. */
    public Decision to(List<String> others) {
        return new Decision(
                decisionId,
                rolloutId,
                service,
                epoch,
                sequence,
                correlationId,
                kind,
                mode,
                severity,
                canary,
                baseline,
                stage,
                from,
                to,
                reason,
                decidingCriterion,
                verdicts,
                policyHash,
                evaluatedAt,
                inputOffsets,
                validFor,
                runbook,
                hypotheticalSince,
                others,
                regards,
                command);
    }

    /** The same, carried out so. */
    public Decision by(RunbookCall call) {
        return new Decision(
                decisionId,
                rolloutId,
                service,
                epoch,
                sequence,
                correlationId,
                kind,
                mode,
                severity,
                canary,
                baseline,
                stage,
                from,
                to,
                reason,
                decidingCriterion,
                verdicts,
                policyHash,
                evaluatedAt,
                inputOffsets,
                validFor,
                call,
                hypotheticalSince,
                recipients,
                regards,
                command);
    }

    /** The same about another decision. */
    public Decision regarding(String otherId) {
        return new Decision(
                decisionId,
                rolloutId,
                service,
                epoch,
                sequence,
                correlationId,
                kind,
                mode,
                severity,
                canary,
                baseline,
                stage,
                from,
                to,
                reason,
                decidingCriterion,
                verdicts,
                policyHash,
                evaluatedAt,
                inputOffsets,
                validFor,
                runbook,
                hypotheticalSince,
                recipients,
                Optional.of(otherId),
                command);
    }

    /** The same, made because of a command; one whose id is too long is not named. */
    public Decision becauseOf(String commandId) {
        return new Decision(
                decisionId,
                rolloutId,
                service,
                epoch,
                sequence,
                correlationId,
                kind,
                mode,
                severity,
                canary,
                baseline,
                stage,
                from,
                to,
                reason,
                decidingCriterion,
                verdicts,
                policyHash,
                evaluatedAt,
                inputOffsets,
                validFor,
                runbook,
                hypotheticalSince,
                recipients,
                regards,
                commandId.length() > LONGEST_COMMAND ? Optional.empty() : Optional.of(commandId));
    }

    /** The same with less evidence: with the verdict on the line that decided alone. */
    public Decision withDecidingVerdict() {
        List<Verdict> deciding = verdicts.stream()
                .filter(verdict ->
                        decidingCriterion.filter(verdict.criterion()::equals).isPresent())
                .limit(1)
                .toList();
        return new Decision(
                decisionId,
                rolloutId,
                service,
                epoch,
                sequence,
                correlationId,
                kind,
                mode,
                severity,
                canary,
                baseline,
                stage,
                from,
                to,
                reason,
                decidingCriterion,
                deciding,
                policyHash,
                evaluatedAt,
                inputOffsets,
                validFor,
                runbook,
                hypotheticalSince,
                recipients,
                regards,
                command);
    }

    /** The same as that of a shadow: with nothing that could carry it out. */
    public Decision asShadow(Optional<Instant> since) {
        return new Decision(
                decisionId,
                rolloutId,
                service,
                epoch,
                sequence,
                correlationId,
                kind,
                Mode.SHADOW,
                severity,
                canary,
                baseline,
                stage,
                from,
                to,
                reason,
                decidingCriterion,
                verdicts,
                policyHash,
                evaluatedAt,
                inputOffsets,
                validFor,
                RunbookCall.NONE,
                since,
                recipients,
                regards,
                command);
    }
}
