package dev.headgate.console.view;

import java.time.Instant;
import java.util.Optional;

/**
 * An approval that a rollout's policy asks for, or that it waits for.
 *
 * @param role whose
 * @param where where it is asked, for example {@code before stage 2}
 * @param stage the stage in force in which it is given, counted from 0, −1 before the first: a yes or no that names it counts
 *     for nothing else
 * @param awaited whether it is waited for now: of the stage in force, or of the way to the next. Not while an earlier gate,
 *     which looks at no stage, asks the role something that its answer would settle first
 * @param given the answer; empty as long as there is none
 */
public record ApprovalView(String role, String where, int stage, boolean awaited, Optional<Answer> given) {

    /**
     * An answer.
     *
     * @param by whose
     * @param at when
     * @param yes whether it was a yes
     */
    public record Answer(String by, Instant at, boolean yes) {}
}
