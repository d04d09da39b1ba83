package dev.headgate.console.view;

import java.time.Instant;
import java.util.Optional;

/**
 * An approval that a rollout's policy asks for, or that it waits for.
 *
 * @param role whose
 * @param where where it is asked, for example {@code before stage 2}
 * @param awaited whether it is waited for now and a yes of the role would count as it: of the stage in force, or of the way to
 *     the next, and no question to the role is open, which its answer would settle first
 * @param given the answer; empty as long as there is none
 */
public record ApprovalView(String role, String where, boolean awaited, Optional<Answer> given) {

    /**
     * An answer.
     *
     * @param by whose
     * @param at when
     * @param yes whether it was a yes
     */
    public record Answer(String by, Instant at, boolean yes) {}
}
