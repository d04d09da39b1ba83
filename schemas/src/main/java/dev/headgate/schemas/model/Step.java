package dev.headgate.schemas.model;

import java.time.Duration;

/**
 * One action of a runbook.
 *
 * @param name its name, unique in the runbook
 * @param action what is done
 * @param budget how long one try may take
 * @param recovery what to do with it when a crash left its outcome unknown
 */
public record Step(String name, Action action, Duration budget, Recovery recovery) {

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
