package dev.headgate.core.rollout;

import dev.headgate.schemas.model.OpenNotice;
import dev.headgate.schemas.model.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that people were told, as long as nobody has acknowledged it.
 *
 * @param decisionId the decision that told it
 * @param line what it is about: a line's id, or another key that is acted upon once; empty if it is about none
 * @param asks whether it asks a role, whose answer is worth an acknowledgement
 * @param severity how urgent it is
 * @param reason what was told, in a sentence
 * @param since when it was told
 * @param told which levels of its escalation have been told, counted from 0, in the order in which they were
 */
public record Notice(
        String decisionId,
        String line,
        boolean asks,
        Severity severity,
        String reason,
        Instant since,
        List<Integer> told) {

    /** Copies the list. */
    public Notice {
        told = List.copyOf(told);
    }

    Notice telling(int level) {
        List<Integer> more = new ArrayList<>(told);
        more.add(level);
        return new Notice(decisionId, line, asks, severity, reason, since, more);
    }

    OpenNotice open() {
        return new OpenNotice(decisionId, severity, since, told.size());
    }
}
