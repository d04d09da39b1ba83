package dev.headgate.console.fleet;

import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;

/** Records that somebody had much to say in. */
public final class Enlarged {

    private static final String REASON = "\"reason\":\"";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz éß… ";

    private Enlarged() {}

    /** The same record with so many bytes: with a longer reason, a field of a later release, or a longer comment. */
    public static FleetRecord to(FleetRecord record, int bytes, SplittableRandom random) {
        String text = new String(record.value().orElseThrow(), StandardCharsets.UTF_8);
        int more = bytes - record.value().orElseThrow().length;
        return new FleetRecord(
                record.topic(),
                record.key(),
                Optional.of(enlarged(record.topic(), text, more, random).getBytes(StandardCharsets.UTF_8)),
                record.at(),
                record.headers());
    }

    private static String enlarged(String topic, String text, int more, SplittableRandom random) {
        if (topic.equals(TopicCatalogue.GATE_POLICIES)) {
            return text + "\n# " + noise(more - 3, random);
        }
        int at = text.lastIndexOf(REASON);
        if (at >= 0) {
            int from = at + REASON.length();
            return text.substring(0, from) + noise(more, random) + text.substring(from);
        }
        String field = "{\"saidLater\":\"";
        return field + noise(more - field.length() - 1, random) + "\"," + text.substring(1);
    }

    /** Of exactly so many bytes. */
    private static String noise(int bytes, SplittableRandom random) {
        StringBuilder noise = new StringBuilder(bytes);
        int written = 0;
        while (written < bytes) {
            char drawn = bytes - written < 3 ? 'x' : LETTERS.charAt(random.nextInt(LETTERS.length()));
            noise.append(drawn);
            written += String.valueOf(drawn).getBytes(StandardCharsets.UTF_8).length;
        }
        return noise.toString();
    }
}
