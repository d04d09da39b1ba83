package dev.headgate.schemas.model;

import java.util.List;

/**
 * Things that people have to have done.
 *
 * @param name its name
 * @param items what has to be done; at least one
 */
public record Checklist(String name, List<Item> items) {

    /** Copies the list. */
    public Checklist {
        items = List.copyOf(items);
    }

    /**
     * One thing.
     *
     * @param id its name within the list
     * @param text what has to be done, in a sentence
     * @param role who ticks it
     * @param evidence whether a link or a note must come with the tick
     */
    public record Item(String id, String text, String role, boolean evidence) {}
}
