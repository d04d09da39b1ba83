package dev.headgate.console.rollout;

import dev.headgate.console.view.RolloutRow;
import dev.headgate.console.view.WorstVerdict;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.WaitingFor;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Makes a rollout's row. */
public final class RowMaker {

    private RowMaker() {}

    /** The row of a rollout of which something is known, with all that its texts say. */
    public static RolloutRow of(Picture picture) {
        return of(picture, UnaryOperator.identity());
    }

    /** The same with the beginnings of its texts: as it stands among many. */
    public static RolloutRow shown(Picture picture) {
        return of(picture, Texts::beginning);
    }

    private static RolloutRow of(Picture picture, UnaryOperator<String> cut) {
        Optional<RolloutState> said = picture.current().map(StateDocument::state);
        Optional<RolloutState> anyState = picture.state().map(StateDocument::state);
        boolean live = picture.live();
        StageTimes times = StageTimes.of(picture);
        int stage = pick(picture, RolloutState::stage, RolloutHistory::stage);
        return new RolloutRow(
                picture.rolloutId(),
                pick(picture, RolloutState::service, RolloutHistory::service),
                pick(picture, RolloutState::canary, RolloutHistory::canary),
                pick(picture, RolloutState::baseline, RolloutHistory::baseline),
                picture.current()
                        .map(StateDocument::mode)
                        .or(() -> picture.history().map(RolloutHistory::mode))
                        .orElse(""),
                picture.phase(),
                live,
                stage,
                picture.policy()
                        .map(policy -> policy.stages().size())
                        .or(() -> anyState.map(RolloutState::stages))
                        .orElse(stage + 1),
                picture.policy().map(RowMaker::weights).orElse(List.of()),
                picture.weight(),
                pick(picture, RolloutState::desiredWeight, RolloutHistory::desiredWeight),
                pick(picture, RolloutState::startedAt, RolloutHistory::startedAt),
                stageStartedAt(picture, said),
                updatedAt(picture, anyState),
                cut.apply(picture.policy()
                        .map(Policy::name)
                        .or(() -> anyState.map(RolloutState::policyName))
                        .orElse("")),
                picture.policyHash(),
                cut.apply(pick(picture, RolloutState::reason, RolloutHistory::reason)),
                live && picture.evaluation().map(Evaluation::lagging).orElse(false),
                picture.evaluation().map(Evaluation::evaluatedAt),
                times.earliest(),
                times.latest(),
                picture.evaluation().flatMap(WorstOf::verdicts).map(worst -> cut(worst, cut)),
                live ? waiting(picture, cut) : List.of(),
                picture.situation().notices().size(),
                picture.situation().mitigations().stream().map(cut).toList(),
                picture.evaluation().map(Evaluation::canary),
                picture.evaluation().map(Evaluation::baseline),
                count(picture, Judgement.PASS),
                count(picture, Judgement.FAIL),
                count(picture, Judgement.UNDECIDED) + count(picture, Judgement.UNKNOWN),
                picture.history().map(RolloutHistory::asks).orElse(List.of()));
    }

    private static WorstVerdict cut(WorstVerdict worst, UnaryOperator<String> cut) {
        return new WorstVerdict(
                worst.judgement(),
                worst.cause(),
                cut.apply(worst.criterion()),
                worst.list(),
                cut.apply(worst.sentence()));
    }

    private static List<WaitingFor> waiting(Picture picture, UnaryOperator<String> cut) {
        return picture.situation().waitingFor().stream()
                .map(what -> new WaitingFor(
                        cut.apply(what.kind()),
                        cut.apply(what.name()),
                        cut.apply(what.sentence()),
                        what.until(),
                        what.question().map(cut)))
                .toList();
    }

    static List<Weight> weights(Policy policy) {
        return policy.stages().stream().map(Stage::weight).toList();
    }

    private static <T> T pick(
            Picture picture, Function<RolloutState, T> ofState, Function<RolloutHistory, T> ofHistory) {
        return picture.current()
                .map(said -> ofState.apply(said.state()))
                .or(() -> picture.history().map(ofHistory))
                .orElseThrow(() ->
                        new IllegalArgumentException("nothing is known of " + picture.rolloutId() + ": it has no row"));
    }

    private static Optional<Instant> stageStartedAt(Picture picture, Optional<RolloutState> said) {
        return said.isPresent()
                ? said.get().stageStartedAt()
                : picture.history()
                        .flatMap(history -> history.stages().stream().reduce((earlier, later) -> later))
                        .filter(stay -> stay.leftAt().isEmpty())
                        .map(RolloutHistory.StageStay::enteredAt);
    }

    private static Instant updatedAt(Picture picture, Optional<RolloutState> anyState) {
        Instant state = anyState.map(RolloutState::updatedAt).orElse(Instant.EPOCH);
        Instant history = picture.history().map(RolloutHistory::lastAt).orElse(Instant.EPOCH);
        return state.isAfter(history) ? state : history;
    }

    private static int count(Picture picture, Judgement judgement) {
        return (int) picture.evaluation().stream()
                .flatMap(evaluation -> evaluation.verdicts().stream())
                .filter(verdict -> verdict.judgement() == judgement)
                .count();
    }
}
