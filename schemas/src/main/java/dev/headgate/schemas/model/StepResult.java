package dev.headgate.schemas.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one step of a runbook did.
 *
 * @param name the step's name
 * @param status how it ended
 * @param startedAt when it was begun
 * @param finishedAt when it was over
 * @param exitCode a command's exit code
 * @param output the end of its output, bounded, without secrets
 * @param budget how long it might have taken; empty if that is not known
 */
public record StepResult(
        String name,
        ExecutionStatus status,
        Instant startedAt,
        Instant finishedAt,
        OptionalInt exitCode,
        String output,
        Optional<Duration> budget) {

    /** Without a budget. */
    public StepResult(
            String name,
            ExecutionStatus status,
            Instant startedAt,
            Instant finishedAt,
            OptionalInt exitCode,
            String output) {
        this(name, status, startedAt, finishedAt, exitCode, output, Optional.empty());
    }
}
