package dev.headgate.executor.notice;

/**
 * A notice on its way to one channel.
 *
 * @param act what is said there
 * @param key what a provider tells repetitions by
 * @param notice what is told; of an act about an earlier notice, what brings it about
 */
public record Post(Act act, String key, Notice notice) {

    /** What is said. */
    public enum Act {
        /** That something has happened. */
        TELL,
        /** That somebody takes care of what was told. */
        ACKNOWLEDGE,
        /** That it is over. */
        RESOLVE
    }
}
