package dev.headgate.console.rollout;

import dev.headgate.console.view.PossibleCommand;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.core.rollout.Move;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StopLine;
import dev.headgate.schemas.model.WaitingFor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which commands fit a rollout now, by the gate's own table of moves and by what is known of the rollout. The gate decides: one
 * that is called possible here may still be refused on the record, for what nobody but the gate knows.
 */
final class CommandsOf {

    private static final List<String> KINDS = List.of(
            "approve",
            "reject",
            "tick",
            "pause",
            "resume",
            "advance",
            "step-back",
            "set-weight",
            "acknowledge",
            "abort");
    private static final List<String> NEED_A_REASON = List.of("advance", "step-back", "set-weight");
    private static final List<String> OF_APPROVERS = List.of("approve", "reject", "tick");

    private final Picture picture;
    private final RolloutRow row;
    private final Phase phase;

    private CommandsOf(Picture picture, RolloutRow row) {
        this.picture = picture;
        this.row = row;
        phase = Words.phase(row.phase());
    }

    static List<PossibleCommand> rollout(Picture picture, RolloutRow row) {
        CommandsOf commands = new CommandsOf(picture, row);
        return KINDS.stream().map(commands::possible).toList();
    }

    private PossibleCommand possible(String kind) {
        Optional<String> why = unfit(kind);
        return new PossibleCommand(
                kind,
                why.isEmpty(),
                why,
                NEED_A_REASON.contains(kind),
                OF_APPROVERS.contains(kind) ? "approver" : "operator");
    }

    private Optional<String> unfit(String kind) {
        if (picture.shadow() || Words.mode(row.mode()) == Mode.SHADOW) {
            return Optional.of("a shadow is only looked at; commands are for the rollout beside it");
        }
        if (phase == Phase.UNKNOWN) {
            return Optional.of("it is " + row.phase() + ", which this release does not know");
        }
        if (!row.live() && picture.followed()) {
            return Optional.of("it is over: the service's next rollout has begun");
        }
        Move move = Move.ofCommand(kind).orElseThrow();
        return move.fits(phase)
                ? unfitNow(kind)
                : Optional.of("it is " + row.phase() + ", and " + kind + " fits while it is " + words(move));
    }

    private Optional<String> unfitNow(String kind) {
        return switch (kind) {
            case "approve", "reject" -> nothingToAnswer();
            case "tick" -> nothingToTick();
            case "resume" -> nothingToResume();
            case "advance" -> brewing("advances past that").or(this::lessThanLast);
            case "step-back" ->
                row.stage() < 1
                        ? Optional.of("there is no earlier stage to step back to; an abort rolls it back")
                        : Optional.empty();
            case "set-weight" ->
                row.stageStartedAt().isEmpty()
                        ? Optional.of("there is no stage in force whose weight could be set")
                        : Optional.empty();
            case "acknowledge" ->
                row.openNotices() == 0 ? Optional.of("nothing waits to be acknowledged") : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<String> nothingToAnswer() {
        boolean begun = row.stageStartedAt().isPresent();
        boolean asked = waits("approval") || waits("answer");
        boolean awaited = picture.policy()
                .filter(policy -> phase != Phase.SHIFTING)
                .map(policy -> !PeopleOf.awaited(policy, row.stage(), begun).isEmpty() || scored(policy))
                .orElse(false);
        return asked || awaited ? Optional.empty() : Optional.of("nothing waits for a role's yes or no");
    }

    private boolean scored(Policy policy) {
        return stage(policy).flatMap(stage -> stage.procedure().score()).isPresent();
    }

    private Optional<String> nothingToTick() {
        boolean open = PeopleOf.checklists(picture).stream()
                .flatMap(list -> list.items().stream())
                .anyMatch(item -> item.ticked().isEmpty());
        return open ? Optional.empty() : Optional.of("no checklist of its policy has an item that is not ticked");
    }

    private Optional<String> nothingToResume() {
        return phase == Phase.PAUSED || phase == Phase.SHIFTING || waits("resume")
                ? Optional.empty()
                : Optional.of("it is not paused, and its weight was not set by hand");
    }

    /** Nobody gives more traffic while a stop line that rolls back is failing. */
    private Optional<String> brewing(String what) {
        boolean failing = picture.evaluation().stream()
                .flatMap(evaluation -> evaluation.verdicts().stream())
                .filter(verdict -> verdict.list() == CriterionList.STOP && verdict.judgement() == Judgement.FAIL)
                .anyMatch(verdict -> stops().anyMatch(line -> line.effect() == Effect.ROLLBACK
                        && line.criterion().text().equals(verdict.criterion())));
        return failing ? Optional.of("a stop line that rolls back is failing, and nobody " + what) : Optional.empty();
    }

    private Stream<StopLine> stops() {
        return picture.policy().stream()
                .flatMap(policy -> Stream.concat(
                        policy.stop().stream(), stage(policy).stream().flatMap(stage -> stage.stop().stream())));
    }

    private Optional<String> lessThanLast() {
        boolean less = picture.policy()
                .filter(policy -> row.stage() == policy.stages().size() - 1)
                .flatMap(this::stage)
                .map(stage -> row.desiredWeight().compareTo(stage.weight()) < 0)
                .orElse(false);
        return less
                ? Optional.of("the canary has " + row.desiredWeight()
                        + ", less than its last stage's weight: resume it, or set the weight, and complete it then")
                : Optional.empty();
    }

    private Optional<Stage> stage(Policy policy) {
        return Optional.of(policy.stages())
                .filter(stages -> row.stage() >= 0 && row.stage() < stages.size())
                .map(stages -> stages.get(row.stage()));
    }

    private boolean waits(String kind) {
        return row.waitingFor().stream().map(WaitingFor::kind).anyMatch(kind::equals);
    }

    private static String words(Move move) {
        return move.from().stream().map(Phase::wireName).collect(Collectors.joining(", "));
    }
}
