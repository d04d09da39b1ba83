package dev.headgate.console.rollout;

import dev.headgate.schemas.model.DecisionKind;
import java.util.List;
import java.util.Optional;

/**
 * Which decision answers a command: the first one that names it. Those of earlier gates name none. There a refusal names the
 * command by its offset; whatever else comes of a command was decided once it had been read, and its reason opens with the
 * gate's sentence about a command of that kind and of that person.
 */
public final class CommandAnswer {

    private CommandAnswer() {}

    /**
     * The answer; empty where no record tells of one.
     *
     * @param decisions the decisions of the command's service and rollout, in their order
     */
    public static Optional<DecisionFact> of(CommandFact command, List<DecisionFact> decisions) {
        return decisions.stream()
                .filter(decision -> decision.rolloutId().equals(command.header().rolloutId())
                        && decision.service().equals(command.header().service()))
                .filter(decision -> answers(command, decision))
                .findFirst();
    }

    /** The answer, unless it is a refusal or there is none. */
    static Optional<DecisionFact> taken(CommandFact command, List<DecisionFact> decisions) {
        return of(command, decisions).filter(answer -> !Words.is(DecisionKind.REFUSE, answer.kind()));
    }

    /**
     * Whether the gate has read a command, or a later one of its service.
     *
     * @param decisions of the command's service
     */
    public static boolean readPast(CommandFact command, List<DecisionFact> decisions) {
        return decisions.stream()
                .filter(decision -> decision.service().equals(command.header().service()) && !decision.direct())
                .anyMatch(decision ->
                        decision.commandsRead() >= command.offset() || decision.epoch() >= command.offset());
    }

    private static boolean answers(CommandFact command, DecisionFact decision) {
        return decision.command()
                .map(command.header().commandId()::equals)
                .orElseGet(() -> seemsToAnswer(command, decision));
    }

    private static boolean seemsToAnswer(CommandFact command, DecisionFact decision) {
        if (decision.sequence() == 0 || command.is("start")) {
            return decision.epoch() == command.offset();
        }
        return !decision.direct()
                && decision.commandsRead() >= command.offset()
                && CommandSentence.of(command).says(decision.reason())
                && (!command.is("abort") || endsIt(decision));
    }

    /** An abort rolls back, or is recorded to end what has not begun. */
    private static boolean endsIt(DecisionFact decision) {
        return Words.is(DecisionKind.ROLLBACK, decision.kind())
                || (Words.is(DecisionKind.RECORD, decision.kind())
                        && CommandSentence.saysThatItHadNotBegun(decision.reason()));
    }
}
