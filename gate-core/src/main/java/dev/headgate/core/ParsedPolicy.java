package dev.headgate.core;

import dev.headgate.schemas.model.Policy;

/** What became of a start command's policy text when it was read. */
public sealed interface ParsedPolicy {

    /**
     * It can be judged by.
     *
     * @param policy what it says
     */
    record Usable(Policy policy) implements ParsedPolicy {}

    /**
     * It cannot; the start is refused on the record.
     *
     * @param problems all that is wrong with it, for people
     */
    record Unusable(String problems) implements ParsedPolicy {}
}
