package dev.headgate.client;

import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.Reject;
import dev.headgate.schemas.model.WaitingFor;
import java.util.List;
import java.util.Optional;

/**
 * Gates of before answers could say what they are about. They do not read which question or stage an answer names, and take
 * it for one to whatever its role is asked: a yes that names a stage would cancel a rollback.
 */
public final class EarlierGate {

    private EarlierGate() {}

    /**
     * Why such a gate would take an answer for another than it is, for people; empty if there is nothing against sending it.
     * Of a no to a question nothing is said: it does what silence would.
     *
     * @param waitingFor what the rollout waits for, as its gate said last
     */
    public static Optional<String> misreads(Command command, List<WaitingFor> waitingFor) {
        if (!mayMisread(command)) {
            return Optional.empty();
        }
        return command instanceof Approve approve
                ? asked(approve.role(), "yes", waitingFor)
                : asked(((Reject) command).role(), "no", waitingFor);
    }

    /** Whether it depends on what the rollout waits for: it names what must not be lost. */
    public static boolean mayMisread(Command command) {
        return command instanceof Approve approve
                ? approve.question().isPresent() || approve.stage().isPresent()
                : command instanceof Reject reject && reject.stage().isPresent();
    }

    /** Whether a gate that does not say by which decision it asks waits for an answer of a role. */
    public static boolean asks(String role, List<WaitingFor> waitingFor) {
        return questions(waitingFor).stream().anyMatch(each -> each.name().equals(role));
    }

    /** What such a gate asks; nothing of what is asked by one that reads what an answer names. */
    public static List<WaitingFor> questions(List<WaitingFor> waitingFor) {
        return waitingFor.stream()
                .filter(each -> each.kind().equals("answer") && each.question().isEmpty())
                .toList();
    }

    private static Optional<String> asked(String role, String word, List<WaitingFor> waitingFor) {
        return asks(role, waitingFor)
                ? Optional.of("the gate is of an earlier release, which does not read which stage or question an answer"
                        + " names: it would take this for a " + word + " to what it asks " + role)
                : Optional.empty();
    }
}
