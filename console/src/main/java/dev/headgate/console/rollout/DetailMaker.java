package dev.headgate.console.rollout;

import dev.headgate.console.view.RolloutDetail;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.ShadowId;
import java.util.List;
import java.util.Optional;

/** Makes what a rollout's page shows at once. */
public final class DetailMaker {

    private DetailMaker() {}

    /**
     * The detail of a rollout of which something is known.
     *
     * @param picture what is known
     * @param decisions how many decisions stand under the rollout's id
     * @param last what names the latest of them alone
     * @param shadow the id of the shadow beside it, if there is one
     */
    public static RolloutDetail of(Picture picture, int decisions, Optional<String> last, Optional<String> shadow) {
        RolloutRow row = RowMaker.of(picture);
        Optional<RolloutState> state = picture.state().map(StateDocument::state);
        return new RolloutDetail(
                row,
                state.map(RolloutState::epoch)
                        .or(() -> picture.history().map(RolloutHistory::epoch))
                        .orElse(-1L),
                state.map(RolloutState::correlationId)
                        .or(() -> picture.history().map(RolloutHistory::correlationId))
                        .orElse(""),
                picture.history().map(RolloutHistory::startedBy).orElse(""),
                picture.history().map(RolloutHistory::startReason).orElse(""),
                PlanOf.stages(picture, row),
                picture.evaluation(),
                picture.policy()
                        .map(policy -> LimitsOf.stage(policy, row.stage()))
                        .orElse(List.of()),
                picture.situation(),
                PeopleOf.checklists(picture),
                PeopleOf.approvals(picture, row),
                CommandsOf.rollout(picture, row),
                decisions,
                last,
                shadow,
                picture.shadow() ? Optional.of(ShadowId.rolloutOf(picture.rolloutId())) : Optional.empty());
    }
}
