package dev.headgate.schemas.model;

/**
 * A criterion that acts when it has come true.
 *
 * @param criterion what is watched for
 * @param effect what is done
 * @param severity how urgent it is for people
 */
public record StopLine(Criterion criterion, Effect effect, Severity severity) {}
