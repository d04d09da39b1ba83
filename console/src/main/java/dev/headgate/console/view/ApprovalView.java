package dev.headgate.console.view;

import java.time.Instant;
import java.util.Optional;

/**
 * An approval that a rollout's policy asks for, or that it waits for.
 *
 * @param role whose
 * @param where where it is asked, for example {@code before stage 2}
 * @param given the answer; empty as long as there is none
 */
public record ApprovalView(String role, String where, Optional<Answer> given) {

    /**
     * An answer.
     *
     * @param by whose
     * @param at when
     * @param yes whether it was a yes
     */
    public record Answer(String by, Instant at, boolean yes) {}
}
