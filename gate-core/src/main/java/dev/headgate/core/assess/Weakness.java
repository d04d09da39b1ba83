package dev.headgate.core.assess;

import java.util.Optional;

/**
 * Something that a policy is not good for.
 *
 * @param kind what sort of weakness it is
 * @param line the line it is about, if it is about one
 * @param sentence what was found
 * @param remedy what to do
 */
public record Weakness(Kind kind, Optional<String> line, String sentence, String remedy) {

    /** What sort of weakness it is. */
    public enum Kind {
        /** A line that says nothing where it ought to. */
        POWERLESS,
        /** A line that acts against healthy versions. */
        TRIGGER_HAPPY,
        /** A line that keeps healthy versions from advancing. */
        OBSTRUCTIVE,
        /** A regression that is mostly not rolled back, whatever the lines are. */
        MISSED
    }
}
