package dev.headgate.schemas.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One action of a runbook.
 *
 * @param name its name, unique in the runbook
 * @param action what is done
 * @param budget how long one try may take
 * @param recovery what to do with it when a crash left its outcome unknown
 * @param tries how often it may be tried within one attempt of its decision, 1 for once
 * @param when what must hold for it to be done; empty for always
 * @param outputs fields of its output that must be there: the runbook's results, and parameters of later steps
 * @param confirms the field of its output that is the canary's weight really in force, in percent
 */
public record Step(
        String name,
        Action action,
        Duration budget,
        Recovery recovery,
        int tries,
        Optional<StepCondition> when,
        List<RunbookParameter> outputs,
        Optional<String> confirms) {

    /** Copies the list. */
    public Step {
        outputs = List.copyOf(outputs);
    }

    /** Done once and always, with nothing taken from its output. */
    public Step(String name, Action action, Duration budget, Recovery recovery) {
        this(name, action, budget, recovery, 1, Optional.empty(), List.of(), Optional.empty());
    }

    /** How a later step calls an output of this one: {@code steps.NAME.FIELD}. */
    public String outputName(RunbookParameter output) {
        return OUTPUTS + name + "." + output.name();
    }

    /** What the name of every output of a step begins with, and no parameter's does. */
    public static final String OUTPUTS = "steps.";

    /** Whether it tells which weight is in force, and so belongs to a shift. */
    public boolean shiftsTraffic() {
        return action instanceof Action.Traffic || confirms.isPresent();
    }

    /** What to do with a step whose outcome is not known after a crash. */
    public enum Recovery implements WireName {
        /** Run it again: it is idempotent. */
        RERUN("rerun"),
        /** Do not run it again: the execution fails and a person decides. */
        ASK("ask");

        private final String wireName;

        Recovery(String wireName) {
            this.wireName = wireName;
        }

        @Override
        public String wireName() {
            return wireName;
        }
    }
}
