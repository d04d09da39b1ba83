package dev.headgate.console.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.RolloutSituation;
import java.util.List;
import java.util.Optional;

/**
 * Everything of one rollout that its page shows at once. In JSON the row's fields stand beside the others.
 *
 * @param row the rollout at a glance
 * @param epoch offset of the start command; −1 while it is not known
 * @param correlationId the start command's correlation id
 * @param startedBy who started it; empty if that is not known any more
 * @param startReason why, in that person's words; may be empty
 * @param plan the stages in order; none while the policy is not known
 * @param evaluation how it looked last
 * @param limits the policy's limits for the figures that are drawn
 * @param situation what it waits for, and what people have to know
 * @param checklists the policy's checklists with what is ticked
 * @param approvals the approvals that the policy asks for
 * @param commands which commands fit now, and why the others do not
 * @param decisionCount how many decisions there are of it
 * @param lastDecision its latest decision's id
 * @param shadow the shadow's id, if one is judged beside it
 * @param compareWith of a shadow: the rollout beside which it stands
 */
public record RolloutDetail(
        @JsonUnwrapped RolloutRow row,
        long epoch,
        String correlationId,
        String startedBy,
        String startReason,
        List<PlannedStage> plan,
        Optional<Evaluation> evaluation,
        List<DrawnLimit> limits,
        RolloutSituation situation,
        List<ChecklistView> checklists,
        List<ApprovalView> approvals,
        List<PossibleCommand> commands,
        int decisionCount,
        Optional<String> lastDecision,
        Optional<String> shadow,
        Optional<String> compareWith) {

    /** Copies the lists. */
    public RolloutDetail {
        plan = List.copyOf(plan);
        limits = List.copyOf(limits);
        checklists = List.copyOf(checklists);
        approvals = List.copyOf(approvals);
        commands = List.copyOf(commands);
    }
}
