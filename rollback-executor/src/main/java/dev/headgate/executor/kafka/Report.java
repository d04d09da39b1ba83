package dev.headgate.executor.kafka;

import dev.headgate.executor.action.traffic.Look;
import dev.headgate.executor.dispatch.Effect;
import dev.headgate.executor.dispatch.Output;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.executor.metrics.ExecutorMeters;
import dev.headgate.executor.runbook.RunbookTargets;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Tells people and meters what was done. Thread-safe. */
final class Report {

    private static final Logger LOG = LoggerFactory.getLogger("dev.headgate.executor");

    private final ExecutorMeters meters;
    private final ExecutorTopics topics;

    Report(ExecutorMeters meters, ExecutorTopics topics) {
        this.meters = meters;
        this.topics = topics;
    }

    /** A transaction was committed. */
    void written(Output output, List<PartitionWriter.Unusable> unusable, Instant now) {
        for (PartitionWriter.Unusable one : unusable) {
            meters.deadLetter(one.message().topic().equals(topics.journal()) ? "journal" : "decisions", one.cause());
            LOG.atWarn()
                    .addKeyValue("topic", one.message().topic())
                    .addKeyValue("offset", one.message().offset())
                    .addKeyValue("partition", one.message().partition())
                    .log("a record was dead-lettered, {}: {}", one.cause(), one.detail());
        }
        output.refusals().forEach(cause -> meters.refused(cause.wireName()));
        for (Execution execution : output.executions()) {
            meters.execution(execution);
            line(execution)
                    .log(
                            "{} {}: {}",
                            execution.executionId(),
                            execution.status().wireName(),
                            execution.reason());
        }
        output.executions().forEach(Report::asks);
        for (JournalEntry entry : output.entries()) {
            entry.execution()
                    .filter(execution -> execution.finishedAt().isPresent() && entry.wasAccepted())
                    .ifPresent(execution -> meters.carriedOut(
                            execution.status(), entry.received().ageAt(now)));
        }
    }

    private static void asks(Execution execution) {
        execution
                .question()
                .ifPresent(question -> line(execution)
                        .log(
                                "{} waits for a person in step {} until {}: {}",
                                execution.executionId(),
                                question.step(),
                                question.until(),
                                question.text()));
    }

    /** Dead letters could not be written, and nothing else was held back for them: what they held stands here. */
    void deadLettersLost(List<PartitionWriter.Unusable> unusable, String why) {
        meters.deadLettersLost(unusable.size());
        LOG.error(
                "{} dead letters could not be written to {}, look them up by topic and offset below: {}",
                unusable.size(),
                topics.deadLetters(),
                why);
    }

    /**
     * An effect begins.
     *
     * @param sinceAppended how long after its decision was appended; empty if it is not the first or that is not known
     */
    void begins(Effect effect, Optional<Duration> sinceAppended) {
        sinceAppended.ifPresent(age -> meters.begun(effect.kind(), age));
        line(LOG.atInfo(), effect).log("step {} begins, attempt {}", effect.name(), effect.attempt());
    }

    /** A step ended. */
    void ended(Work.Ended.Step step, Instant now) {
        Action action = step.effect().action();
        StepOutcome outcome = step.outcome();
        if (outcome instanceof StepOutcome.NotBegun notBegun) {
            meters.leaseMissing();
            line(LOG.atWarn(), step.effect())
                    .log("step {} was held back: {}", step.effect().name(), notBegun.reason());
        }
        String category =
                outcome instanceof StepOutcome.Failed failed ? failed.category().wireName() : "none";
        meters.step(RunbookTargets.kind(action), word(outcome), category, Duration.between(step.startedAt(), now));
        if (outcome instanceof StepOutcome.Failed) {
            meters.targetFailed(RunbookTargets.first(action), category);
        }
    }

    private static String word(StepOutcome outcome) {
        if (outcome instanceof StepOutcome.Done) {
            return "done";
        }
        if (outcome instanceof StepOutcome.Failed) {
            return "failed";
        }
        return outcome instanceof StepOutcome.Abandoned ? "stopped" : "not-begun";
    }

    /** Weights that ought to be in force were looked at. */
    void looked(Work.Ended.Looked looked) {
        looked.looks().forEach(look -> looked(looked, look));
    }

    private void looked(Work.Ended.Looked looked, Look look) {
        if (look instanceof Look.Reasserted reasserted) {
            meters.look("reasserted");
            line(looked)
                    .log(
                            "the weight in force was not what was decided and was set again; found {}",
                            reasserted.found());
        } else if (look instanceof Look.Unknown unknown) {
            meters.look("unknown");
            line(looked).log("the weight in force cannot be kept up: {}", unknown.reason());
        } else {
            meters.look("in-force");
        }
    }

    private static LoggingEventBuilder line(Work.Ended.Looked looked) {
        return LOG.atWarn()
                .addKeyValue("service", looked.service())
                .addKeyValue("decisionId", looked.decisionId())
                .addKeyValue("correlationId", looked.correlationId());
    }

    private static LoggingEventBuilder line(LoggingEventBuilder line, Effect effect) {
        return line.addKeyValue("service", effect.service())
                .addKeyValue("decisionId", effect.decisionId())
                .addKeyValue("correlationId", effect.correlationId());
    }

    private static LoggingEventBuilder line(Execution execution) {
        boolean bad = execution.status() == ExecutionStatus.FAILED;
        return (bad ? LOG.atError() : LOG.atInfo())
                .addKeyValue("service", execution.service())
                .addKeyValue("rolloutId", execution.rolloutId())
                .addKeyValue("decisionId", execution.decisionId())
                .addKeyValue("correlationId", execution.correlationId());
    }
}
