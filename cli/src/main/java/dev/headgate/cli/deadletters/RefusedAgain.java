package dev.headgate.cli.deadletters;

import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.model.DeadLetter;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Which letters' records were replayed and refused again: a later letter holds to the byte what was replayed, with the time of its
 * arrival, and was written after the mark. The later one stands for both. Immutable.
 */
final class RefusedAgain {

    private final Set<Letter.Place> earlier = new HashSet<>();

    private record Content(String topic, String sha256, OptionalLong arrivedAtMillis) {}

    private record Before(Letter letter, Instant replayedAt) {}

    /** @param replayedOf what goes back of a letter when it is replayed */
    RefusedAgain(Letters letters, Function<Letter, Optional<byte[]>> replayedOf) {
        Map<Content, Before> replayed = new HashMap<>();
        for (Letter letter : letters.all()) {
            if (letter.why().arrivedAtMillis().isEmpty()) {
                continue;
            }
            Before before = replayed.get(content(letter.why(), letter.why().sha256()));
            if (before != null
                    && !letter.refusedAt().isBefore(before.replayedAt())
                    && !letter.why().truncated()) {
                earlier.add(before.letter().place());
            }
            Instant replayedAt = letters.replayed().get(letter.place());
            if (replayedAt != null) {
                replayedOf
                        .apply(letter)
                        .ifPresent(value ->
                                replayed.put(content(letter.why(), sha256(value)), new Before(letter, replayedAt)));
            }
        }
    }

    /** Whether there is a later letter with all that was replayed of this one: one that was cut stands for no other. */
    boolean isEarlier(Letter letter) {
        return earlier.contains(letter.place());
    }

    private static Content content(DeadLetter why, String sha256) {
        return new Content(why.topic(), sha256, why.arrivedAtMillis());
    }

    private static String sha256(byte[] value) {
        return DeadLetterHeaders.describe("", "", "", "", 0, 0, value).sha256();
    }
}
