package dev.headgate.schemas.model;

import java.time.Instant;

/**
 * Something that people were told and nobody has acknowledged yet.
 *
 * @param decisionId the decision that told it
 * @param severity how urgent it is
 * @param since when it was told
 * @param level how many levels of its escalation have been told
 */
public record OpenNotice(String decisionId, Severity severity, Instant since, int level) {}
