package dev.headgate.cli.watch;

import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.VersionFigures;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What both versions showed at an instant.
 *
 * @param at the instant
 * @param canary the canary's figure; empty without requests
 * @param baseline the baseline's figure; empty without requests
 */
record Sample(Instant at, OptionalDouble canary, OptionalDouble baseline) {

    /** The error rates of an evaluation, 0 to 1. */
    static Sample errors(Evaluation evaluation) {
        return of(evaluation, VersionFigures::errorRate);
    }

    /** The 95th percentiles of an evaluation, microseconds. */
    static Sample p95(Evaluation evaluation) {
        return of(evaluation, VersionFigures::p95Micros);
    }

    private static Sample of(Evaluation evaluation, Function<VersionFigures, OptionalDouble> figure) {
        return new Sample(
                evaluation.evaluatedAt(), figure.apply(evaluation.canary()), figure.apply(evaluation.baseline()));
    }
}
