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
 * @param onFailure what becomes of the runbook when it has failed
 * @param undo what takes back what it did; empty for nothing
 * @param verify how it is found out after a crash whether it had its effect; there if the recovery is {@link Recovery#VERIFY}
 * @param safe whether it may be done at any time without harm, so that a rehearsal does it
 * @param answerWithin how long a person is waited for who can tell what became of it, when nothing else can; zero for not
 *     at all
 */
public record Step(
        String name,
        Action action,
        Duration budget,
        Recovery recovery,
        int tries,
        Optional<StepCondition> when,
        List<RunbookParameter> outputs,
        Optional<String> confirms,
        OnFailure onFailure,
        Optional<Undo> undo,
        Optional<Verification> verify,
        boolean safe,
        Duration answerWithin) {

    /** Copies the list. */
    public Step {
        outputs = List.copyOf(outputs);
    }

    /** One for which no person is waited for. */
    public Step(
            String name,
            Action action,
            Duration budget,
            Recovery recovery,
            int tries,
            Optional<StepCondition> when,
            List<RunbookParameter> outputs,
            Optional<String> confirms,
            OnFailure onFailure,
            Optional<Undo> undo,
            Optional<Verification> verify,
            boolean safe) {
        this(
                name,
                action,
                budget,
                recovery,
                tries,
                when,
                outputs,
                confirms,
                onFailure,
                undo,
                verify,
                safe,
                Duration.ZERO);
    }

    /** One whose failure ends the runbook, and that nothing undoes or verifies. */
    public Step(
            String name,
            Action action,
            Duration budget,
            Recovery recovery,
            int tries,
            Optional<StepCondition> when,
            List<RunbookParameter> outputs,
            Optional<String> confirms) {
        this(
                name,
                action,
                budget,
                recovery,
                tries,
                when,
                outputs,
                confirms,
                OnFailure.STOP,
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** Done once and always, with nothing taken from its output. */
    public Step(String name, Action action, Duration budget, Recovery recovery) {
        this(name, action, budget, recovery, 1, Optional.empty(), List.of(), Optional.empty());
    }

    /** The same step with another action. */
    public Step doing(Action other) {
        return new Step(
                name,
                other,
                budget,
                recovery,
                tries,
                when,
                outputs,
                confirms,
                onFailure,
                undo,
                verify,
                safe,
                answerWithin);
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

    /** How the undoing of this step is called among a runbook's results: <code>undo NAME</code>, which is no step's name. */
    public String undoName() {
        return "undo " + name;
    }

    /** How the verification of this step is called among a runbook's results: <code>verify NAME</code>. */
    public String verifyName() {
        return "verify " + name;
    }

    /** How it is called among a runbook's results that a person has let this step run again: <code>retry NAME</code>. */
    public String retryName() {
        return "retry " + name;
    }

    /**
     * What takes back what a step did. It does no harm when it runs twice, or when there is nothing to take back.
     *
     * @param action a command or a request
     * @param budget how long one try may take
     * @param tries how often it may be tried, 1 for once
     */
    public record Undo(Action action, Duration budget, int tries) {}

    /**
     * How it is found out whether a step had its effect. It changes nothing.
     *
     * @param action a command: exit code 0 says yes, 1 says no, anything else cannot tell; or a {@link Action.Lookup}
     * @param budget how long it may take
     */
    public record Verification(Action action, Duration budget) {}

    /** What becomes of a runbook when a step of it has failed, after all its tries. */
    public enum OnFailure implements WireName {
        /** It ends as failed. */
        STOP("stop"),
        /** It goes on; the failure is named in its outcome. */
        CONTINUE("continue"),
        /** What the steps before it did is undone, then it ends as failed. */
        COMPENSATE("compensate");

        private final String wireName;

        OnFailure(String wireName) {
            this.wireName = wireName;
        }

        @Override
        public String wireName() {
            return wireName;
        }
    }

    /** What to do with a step whose outcome is not known after a crash. */
    public enum Recovery implements WireName {
        /** Run it again: it is idempotent. */
        RERUN("rerun"),
        /** Find out whether it had its effect: go on if it had, run it again if not, and ask if that cannot be told. */
        VERIFY("verify"),
        /** Do not run it again unless a person says so: it waits for what a person says, and then fails. */
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
