package dev.headgate.schemas.model;

import java.time.Instant;
import java.util.List;

/**
 * How a rollout looked at one instant; published on change and at most once a second otherwise.
 *
 * @param rolloutId the rollout
 * @param service the service; the record's key
 * @param correlationId the start command's correlation id
 * @param evaluatedAt the instant
 * @param phase where the rollout stands
 * @param stage the stage, counted from 0
 * @param weight the canary's weight in force, as last confirmed
 * @param lagging whether telemetry is behind, so that nothing may be concluded from silence
 * @param windowStart beginning of the figures' window, inclusive
 * @param windowEnd its end, exclusive
 * @param canary the canary's figures
 * @param baseline the baseline's figures
 * @param verdicts all verdicts
 */
public record Evaluation(
        String rolloutId,
        String service,
        String correlationId,
        Instant evaluatedAt,
        Phase phase,
        int stage,
        Weight weight,
        boolean lagging,
        Instant windowStart,
        Instant windowEnd,
        VersionFigures canary,
        VersionFigures baseline,
        List<Verdict> verdicts) {

    /** Copies the list. */
    public Evaluation {
        verdicts = List.copyOf(verdicts);
    }
}
