package dev.headgate.core;

import dev.headgate.core.judge.Bench;
import dev.headgate.core.judge.Judged;
import dev.headgate.core.judge.Verdicts;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.core.telemetry.Series;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.core.telemetry.WindowFigures;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.VersionFigures;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Evaluations as they are published. */
final class Evaluations {

    private Evaluations() {}

    static Evaluation of(Rollout rollout, Bench bench, ServiceTelemetry telemetry, Instant now, boolean lagging) {
        String canary = rollout.identity().canary();
        String baseline = rollout.identity().baseline();
        WindowFigures shown = telemetry.window(bench.plan().shown(Series.of(canary)));
        return new Evaluation(
                rollout.identity().rolloutId(),
                rollout.identity().service(),
                rollout.identity().correlationId(),
                now,
                rollout.phase(),
                rollout.stage(),
                rollout.confirmedWeight().orElse(Weight.NONE),
                lagging,
                Instant.ofEpochSecond(Math.min(shown.fromSecond(), shown.toSecond())),
                Instant.ofEpochSecond(shown.toSecond()),
                figures(canary, shown, now),
                figures(baseline, telemetry.window(bench.plan().shown(Series.of(baseline))), now),
                Verdicts.of(bench.latest(), telemetry));
    }

    /** What a version of the rollout shows over the policy's window. */
    static VersionFigures figures(String version, Bench bench, ServiceTelemetry telemetry, Instant now) {
        return figures(version, telemetry.window(bench.plan().shown(Series.of(version))), now);
    }

    /** Judgements and causes in short: an evaluation is worth publishing at once when this has changed. */
    static String inShort(Rollout rollout, Bench bench, boolean lagging) {
        return rollout.phase() + "/" + rollout.stage() + "/" + lagging
                + bench.latest().stream().map(Evaluations::inShort).collect(Collectors.joining("/", "/", ""));
    }

    private static String inShort(Judged judged) {
        return judged.judgement() + "-" + judged.cause();
    }

    /** The running second counts as far as it has run. */
    private static VersionFigures figures(String version, WindowFigures window, Instant now) {
        double seconds = Math.max(1, (double) (now.getEpochSecond() - window.fromSecond()) + now.getNano() / 1e9);
        return new VersionFigures(
                version,
                window.requests(),
                window.requests() / seconds,
                window.errorRate(),
                micros(window.quantileMicros(0.5)),
                micros(window.quantileMicros(0.95)),
                micros(window.quantileMicros(0.99)));
    }

    private static OptionalDouble micros(OptionalLong micros) {
        return micros.isPresent() ? OptionalDouble.of((double) micros.getAsLong()) : OptionalDouble.empty();
    }
}
