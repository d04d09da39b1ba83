package dev.headgate.console.rollout;

import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.WaitingFor;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * When something happens to the stage in force by time alone.
 *
 * @param earliest when it may be left at the earliest: its minimum hold is over, which is no shorter than
 *     its ramp, and the calendar is open; empty
 *     where only a person, an executor or lines decide
 * @param latest when something is done about it at the latest: its maximum hold, or until when an answer is waited for; empty
 *     where nothing is
 */
record StageTimes(Optional<Instant> earliest, Optional<Instant> latest) {

    private static final StageTimes NONE = new StageTimes(Optional.empty(), Optional.empty());

    static StageTimes of(Picture picture) {
        Optional<RolloutState> state =
                picture.current().map(StateDocument::state).filter(any -> picture.live());
        return state.map(said -> of(said, picture.policy())).orElse(NONE);
    }

    private static StageTimes of(RolloutState state, Optional<Policy> policy) {
        Optional<Stage> stage = policy.map(Policy::stages)
                .filter(stages -> state.stage() < stages.size())
                .map(stages -> stages.get(state.stage()));
        return switch (state.phase()) {
            case SCHEDULED -> new StageTimes(until(state, "schedule"), Optional.empty());
            case OBSERVING, AWAITING, WATCHING -> new StageTimes(earliest(state, stage), latest(state, stage));
            case PREPARING, PAUSED -> new StageTimes(Optional.empty(), latest(state, stage));
            case SHIFTING, COMPLETED, ROLLING_BACK, ROLLED_BACK, ROLLBACK_FAILED, UNKNOWN -> NONE;
        };
    }

    private static Optional<Instant> earliest(RolloutState state, Optional<Stage> stage) {
        Optional<Instant> held =
                stage.flatMap(its -> state.stageStartedAt().map(since -> since.plus(its.minimumHold())));
        Optional<Instant> open = until(state, "calendar");
        return held.map(over -> open.filter(over::isBefore).orElse(over));
    }

    private static Optional<Instant> latest(RolloutState state, Optional<Stage> stage) {
        Optional<Instant> hold = stage.flatMap(Stage::maximumHold)
                .flatMap(longest -> state.stageStartedAt().map(since -> since.plus(longest)));
        Optional<Instant> answer = until(state, "answer");
        return hold.map(at -> answer.filter(at::isAfter).orElse(at)).or(() -> answer);
    }

    private static Optional<Instant> until(RolloutState state, String kind) {
        return state.situation().waitingFor().stream()
                .filter(waiting -> waiting.kind().equals(kind))
                .map(WaitingFor::until)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }
}
