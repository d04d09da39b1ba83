package dev.headgate.console.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A checklist of a rollout's policy with what is ticked.
 *
 * @param name its name
 * @param items its items in order
 */
public record ChecklistView(String name, List<Item> items) {

    /** Copies the list. */
    public ChecklistView {
        items = List.copyOf(items);
    }

    /**
     * One thing that has to be done.
     *
     * @param id its name within the list
     * @param text what has to be done
     * @param role who ticks it
     * @param evidence whether a link or a note must come with the tick
     * @param ticked who ticked it; empty as long as nobody has
     */
    public record Item(String id, String text, String role, boolean evidence, Optional<Tick> ticked) {}

    /**
     * A tick.
     *
     * @param by who
     * @param role for which role
     * @param at when
     * @param evidence a link or a note; may be empty
     */
    public record Tick(String by, String role, Instant at, String evidence) {}
}
