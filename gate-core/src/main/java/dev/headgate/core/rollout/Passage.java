package dev.headgate.core.rollout;

import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.WaitingFor;
import java.util.Optional;

/** What keeps a rollout from going on although every line passes. Never keeps it from being rolled back. */
final class Passage {

    private Passage() {}

    /** What must be over before anything is done towards the next stage. */
    static Optional<WaitingFor> closed(Course course) {
        Rollout rollout = course.rollout();
        if (rollout.phase() == Phase.PAUSED) {
            return Optional.of(waiting("resume", "", "it is paused"));
        }
        if (rollout.affairs().byHand()) {
            return Optional.of(waiting(
                    "resume",
                    "",
                    "its weight of " + rollout.desiredWeight() + " was set by hand: resume it, or set the stage's"));
        }
        return CalendarRules.closed(course);
    }

    /** What must have come about once everything here is done: the last thing before traffic is shifted. */
    static Optional<WaitingFor> notYet(Course course) {
        course.ready();
        Optional<WaitingFor> kept =
                course.rollout().clock().isEmpty() ? CalendarRules.fitsNoMore(course) : TrainMoves.holdsBack(course);
        course.heldBack(kept);
        return kept;
    }

    private static WaitingFor waiting(String kind, String name, String sentence) {
        return new WaitingFor(kind, name, sentence, Optional.empty());
    }
}
