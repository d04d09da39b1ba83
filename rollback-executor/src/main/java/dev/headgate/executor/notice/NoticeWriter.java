package dev.headgate.executor.notice;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Question;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.StepResult;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.model.notice.NoticePlan;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Puts into words what has happened. Thread-safe. */
public final class NoticeWriter {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_SENTENCE = 1_000;
    private static final int LONGEST_OUTPUT = 1_500;
    private static final int MOST_FIGURES = 8;
    private static final int MOST_RESULTS = 20;

    private final NoticePlan plan;

    /** In the words of this installation. */
    public NoticeWriter(NoticePlan plan) {
        this.plan = plan;
    }

    /** A decision, and when its rollout began if that is known. */
    public Notice of(Decision decision, Optional<Instant> began) {
        Facts facts = Facts.of(decision);
        boolean ends = decision.kind() == DecisionKind.COMPLETE || decision.kind() == DecisionKind.ROLLBACK;
        return new Notice(
                line(decision.decisionId()),
                decision.kind().wireName(),
                Optional.of(decision.kind()),
                Optional.empty(),
                decision.severity(),
                marking(facts, decision.sequence()),
                plan.environment(),
                subject(facts),
                sentence(decision.reason()),
                decision.decidingCriterion().map(criterion -> evidence(criterion, decision.verdicts())),
                figures(decision),
                decision.recipients().stream().map(NoticeWriter::line).toList(),
                decision.runbook().name().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Notice.Work(
                                line(decision.runbook().name()),
                                "",
                                0,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of())),
                ends ? began.map(from -> Duration.between(from, decision.evaluatedAt())) : Optional.empty(),
                link(facts),
                decision.regards().map(NoticeWriter::line),
                decision.evaluatedAt());
    }

    /** What became of a decision. */
    public Notice of(Execution execution, Facts facts) {
        Optional<Question> question = execution.question().filter(asked -> execution.waitsForAPerson());
        return new Notice(
                line(execution.executionId()
                        + question.map(asked -> "/" + asked.step()).orElse("")),
                facts.kind().wireName() + " "
                        + (question.isPresent()
                                ? "waits for a person"
                                : execution.status().wireName()),
                Optional.of(facts.kind()),
                Optional.of(execution.status()),
                question.isPresent() ? waiting(facts) : severity(execution.status(), facts),
                marking(facts, 1),
                plan.environment(),
                subject(facts),
                sentence(question.map(asked -> asked(execution, asked)).orElse(execution.reason())),
                Optional.empty(),
                List.of(),
                facts.recipients().stream().map(NoticeWriter::line).toList(),
                Optional.of(work(execution)),
                Optional.empty(),
                link(facts),
                Optional.of(line(facts.decisionId())),
                question.map(Question::askedAt).or(execution::finishedAt).orElse(execution.startedAt()),
                question.isPresent());
    }

    /** A retreat that waits leaves the traffic where it must not stay. */
    private static Severity waiting(Facts facts) {
        return facts.isRetreat() ? Severity.CRITICAL : Severity.WARNING;
    }

    /** What is asked, until when, and how it is answered. */
    private static String asked(Execution execution, Question question) {
        String id = execution.decisionId();
        String how = question.about() == Question.About.CONFIRMATION
                ? "\"headgate executions confirm " + id + " --yes --reason TEXT\", or --no"
                : "\"headgate executions resolve " + id + " --step " + question.step()
                        + " --done --reason TEXT\", or --failed, or \"headgate executions retry " + id
                        + " --reason TEXT\"";
        return "step " + question.step() + " asks until " + question.until().truncatedTo(ChronoUnit.SECONDS) + ": "
                + question.text() + "; answer with " + how;
    }

    /** A record among the decisions that nobody has signed who may. */
    public Notice distrusted(String topic, int partition, long offset, String cause, String detail, Instant now) {
        String id = topic + "-" + partition + "-" + offset;
        return bare(
                id,
                "untrusted decision",
                Severity.CRITICAL,
                "a record in " + topic + ", partition " + partition + ", offset " + offset + " is not obeyed (" + cause
                        + "): " + detail,
                now);
    }

    /** Shows that a channel works. */
    public Notice test(String channel, Instant now) {
        return bare(
                "test-" + channel + "-" + now.toEpochMilli(),
                "test notice",
                Severity.INFO,
                "somebody asked whether the channel " + channel + " works; nothing has happened",
                now);
    }

    private Notice bare(String id, String event, Severity severity, String reason, Instant now) {
        return new Notice(
                line(id),
                event,
                Optional.empty(),
                Optional.empty(),
                severity,
                "",
                plan.environment(),
                new Notice.Subject("headgate", "", line(id), "", "", "", 0, "", ""),
                sentence(reason),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                now);
    }

    /** What failed needs a person; a retreat that failed needs one now. What is under way or done is for the record. */
    private static Severity severity(ExecutionStatus status, Facts facts) {
        return switch (status) {
            case STARTED, SUCCEEDED, SUPERSEDED -> Severity.INFO;
            case EXPIRED, UNKNOWN -> Severity.WARNING;
            case FAILED, REFUSED -> facts.isRetreat() ? Severity.CRITICAL : Severity.WARNING;
        };
    }

    /** Refusals, and what stands outside a rollout's sequence, are never carried out and are no rehearsal either. */
    private static String marking(Facts facts, int sequence) {
        if (facts.kind() == DecisionKind.REFUSE || sequence == 0) {
            return "";
        }
        return switch (facts.mode()) {
            case ENFORCE -> "";
            case OBSERVE -> "observe only";
            case SHADOW -> "shadow, not carried out";
            case UNKNOWN -> "unknown mode, not carried out";
        };
    }

    /** Whether people are told of decisions in that mode. */
    public boolean tells(Mode mode, DecisionKind kind, int sequence) {
        if (kind == DecisionKind.REFUSE || sequence == 0) {
            return true;
        }
        return switch (mode) {
            case ENFORCE, UNKNOWN -> true;
            case OBSERVE -> plan.observed() == NoticePlan.Telling.MARKED;
            case SHADOW -> plan.shadows() == NoticePlan.Telling.MARKED;
        };
    }

    private static Notice.Subject subject(Facts facts) {
        return new Notice.Subject(
                line(facts.service()),
                line(facts.rolloutId()),
                line(facts.decisionId()),
                line(facts.correlationId()),
                line(facts.canary()),
                line(facts.baseline()),
                facts.stage() + 1,
                facts.from().toString(),
                facts.to().toString());
    }

    private static Notice.Evidence evidence(String criterion, List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> verdict.criterion().equals(criterion))
                .findFirst()
                .map(verdict -> new Notice.Evidence(
                        sentence(criterion),
                        Figures.text(verdict.observed(), verdict.unit()),
                        Figures.text(verdict.limit(), verdict.unit()),
                        sentence(verdict.sentence()),
                        verdict.requestIds().stream().map(NoticeWriter::line).toList()))
                .orElseGet(() -> new Notice.Evidence(sentence(criterion), "", "", "", List.of()));
    }

    /** Of what moves on or ends: the performance that it rests on. */
    private static List<String> figures(Decision decision) {
        boolean rests = decision.kind() == DecisionKind.PROMOTE || decision.kind() == DecisionKind.COMPLETE;
        return rests
                ? decision.verdicts().stream()
                        .filter(verdict -> verdict.observed().isPresent())
                        .limit(MOST_FIGURES)
                        .map(verdict -> sentence(verdict.sentence()))
                        .toList()
                : List.of();
    }

    private static Notice.Work work(Execution execution) {
        return new Notice.Work(
                line(execution.runbook()),
                line(execution.executor()),
                execution.attempt(),
                execution.finishedAt().map(end -> Duration.between(execution.startedAt(), end)),
                execution.confirmedWeight().map(Weight::toString),
                execution.steps().stream()
                        .filter(step -> step.status() == ExecutionStatus.FAILED)
                        .reduce((first, last) -> last)
                        .map(NoticeWriter::failed),
                execution.results().entrySet().stream()
                        .limit(MOST_RESULTS)
                        .map(result -> line(result.getKey()) + " = " + line(result.getValue()))
                        .toList());
    }

    private static Notice.FailedStep failed(StepResult step) {
        return new Notice.FailedStep(line(step.name()), step.exitCode(), PlainText.end(step.output(), LONGEST_OUTPUT));
    }

    private Optional<String> link(Facts facts) {
        return plan.link()
                .map(template -> template.replace("${decision}", encoded(facts.decisionId()))
                        .replace("${rollout}", encoded(facts.rolloutId()))
                        .replace("${service}", encoded(facts.service())));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String line(String text) {
        return PlainText.line(text, LONGEST_NAME);
    }

    private static String sentence(String text) {
        return PlainText.line(text, LONGEST_SENTENCE);
    }
}
