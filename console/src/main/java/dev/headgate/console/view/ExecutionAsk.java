package dev.headgate.console.view;

import java.time.Instant;
import java.util.Optional;

/**
 * What an execution asks a person, or what a person may say to one that has failed.
 *
 * @param decisionId the decision that is being carried out
 * @param kind the word of what was decided
 * @param attempt the attempt that an answer is for: of one that has failed the next one
 * @param runbook the runbook's name
 * @param about {@code confirmation}: whether the runbook may go on; {@code outcome}: what became of a step; {@code attempt}: a
 *     rollback or step back has failed and waits for its next attempt, which may begin now; or a word of a later release
 * @param step the step that asks; empty where no step does
 * @param text the question, or why it has failed
 * @param askedAt when it was asked, or had failed
 * @param until until when an answer is waited for; empty where nothing is
 */
public record ExecutionAsk(
        String decisionId,
        String kind,
        int attempt,
        String runbook,
        String about,
        Optional<String> step,
        String text,
        Instant askedAt,
        Optional<Instant> until) {}
