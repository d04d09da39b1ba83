package dev.headgate.cli.deadletters;

import dev.headgate.schemas.codec.DeadLetterCause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which letters somebody means.
 *
 * @param causes cause words; none for all, of which those of {@link #ONLY_BY_NAME} stay where they are
 * @param topics full names of the topics that the letters came from; none for all
 * @param from the first time of refusal
 * @param to the first one that is too late; empty for none
 */
public record Choice(List<String> causes, List<String> topics, Instant from, Optional<Instant> to) {

    /** Would be refused again, unless the gate has other limits by now. */
    public static final Set<String> ONLY_BY_NAME = Set.of("late", DeadLetterCause.FUTURE);

    /** Copies what it is given. */
    public Choice {
        causes = List.copyOf(causes);
        topics = List.copyOf(topics);
    }

    /** Whether a letter is meant, if only its time and topic count. */
    boolean meansPlaceAndTime(Letter letter) {
        return (topics.isEmpty() || topics.contains(letter.why().topic()))
                && !letter.refusedAt().isBefore(from)
                && to.map(end -> letter.refusedAt().isBefore(end)).orElse(true);
    }

    boolean meansCause(String cause) {
        return causes.isEmpty() || causes.contains(cause);
    }

    /** Whether a letter's cause is one of {@link #ONLY_BY_NAME} and was not named. */
    boolean wantsName(String cause) {
        return causes.isEmpty() && ONLY_BY_NAME.contains(cause);
    }
}
