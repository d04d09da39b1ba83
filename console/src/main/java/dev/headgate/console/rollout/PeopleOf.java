package dev.headgate.console.rollout;

import dev.headgate.console.rollout.RolloutHistory.GivenAnswer;
import dev.headgate.console.rollout.RolloutHistory.StageStay;
import dev.headgate.console.view.ApprovalView;
import dev.headgate.console.view.ChecklistView;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.schemas.model.Checklist;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.TickedItem;
import dev.headgate.schemas.model.WaitingFor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What people have to do for a rollout, and what they have done. */
final class PeopleOf {

    private PeopleOf() {}

    static List<ChecklistView> checklists(Picture picture) {
        List<TickedItem> ticked = ticked(picture);
        return picture.policy().stream()
                .flatMap(policy -> policy.procedure().checklists().stream())
                .map(list -> new ChecklistView(
                        list.name(),
                        list.items().stream()
                                .map(item -> item(list, item, ticked))
                                .toList()))
                .toList();
    }

    /** Every approval that the policy asks for, in the order in which they are needed. */
    static List<ApprovalView> approvals(Picture picture, RolloutRow row) {
        List<ApprovalView> approvals = new ArrayList<>();
        List<Stage> stages = picture.policy().map(Policy::stages).orElse(List.of());
        for (int i = 0; i < stages.size(); i++) {
            int index = i;
            Stage stage = stages.get(i);
            String before = "before stage " + (i + 1);
            String leaving = "before stage " + (i + 1) + " is left";
            Optional<StageStay> previous = stay(picture, i - 1);
            Optional<StageStay> its = stay(picture, i);
            boolean next = i == next(row);
            boolean inForce = row.stageStartedAt().isPresent() && i == row.stage();
            roles(stage.procedure().enter())
                    .forEach(role -> approvals.add(new ApprovalView(
                            role, before, index - 1, next && awaited(row, role), given(picture, role, previous))));
            Stream.concat(roles(stage.advance()), roles(stage.procedure().exit()))
                    .distinct()
                    .forEach(role -> approvals.add(new ApprovalView(
                            role,
                            leaving,
                            index,
                            inForce && awaited(row, role),
                            its.isEmpty() ? Optional.empty() : given(picture, role, its))));
        }
        return approvals;
    }

    /** The stage that would be entered; none while the traffic is on the way to one. */
    private static int next(RolloutRow row) {
        if (Words.phase(row.phase()) == Phase.SHIFTING) {
            return -1;
        }
        return row.stageStartedAt().isPresent() ? row.stage() + 1 : 0;
    }

    /** To an earlier gate, which does not say which decision asks, a role's answer settles what the role was asked first. */
    private static boolean awaited(RolloutRow row, String role) {
        return waits(row, "approval", role)
                .anyMatch(each -> waits(row, "answer", role)
                        .allMatch(asked -> asked.question().isPresent()));
    }

    private static Stream<WaitingFor> waits(RolloutRow row, String kind, String name) {
        return row.waitingFor().stream()
                .filter(each -> each.kind().equals(kind) && each.name().equals(name));
    }

    /** The roles whose answer is waited for in the stage in force, or on the way to the next one. */
    static List<String> awaited(Policy policy, int stage, boolean begun) {
        int next = begun ? stage + 1 : 0;
        Stream<Criterion> ofStage = begun && stage < policy.stages().size()
                ? Stream.concat(
                        policy.stages().get(stage).advance().stream(),
                        policy.stages().get(stage).procedure().exit().stream())
                : Stream.empty();
        Stream<Criterion> ofNext =
                next < policy.stages().size() ? policy.stages().get(next).procedure().enter().stream() : Stream.empty();
        return roles(Stream.concat(ofStage, ofNext).toList()).distinct().toList();
    }

    /** What the gate says is ticked counts; of a rollout of which it says nothing any more the commands tell it. */
    static List<TickedItem> ticked(Picture picture) {
        return picture.state()
                .map(said -> said.state().situation().ticked())
                .orElseGet(() -> picture.history().map(RolloutHistory::ticks).orElse(List.of()));
    }

    private static ChecklistView.Item item(Checklist list, Checklist.Item item, List<TickedItem> ticked) {
        Optional<ChecklistView.Tick> tick = ticked.stream()
                .filter(each ->
                        each.checklist().equals(list.name()) && each.item().equals(item.id()))
                .reduce((earlier, later) -> later)
                .map(each -> new ChecklistView.Tick(each.by(), each.role(), each.at(), each.evidence()));
        return new ChecklistView.Item(item.id(), item.text(), item.role(), item.evidence(), tick);
    }

    private static Stream<String> roles(List<Criterion> lines) {
        return lines.stream()
                .map(Criterion::measure)
                .flatMap(measure -> measure instanceof Measure.All all
                        ? all.parts().stream().map(Criterion::measure)
                        : Stream.of(measure))
                .flatMap(measure ->
                        measure instanceof Measure.Approval approval ? Stream.of(approval.role()) : Stream.empty());
    }

    /** An answer counts for the stage in which it was given: while there is none yet, for the way to the first. */
    private static Optional<ApprovalView.Answer> given(Picture picture, String role, Optional<StageStay> during) {
        return picture.history().stream()
                .flatMap(history -> history.answers().stream())
                .filter(answer -> answer.role().equals(role) && within(answer, during, first(picture)))
                .reduce((earlier, later) -> later)
                .map(answer -> new ApprovalView.Answer(answer.by(), answer.at(), answer.yes()));
    }

    private static boolean within(GivenAnswer answer, Optional<StageStay> during, Optional<Instant> first) {
        if (during.isEmpty()) {
            return first.map(entered -> answer.at().isBefore(entered)).orElse(true);
        }
        boolean begun = !answer.at().isBefore(during.get().enteredAt());
        return begun
                && during.get().leftAt().map(left -> !answer.at().isAfter(left)).orElse(true);
    }

    private static Optional<Instant> first(Picture picture) {
        return picture.history().stream()
                .flatMap(history -> history.stages().stream())
                .findFirst()
                .map(StageStay::enteredAt);
    }

    private static Optional<StageStay> stay(Picture picture, int stage) {
        return picture.history().stream()
                .flatMap(history -> history.stages().stream())
                .filter(stay -> stay.stage() == stage)
                .reduce((earlier, later) -> later);
    }
}
