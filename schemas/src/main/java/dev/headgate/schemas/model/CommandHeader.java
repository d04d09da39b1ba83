package dev.headgate.schemas.model;

import java.time.Instant;

/**
 * What every command carries.
 *
 * @param commandId idempotency key: a second command with the same id changes nothing
 * @param correlationId follows from the command to its decisions, executions, notices and log lines
 * @param service the service concerned; the record's key
 * @param rolloutId the rollout concerned
 * @param issuedBy who asks
 * @param issuedAt when
 * @param reason why, in a person's words; may be empty
 */
public record CommandHeader(
        String commandId,
        String correlationId,
        String service,
        String rolloutId,
        String issuedBy,
        Instant issuedAt,
        String reason) {}
