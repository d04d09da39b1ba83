package dev.headgate.core;

import dev.headgate.core.judge.StageClock;
import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.core.rollout.PendingShift;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The instants at which time alone can change something. */
final class Agenda {

    private Agenda() {}

    /**
     * The next one after an instant: the next second, the beginning of lagging, the end of a line's time, of a stage's hold
     * or of an execution's time.
     *
     * @param ofLines when a line's time is next over
     */
    static Instant next(
            Instant last,
            TelemetryStatus known,
            Optional<Rollout> rollout,
            Optional<Policy> policy,
            Optional<Instant> ofLines,
            Duration executionTimeout) {
        Stream<Instant> ofTime = Stream.of(Instant.ofEpochSecond(last.getEpochSecond() + 1), known.laggingFrom());
        Stream<Instant> ofRollout = rollout.stream().flatMap(current -> ofRollout(current, policy, executionTimeout));
        return Stream.of(ofTime, ofRollout, ofLines.stream())
                .flatMap(each -> each)
                .filter(last::isBefore)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Stream<Instant> ofRollout(Rollout rollout, Optional<Policy> policy, Duration executionTimeout) {
        Stream<Instant> overdue =
                rollout.pending().map(PendingShift::decidedAt).stream().map(decided -> decided.plus(executionTimeout));
        Stream<Instant> holds = rollout.clock().stream()
                .flatMap(clock ->
                        policy.stream().flatMap(plan -> holds(plan.stages().get(clock.stage()), clock)));
        return Stream.concat(overdue, holds);
    }

    private static Stream<Instant> holds(Stage stage, StageClock clock) {
        return Stream.concat(Stream.of(stage.minimumHold()), stage.maximumHold().stream())
                .map(clock.startedAt()::plus);
    }
}
