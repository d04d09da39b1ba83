package dev.headgate.console.rollout;

import dev.headgate.console.rollout.HistoryFold.Taken;
import dev.headgate.console.rollout.RolloutHistory.StageStay;
import dev.headgate.console.rollout.RolloutOutcome.End;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How a rollout ended, and how long things took, from its decisions in their order. */
final class Outcomes {

    private Outcomes() {}

    static RolloutOutcome of(List<DecisionFact> decisions, List<Taken> taken, Progress progress, boolean cancelled) {
        Optional<DecisionFact> first = decisions.stream()
                .filter(decision -> Words.is(DecisionKind.ROLLBACK, decision.kind()) && !decision.direct())
                .findFirst()
                .or(progress::rollback);
        boolean back = Words.phase(progress.phase()) == Phase.ROLLED_BACK;
        return new RolloutOutcome(
                end(progress, cancelled, first, taken),
                first.flatMap(rollback -> detected(rollback, progress.stays())),
                back ? first.flatMap(rollback -> recovered(rollback, progress)) : Optional.empty(),
                acknowledged(decisions));
    }

    private static End end(Progress progress, boolean cancelled, Optional<DecisionFact> rollback, List<Taken> taken) {
        if (cancelled) {
            return End.ABORTED;
        }
        return switch (Words.phase(progress.phase())) {
            case COMPLETED -> End.COMPLETED;
            case ROLLED_BACK ->
                rollback.filter(decision -> decision.direct() || asked(decision, taken))
                                .isPresent()
                        ? End.ABORTED
                        : End.ROLLED_BACK;
            case SCHEDULED,
                    PREPARING,
                    AWAITING,
                    PAUSED,
                    SHIFTING,
                    OBSERVING,
                    WATCHING,
                    ROLLING_BACK,
                    ROLLBACK_FAILED,
                    UNKNOWN -> End.RUNNING;
        };
    }

    /** Whether a person's abort is what the rollback answers. */
    private static boolean asked(DecisionFact rollback, List<Taken> taken) {
        return taken.stream()
                .anyMatch(each -> each.command().is("abort") && each.answer().equals(rollback));
    }

    /** What a line has seen cannot have begun before the canary had the stage's traffic. */
    private static Optional<Duration> detected(DecisionFact rollback, List<StageStay> stays) {
        Optional<Instant> confirmed = stays.stream()
                .map(StageStay::enteredAt)
                .filter(entered -> !entered.isAfter(rollback.evaluatedAt()))
                .max(Comparator.naturalOrder());
        return rollback.failingSince()
                .map(since -> confirmed.filter(since::isBefore).orElse(since))
                .map(since -> positive(since, rollback.evaluatedAt()));
    }

    private static Optional<Duration> recovered(DecisionFact rollback, Progress progress) {
        return progress.confirmedAt().map(at -> positive(rollback.evaluatedAt(), at));
    }

    /** A record that is about an earlier decision says that somebody took care of it, or has answered. */
    private static List<Duration> acknowledged(List<DecisionFact> decisions) {
        return decisions.stream()
                .filter(record -> Words.is(DecisionKind.RECORD, record.kind()))
                .flatMap(record -> record.regards().stream()
                        .flatMap(id -> decisions.stream()
                                .filter(told -> told.decisionId().equals(id))
                                .map(told -> positive(told.evaluatedAt(), record.evaluatedAt()))))
                .toList();
    }

    /** Two clocks may tell it. */
    private static Duration positive(Instant from, Instant to) {
        Duration time = Duration.between(from, to);
        return time.isNegative() ? Duration.ZERO : time;
    }
}
