package dev.headgate.schemas.model;

import java.time.Duration;

/**
 * What must become true of the service once a rollback is confirmed, judged of the baseline.
 *
 * @param criterion what
 * @param within how soon
 * @param otherwise what is done if it does not: tell or ask somebody
 */
public record AfterRollback(Criterion criterion, Duration within, Response otherwise) {}
