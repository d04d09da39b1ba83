package dev.headgate.console.command;

import dev.headgate.console.access.Role;
import dev.headgate.schemas.model.DecisionKind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A command that the console gives. */
public enum CommandKind {
    /** Begins a rollout. */
    START("start", Role.OPERATOR, false,
            DecisionKind.PROMOTE, DecisionKind.RUN, DecisionKind.ASK, DecisionKind.HOLD, DecisionKind.NOTIFY),
    /** Says yes. */
    APPROVE("approve", Role.APPROVER, false),
    /** Says no. */
    REJECT("reject", Role.APPROVER, false),
    /** Ticks an item of a checklist. */
    TICK("tick", Role.APPROVER, false),
    /** Keeps a rollout from advancing. */
    PAUSE("pause", Role.OPERATOR, false),
    /** Ends a pause. */
    RESUME("resume", Role.OPERATOR, false),
    /** Goes on before the policy would. */
    ADVANCE("advance", Role.OPERATOR, true, DecisionKind.PROMOTE, DecisionKind.COMPLETE),
    /** Goes back a stage. */
    STEP_BACK("step-back", Role.OPERATOR, true, DecisionKind.STEP_BACK),
    /** Rolls back. */
    ABORT("abort", Role.OPERATOR, false, DecisionKind.ROLLBACK),
    /** Takes care of what people were told of. */
    ACKNOWLEDGE("acknowledge", Role.OPERATOR, false),
    /** Sets the canary's weight by hand. */
    SET_WEIGHT("set-weight", Role.OPERATOR, true, DecisionKind.PROMOTE, DecisionKind.STEP_BACK, DecisionKind.HOLD);

    private final String word;
    private final Role role;
    private final boolean needsReason;
    private final Set<DecisionKind> answers;

    CommandKind(String word, Role role, boolean needsReason, DecisionKind... effects) {
        this.word = word;
        this.role = role;
        this.needsReason = needsReason;
        this.answers = EnumSet.of(DecisionKind.REFUSE, DecisionKind.RECORD);
        this.answers.addAll(List.of(effects));
    }

    /** The kind of a word; a start is none of those about a rollout. */
    public static Optional<CommandKind> aboutARollout(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind != START && kind.word.equals(word))
                .findFirst();
    }

    /** All words of commands about a rollout. */
    public static List<String> wordsAboutARollout() {
        return Arrays.stream(values()).filter(kind -> kind != START).map(CommandKind::word).toList();
    }

    /** Its word. */
    public String word() {
        return word;
    }

    /** Whose it is. */
    public Role role() {
        return role;
    }

    /** Whether it overrides a policy and must say why. */
    public boolean needsReason() {
        return needsReason;
    }

    /** The decisions that may be the gate's answer. */
    public Set<DecisionKind> answers() {
        return Set.copyOf(answers);
    }
}
