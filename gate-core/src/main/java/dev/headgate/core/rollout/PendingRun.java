package dev.headgate.core.rollout;

import java.time.Instant;

/**
 * A runbook that moves no traffic and was decided to be run; its end is not known yet.
 *
 * @param decisionId the decision
 * @param purpose what it is for
 * @param line the line for which it is run; {@code onStart/<n>} and the like where there is none
 * @param runbook the runbook
 * @param decidedAt when it was decided
 */
public record PendingRun(String decisionId, Purpose purpose, String line, String runbook, Instant decidedAt) {

    /** What a runbook is run for. */
    public enum Purpose {
        /** Before anything is shifted. */
        START("before anything is shifted"),
        /** Before traffic is shifted to a stage. */
        ENTER("before traffic is shifted"),
        /** Again and again while a stage lasts. */
        DURING("while the stage lasts"),
        /** Before a stage is left. */
        EXIT("before the stage is left"),
        /** To soften what a line has found. */
        APPLY("to mitigate"),
        /** Because what it softened is over. */
        UNDO("to undo the mitigation"),
        /** Once a rollback is confirmed. */
        ROLLED_BACK("after the rollback"),
        /** Once the rollout is complete. */
        COMPLETED("after the rollout");

        private final String words;

        Purpose(String words) {
            this.words = words;
        }

        /** As people say it. */
        String words() {
            return words;
        }

        /** Whether it is a line's, or the start's, that reads how it ends. */
        boolean isHook() {
            return this == START || this == ENTER || this == DURING || this == EXIT;
        }

        /** Whether there is no more use in it once the gate has given it up; what cleans up is of use however late. */
        boolean growsOld() {
            return switch (this) {
                case START, ENTER, DURING, EXIT, APPLY -> true;
                case UNDO, ROLLED_BACK, COMPLETED -> false;
            };
        }
    }
}
