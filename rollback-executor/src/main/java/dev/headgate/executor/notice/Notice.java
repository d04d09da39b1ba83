package dev.headgate.executor.notice;

import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What people are told of one decision or one execution. All texts are plain and bounded, and free of control characters;
 * each format escapes them for itself.
 *
 * @param id the decision's or execution's id: the same however often it is sent
 * @param event what happened, a word or two, as {@code rollback} or {@code rollback failed}
 * @param kind the decision's kind; of an execution that of its decision
 * @param status the execution's status; empty for decisions
 * @param severity how urgent it is
 * @param marking why nobody carries it out, as {@code observe only}; empty where it counts
 * @param environment where it happened; may be empty
 * @param about what it is about
 * @param reason why, in a sentence
 * @param evidence the line that decided
 * @param figures what the judge saw otherwise, a sentence each
 * @param recipients who is to be told by the policy
 * @param work what the executor did
 * @param since the time since the rollout began, of what ends it
 * @param link where it can be looked at
 * @param regards the decision that it reminds of, or that it acknowledges or answers
 * @param at when it was decided or ended
 * @param waits whether a runbook waits for a person
 */
public record Notice(
        String id,
        String event,
        Optional<DecisionKind> kind,
        Optional<ExecutionStatus> status,
        Severity severity,
        String marking,
        String environment,
        Subject about,
        String reason,
        Optional<Evidence> evidence,
        List<String> figures,
        List<String> recipients,
        Optional<Work> work,
        Optional<Duration> since,
        Optional<String> link,
        Optional<String> regards,
        Instant at,
        boolean waits) {

    /** Of what waits for nobody. */
    public Notice(
            String id,
            String event,
            Optional<DecisionKind> kind,
            Optional<ExecutionStatus> status,
            Severity severity,
            String marking,
            String environment,
            Subject about,
            String reason,
            Optional<Evidence> evidence,
            List<String> figures,
            List<String> recipients,
            Optional<Work> work,
            Optional<Duration> since,
            Optional<String> link,
            Optional<String> regards,
            Instant at) {
        this(
                id,
                event,
                kind,
                status,
                severity,
                marking,
                environment,
                about,
                reason,
                evidence,
                figures,
                recipients,
                work,
                since,
                link,
                regards,
                at,
                false);
    }

    /** Copies the lists. */
    public Notice {
        figures = List.copyOf(figures);
        recipients = List.copyOf(recipients);
    }

    /**
     * What a notice is about.
     *
     * @param service the service
     * @param rollout its rollout
     * @param decision the decision
     * @param correlationId follows the rollout from its start command on
     * @param canary the version being rolled out
     * @param baseline the version that held the traffic
     * @param stage the stage, counted from 1 as people do; 0 for none
     * @param from the weight before
     * @param to the weight after
     */
    public record Subject(
            String service,
            String rollout,
            String decision,
            String correlationId,
            String canary,
            String baseline,
            int stage,
            String from,
            String to) {}

    /**
     * The line that decided.
     *
     * @param line the policy's words
     * @param observed what was observed; empty where there is no figure
     * @param limit the limit; empty where there is none
     * @param sentence the judge's words
     * @param requestIds requests that show it
     */
    public record Evidence(String line, String observed, String limit, String sentence, List<String> requestIds) {
        /** Copies the list. */
        public Evidence {
            requestIds = List.copyOf(requestIds);
        }
    }

    /**
     * What the executor did.
     *
     * @param runbook the runbook; may be empty
     * @param executor which executor
     * @param attempt which attempt
     * @param took how long it took, once it is over
     * @param confirmed the weight that was read back
     * @param failed the step that failed
     * @param results figures of its output, {@code name = value} each
     */
    public record Work(
            String runbook,
            String executor,
            int attempt,
            Optional<Duration> took,
            Optional<String> confirmed,
            Optional<FailedStep> failed,
            List<String> results) {
        /** Copies the list. */
        public Work {
            results = List.copyOf(results);
        }
    }

    /**
     * A step that failed.
     *
     * @param name its name
     * @param exitCode of a command
     * @param outputEnd the end of its output, with line breaks
     */
    public record FailedStep(String name, OptionalInt exitCode, String outputEnd) {}

    /** A decision of a weight that does not change is no shift. */
    public boolean shifts() {
        return !about.from().equals(about.to());
    }

    /** One line for people: where, what, how urgent. */
    public String title() {
        StringBuilder title = new StringBuilder();
        if (!environment.isEmpty()) {
            title.append('[').append(environment).append("] ");
        }
        if (!marking.isEmpty()) {
            title.append('(').append(marking).append(") ");
        }
        title.append(about.service());
        if (!about.canary().isEmpty()) {
            title.append(' ').append(about.canary());
        }
        title.append(": ").append(event);
        if (shifts()) {
            title.append(' ').append(about.from()).append(" → ").append(about.to());
        }
        return title.append(" (").append(severity.wireName()).append(')').toString();
    }
}
