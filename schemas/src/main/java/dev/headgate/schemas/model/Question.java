package dev.headgate.schemas.model;

import java.time.Instant;

/**
 * What a person is asked while an execution waits for the answer.
 *
 * @param step the step's name
 * @param about what sort of answer it needs
 * @param text the question
 * @param askedAt when it was asked, which tells it from every other question of the decision
 * @param until until when it is waited for
 */
public record Question(String step, About about, String text, Instant askedAt, Instant until) {

    /** What sort of answer a question needs. */
    public enum About implements WireName {
        /** Whether the runbook may go on: yes or no. */
        CONFIRMATION("confirmation"),
        /** What became of a step whose outcome nobody knows: done, failed, or to be run again. */
        OUTCOME("outcome"),
        /** A word this release does not know. */
        UNKNOWN("unknown");

        private final String wireName;

        About(String wireName) {
            this.wireName = wireName;
        }

        @Override
        public String wireName() {
            return wireName;
        }
    }
}
