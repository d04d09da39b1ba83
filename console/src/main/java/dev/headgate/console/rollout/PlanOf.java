package dev.headgate.console.rollout;

import dev.headgate.console.rollout.RolloutHistory.StageStay;
import dev.headgate.console.view.PlannedStage;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stages of a rollout's policy, and how far it has come through them. */
final class PlanOf {

    private PlanOf() {}

    static List<PlannedStage> stages(Picture picture, RolloutRow row) {
        List<PlannedStage> plan = new ArrayList<>();
        List<Stage> stages = picture.policy().map(Policy::stages).orElse(List.of());
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            Optional<StageStay> stay = stay(picture, i);
            Optional<Instant> entered = i == row.stage() ? row.stageStartedAt() : Optional.empty();
            plan.add(new PlannedStage(
                    i,
                    stage.weight(),
                    stage.minimumHold(),
                    stage.maximumHold(),
                    state(i, row, stay),
                    entered.or(() -> stay.map(StageStay::enteredAt)),
                    stay.flatMap(StageStay::leftAt)
                            .filter(left -> entered.map(left::isAfter).orElse(true)),
                    stage.procedure().score().map(score -> new PlannedStage.Bars(score.pass(), score.marginal()))));
        }
        return plan;
    }

    private static Optional<StageStay> stay(Picture picture, int stage) {
        return picture.history().stream()
                .flatMap(history -> history.stages().stream())
                .filter(stay -> stay.stage() == stage)
                .reduce((earlier, later) -> later);
    }

    /** What was stepped back from lies ahead again. */
    private static String state(int stage, RolloutRow row, Optional<StageStay> stay) {
        boolean begun = stay.isPresent() || row.stageStartedAt().isPresent() || row.stage() > 0;
        if (Words.phase(row.phase()) == Phase.COMPLETED) {
            return "done";
        }
        if (!row.live()) {
            return stay.isPresent() ? "done" : "ahead";
        }
        if (stage == row.stage()) {
            return begun || Words.phase(row.phase()) == Phase.SHIFTING ? "current" : "ahead";
        }
        return stage < row.stage() ? "done" : "ahead";
    }
}
