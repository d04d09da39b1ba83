package dev.headgate.core.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the other services of a train, and what they have been told.
 *
 * @param others those that have been heard of, in the order of their names
 * @param told what they were told last; empty if nothing was
 * @param toldAt when that was
 * @param missed those of whom people were told that nothing is heard, and of whom nothing has been heard since
 */
public record TrainState(List<Member> others, Optional<Standing> told, Optional<Instant> toldAt, List<String> missed) {

    /** Nothing yet. */
    public static final TrainState NONE = new TrainState(List.of(), Optional.empty(), Optional.empty(), List.of());

    /** Copies the lists. */
    public TrainState {
        others = List.copyOf(others);
        missed = List.copyOf(missed);
    }

    /**
     * Where a service of the train stands.
     *
     * @param stage the last stage, counted from 0, that it has left or is ready to leave; −1 for none
     * @param rolledBack whether it has decided to roll back
     */
    public record Standing(int stage, boolean rolledBack) {}

    /**
     * Another service of the train.
     *
     * @param service its name
     * @param standing what it said last
     * @param saidAt when it said so, by its own clock
     * @param heardAt when that was heard here
     */
    public record Member(String service, Standing standing, Instant saidAt, Instant heardAt) {}

    TrainState telling(Standing standing, Instant at) {
        return new TrainState(others, Optional.of(standing), Optional.of(at), missed);
    }

    TrainState missing(List<String> services) {
        return new TrainState(others, told, toldAt, services);
    }
}
