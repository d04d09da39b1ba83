package dev.headgate.console.rollout;

import dev.headgate.console.rollout.RolloutHistory.GivenAnswer;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.TickedItem;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/** Tells a rollout's history from records, whatever the order in which they are given. */
public final class HistoryFold {

    private static final Comparator<DecisionFact> IN_ORDER =
            Comparator.comparingInt(DecisionFact::sequence).thenComparing(DecisionFact::decisionId);

    private final List<DecisionFact> decisions;
    private final List<ExecutionFact> executions;
    private final List<CommandFact> commands;

    /**
     * A command that the gate has taken.
     *
     * @param command the command
     * @param answer the decision that came of it
     */
    record Taken(CommandFact command, DecisionFact answer) {

        /** An abort that is only recorded ends what had not begun; any other one is answered with a rollback. */
        private boolean cancels() {
            return command.is("abort") && Words.is(DecisionKind.RECORD, answer.kind());
        }
    }

    private HistoryFold(List<DecisionFact> decisions, List<ExecutionFact> executions, List<CommandFact> commands) {
        this.decisions = decisions;
        this.executions = executions;
        this.commands = commands;
    }

    /**
     * The history; empty as long as nothing of the rollout's own sequence was decided.
     *
     * @param decisions all decisions under the rollout's id
     * @param executions all executions of it
     * @param commands all commands to it; of a shadow the start of the rollout beside it
     * @param stages how many stages the policy of a hash has, if that is known
     */
    public static Optional<RolloutHistory> of(
            List<DecisionFact> decisions,
            List<ExecutionFact> executions,
            List<CommandFact> commands,
            Function<String, OptionalInt> stages) {
        // An id that was used again belongs to the later start.
        long epoch = decisions.stream()
                .filter(DecisionFact::ofRollout)
                .mapToLong(DecisionFact::epoch)
                .max()
                .orElse(-1);
        List<DecisionFact> own = decisions.stream()
                .filter(decision -> decision.ofRollout() && decision.epoch() == epoch)
                .sorted(IN_ORDER)
                .toList();
        List<CommandFact> inOrder = commands.stream()
                .sorted(Comparator.comparingLong(CommandFact::offset))
                .toList();
        return own.isEmpty()
                ? Optional.empty()
                : Optional.of(new HistoryFold(own, executions, inOrder)
                        .history(decisions.stream().sorted(IN_ORDER).toList(), stages));
    }

    private RolloutHistory history(List<DecisionFact> withRefusals, Function<String, OptionalInt> stages) {
        DecisionFact last = decisions.get(decisions.size() - 1);
        Optional<CommandFact> start = commands.stream()
                .filter(command -> command.is("start") && command.offset() == last.epoch())
                .findFirst();
        List<Taken> taken = commands.stream()
                .flatMap(command ->
                        CommandAnswer.taken(command, withRefusals).stream().map(answer -> new Taken(command, answer)))
                .toList();
        Progress progress = Progress.of(decisions, executions, stages.apply(last.policyHash()));
        boolean cancelled = !progress.shifted() && taken.stream().anyMatch(Taken::cancels);
        return new RolloutHistory(
                last.rolloutId(),
                last.service(),
                last.epoch(),
                last.correlationId(),
                last.canary(),
                last.baseline(),
                last.mode(),
                last.policyHash(),
                startedAt(start),
                start.map(command -> command.header().issuedBy()).orElse(""),
                start.map(command -> command.header().reason()).orElse(""),
                cancelled ? "rolled-back" : progress.phase(),
                progress.stage(),
                progress.desired(),
                progress.confirmed(),
                progress.confirmedAt(),
                progress.stays(),
                decisions.size(),
                sequence(),
                progress.movedSequence(),
                reason(last),
                lastAt(),
                ticks(taken),
                answers(taken),
                AsksOf.executions(decisions, executions),
                Outcomes.of(decisions, taken, progress, cancelled));
    }

    /** A start that was put off begins at its time. */
    private Instant startedAt(Optional<CommandFact> start) {
        Instant first = decisions.get(0).evaluatedAt();
        return start.flatMap(CommandFact::notBefore).filter(first::isBefore).orElse(first);
    }

    private int sequence() {
        return decisions.stream()
                .filter(decision -> !decision.direct())
                .mapToInt(DecisionFact::sequence)
                .max()
                .orElse(0);
    }

    /** What is only recorded, or run, does not tell why it stands where it stands. */
    private String reason(DecisionFact last) {
        return decisions.stream()
                .filter(decision -> !Words.is(DecisionKind.RECORD, decision.kind())
                        && !Words.is(DecisionKind.RUN, decision.kind())
                        && decision.regards().isEmpty())
                .reduce((earlier, later) -> later)
                .orElse(last)
                .reason();
    }

    private Instant lastAt() {
        return Stream.concat(
                        decisions.stream().map(DecisionFact::evaluatedAt),
                        executions.stream().map(ExecutionFact::endedAt))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static List<TickedItem> ticks(List<Taken> taken) {
        return taken.stream()
                .filter(each -> each.command().is("tick"))
                .map(each -> new TickedItem(
                        each.command().checklist(),
                        each.command().item(),
                        each.command().role(),
                        each.command().header().issuedBy(),
                        each.answer().evaluatedAt(),
                        each.command().evidence()))
                .toList();
    }

    /** Those for stages: what a question was answered with approves nothing. */
    private static List<GivenAnswer> answers(List<Taken> taken) {
        return taken.stream()
                .filter(each -> each.command().is("approve") || each.command().is("reject"))
                .filter(each -> !CommandSentence.of(each.command())
                        .saysThatItAnsweredAQuestion(each.answer().reason()))
                .map(each -> new GivenAnswer(
                        each.command().role(),
                        each.command().header().issuedBy(),
                        each.answer().evaluatedAt(),
                        each.command().is("approve")))
                .toList();
    }
}
