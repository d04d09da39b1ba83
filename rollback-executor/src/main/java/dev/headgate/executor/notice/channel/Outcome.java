package dev.headgate.executor.notice.channel;

import java.time.Duration;
import java.util.Optional;

/** What became of one try. */
public sealed interface Outcome {

    /** The provider has it. */
    record Delivered() implements Outcome {}

    /**
     * It may work later.
     *
     * @param why in a sentence, without secrets
     * @param category one word, for counting
     * @param notBefore how long the provider asks everybody to wait; empty if it does not
     */
    record Later(String why, String category, Optional<Duration> notBefore) implements Outcome {}

    /**
     * It will not work, however often it is tried.
     *
     * @param why in a sentence, without secrets
     */
    record Never(String why) implements Outcome {}
}
