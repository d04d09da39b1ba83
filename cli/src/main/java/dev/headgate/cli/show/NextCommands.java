package dev.headgate.cli.show;

import dev.headgate.cli.executions.Asking;
import dev.headgate.client.EarlierGate;
import dev.headgate.schemas.model.Checklist;
import dev.headgate.schemas.model.OpenNotice;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.TickedItem;
import dev.headgate.schemas.model.WaitingFor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The commands that a person may type next, the one that is waited for first. */
final class NextCommands {
    private static final Set<Phase> OVER = Set.of(Phase.COMPLETED, Phase.ROLLED_BACK);

    private final RolloutState state;
    private final Optional<Policy> policy;

    private NextCommands(RolloutState state, Optional<Policy> policy) {
        this.state = state;
        this.policy = policy;
    }

    /** A command, and what for. */
    record Next(String command, String purpose) {}

    /** All of them, what an executor asks first. */
    static List<Next> of(Shown shown) {
        List<Next> next = new ArrayList<>();
        shown.asking()
                .forEach(execution -> Asking.commands(execution)
                        .forEach(command -> next.add(new Next(command, "answer what an executor asks"))));
        shown.hold()
                .ifPresent(hold ->
                        next.add(new Next("headgate executions release --reason TEXT", "let executors begin again")));
        next.addAll(of(shown.state(), shown.policy()));
        return next;
    }

    /** Those that only the gate is asked for. */
    static List<Next> of(RolloutState state, Optional<Policy> policy) {
        return new NextCommands(state, policy).commands();
    }

    private List<Next> commands() {
        List<Next> next = new ArrayList<>();
        state.situation().waitingFor().forEach(waiting -> next.addAll(waitedFor(waiting)));
        for (OpenNotice notice : state.situation().notices()) {
            next.add(new Next(
                    rollout("acknowledge " + notice.decisionId()), "take care of it, so that nobody else is told"));
        }
        if (state.phase() == Phase.SHIFTING) {
            next.add(new Next(
                    "headgate executions list --service " + state.service(),
                    "see what the executor does, and whether executors are held"));
        }
        if (state.phase() == Phase.SCHEDULED) {
            next.add(new Next(rollout("abort"), "cancel it: nothing has been shifted yet"));
        } else if (state.phase() == Phase.ROLLBACK_FAILED) {
            next.add(new Next(rollout("abort"), "try the rollback again"));
        } else if (!OVER.contains(state.phase()) && state.phase() != Phase.ROLLING_BACK) {
            next.add(
                    state.phase() == Phase.PAUSED
                            ? new Next(rollout("resume"), "let it advance again")
                            : new Next(rollout("pause"), "keep it from advancing"));
            next.add(new Next(rollout("abort"), "roll back now"));
        }
        return next.stream().distinct().toList();
    }

    private List<Next> waitedFor(WaitingFor waiting) {
        return switch (waiting.kind()) {
            case "approval" ->
                misread(waiting)
                        ? List.of()
                        : List.of(
                                new Next(rollout("approve" + inStage(waiting)), "say yes"),
                                new Next(rollout("reject" + inStage(waiting)), "say no: the stage fails"));
            case "answer" ->
                List.of(
                        new Next(rollout("approve" + toQuestion(waiting)), "let it go on"),
                        new Next(rollout("reject" + toQuestion(waiting)), "do now what is done without an answer"));
            case "checklist" -> open(waiting.name());
            case "hook" ->
                List.of(new Next(
                        "headgate executions list --service " + state.service(),
                        "see how far it is, and whether it asks a person"));
            case "resume" -> List.of(new Next(rollout("resume"), "let it advance again"));
            default -> List.of();
        };
    }

    private List<Next> open(String name) {
        Set<String> ticked = state.situation().ticked().stream()
                .filter(item -> item.checklist().equals(name))
                .map(TickedItem::item)
                .collect(Collectors.toSet());
        List<Next> items = policy.stream()
                .flatMap(known -> known.procedure().checklists().stream())
                .filter(list -> list.name().equals(name))
                .flatMap((Checklist list) -> list.items().stream())
                .filter(item -> !ticked.contains(item.id()))
                .map(item -> new Next(
                        rollout("tick " + name + " " + item.id() + " --role " + item.role()
                                + (item.evidence() ? " --evidence LINK" : "")),
                        item.text()))
                .toList();
        return items.isEmpty()
                ? List.of(new Next(rollout("tick " + name + " ITEM --role ROLE"), "tick what is done"))
                : items;
    }

    /** An earlier gate would take it for an answer to what it asks the role; a score is approved by any of them. */
    private boolean misread(WaitingFor approval) {
        List<WaitingFor> all = state.situation().waitingFor();
        return approval.name().isEmpty()
                ? !EarlierGate.questions(all).isEmpty()
                : EarlierGate.asks(approval.name(), all);
    }

    private String inStage(WaitingFor waiting) {
        int inForce = state.stageStartedAt().isPresent() ? state.stage() + 1 : 0;
        return " --role " + role(waiting) + (state.phase() == Phase.SHIFTING ? "" : " --stage " + inForce);
    }

    private static String toQuestion(WaitingFor waiting) {
        return " --role " + role(waiting)
                + waiting.question().map(id -> " --question " + id).orElse("");
    }

    private static String role(WaitingFor waiting) {
        return waiting.name().isEmpty() ? "ROLE" : waiting.name();
    }

    private String rollout(String words) {
        return "headgate rollout " + words + " --service " + state.service();
    }
}
