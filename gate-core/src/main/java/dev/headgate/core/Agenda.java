package dev.headgate.core;

import dev.headgate.core.judge.StageClock;
import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.core.rollout.PendingShift;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.core.rollout.SurroundingRules;
import dev.headgate.core.rollout.Turns;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The instants at which time alone can change something. */
final class Agenda {

    private Agenda() {}

    /**
     * The next one after an instant: the next second at which it is judged anyway, the beginning of lagging, the end of a
     * line's time, of a stage's hold or of an execution's time, an answer's deadline, a hook's or a ramp's next turn.
     *
     * @param ofLines when a line's time is next over
     */
    static Instant next(
            Instant last,
            TelemetryStatus known,
            Optional<Rollout> rollout,
            Optional<Policy> policy,
            Optional<Instant> ofLines,
            GateSettings settings) {
        Stream<Instant> ofTime = Stream.of(judging(last, settings), known.laggingFrom());
        Stream<Instant> ofRollout = rollout.stream().flatMap(current -> ofRollout(current, policy, settings));
        Stream<Instant> around = rollout.stream()
                .flatMap(current -> policy.stream().flatMap(plan -> SurroundingRules.next(plan, current, last)));
        return Stream.of(ofTime, ofRollout, around, ofLines.stream())
                .flatMap(each -> each)
                .filter(last::isBefore)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Whole seconds that are a multiple of the distance: the same whenever it began. */
    private static Instant judging(Instant last, GateSettings settings) {
        long every = settings.judgeEvery().toSeconds();
        return Instant.ofEpochSecond((Math.floorDiv(last.getEpochSecond(), every) + 1) * every);
    }

    private static Stream<Instant> ofRollout(Rollout rollout, Optional<Policy> policy, GateSettings settings) {
        Stream<Instant> overdue = rollout.pending().map(PendingShift::decidedAt).stream()
                .map(decided -> decided.plus(settings.executionTimeout()));
        Stream<Instant> holds = rollout.clock().stream()
                .flatMap(clock ->
                        policy.stream().flatMap(plan -> holds(plan.stages().get(clock.stage()), clock)));
        return Stream.of(overdue, holds, Turns.of(rollout, policy, settings)).flatMap(each -> each);
    }

    private static Stream<Instant> holds(Stage stage, StageClock clock) {
        return Stream.of(
                        Stream.of(stage.minimumHold()),
                        stage.maximumHold().stream(),
                        stage.procedure().decideBy().stream())
                .flatMap(each -> each)
                .map(clock.startedAt()::plus);
    }
}
