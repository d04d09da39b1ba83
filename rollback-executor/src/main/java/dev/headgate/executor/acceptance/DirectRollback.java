package dev.headgate.executor.acceptance;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Weight;
import java.util.Optional;

/**
 * A rollback that an operator signs while the gate is dead, {@code headgate rollback --direct}: the only thing that an
 * operator's key may decide.
 */
public final class DirectRollback {

    /**
     * The parameter by which the operator says that it may be carried out although the executor's journal knows no shift
     * of its rollout, because the journal was lost, say; its value is {@code true}.
     */
    public static final String ALTHOUGH_UNKNOWN = "althoughUnknown";

    private static final String MARK = "/direct-";

    private DirectRollback() {}

    /** Whether its id is that of a direct rollback: the rollout's id, {@code /direct-} and a number. */
    public static boolean isNamed(Decision decision) {
        String prefix = decision.rolloutId() + MARK;
        return decision.decisionId().startsWith(prefix)
                && decision.decisionId().substring(prefix.length()).matches("[1-9][0-9]{0,8}");
    }

    /** Whether it may be carried out although nothing is known of its rollout. */
    static boolean mayBeUnknown(Decision decision) {
        return "true".equals(decision.runbook().parameters().get(ALTHOUGH_UNKNOWN));
    }

    /** Why an operator's key may not decide this, in a sentence; empty if it may. */
    public static Optional<String> objection(Decision decision) {
        if (!isNamed(decision)) {
            return Optional.of("its id is " + decision.decisionId() + ", expected " + decision.rolloutId() + MARK
                    + "1 or another number");
        }
        if (decision.kind() != DecisionKind.ROLLBACK || decision.mode() != Mode.ENFORCE) {
            return Optional.of("it is a " + decision.kind().wireName() + " in mode "
                    + decision.mode().wireName() + ", expected a rollback in mode enforce");
        }
        return decision.to().equals(Weight.NONE)
                ? Optional.empty()
                : Optional.of("it leads to " + decision.to() + ", expected " + Weight.NONE);
    }
}
