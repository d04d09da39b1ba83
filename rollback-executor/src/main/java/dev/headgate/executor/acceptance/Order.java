package dev.headgate.executor.acceptance;

import dev.headgate.schemas.model.Decision;
import java.util.Comparator;

/**
 * A decision's place among all decisions of its service: first by rollout, then within it.
 *
 * @param epoch offset of the rollout's start command
 * @param sequence the decision's number within the rollout
 */
public record Order(long epoch, int sequence) implements Comparable<Order> {

    private static final Comparator<Order> NATURAL =
            Comparator.comparingLong(Order::epoch).thenComparingInt(Order::sequence);

    /** The decision's place. */
    public static Order of(Decision decision) {
        return new Order(decision.epoch(), decision.sequence());
    }

    @Override
    public int compareTo(Order other) {
        return NATURAL.compare(this, other);
    }

    /** As people read it: {@code rollout 412, decision 3}. */
    @Override
    public String toString() {
        return "rollout " + epoch + ", decision " + sequence;
    }
}
