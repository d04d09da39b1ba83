package dev.headgate.cli.deadletters;

import dev.headgate.schemas.codec.ReplayHeaders;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.RefusedItems;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Decides which letters go back. Only telemetry that the gate's combiner refused does, and of a batch only what was
 * refused: what was counted is never counted again. Immutable.
 *
 * @param catalogue the installation's topics
 * @param choice which letters are meant
 * @param again whether letters that were replayed already are replayed once more
 * @param limit how many at most, the oldest first
 */
public record ReplayPlan(TopicCatalogue catalogue, Choice choice, boolean again, int limit) {

    private static final String COMBINER = "combine";
    private static final Set<String> TELEMETRY = Set.of(
            TopicCatalogue.TELEMETRY_REQUESTS,
            TopicCatalogue.TELEMETRY_SUMMARIES,
            TopicCatalogue.TELEMETRY_MEASUREMENTS);

    /** What becomes of each letter that is meant, oldest first. */
    public List<Planned> of(Letters letters) {
        List<Planned> planned = new ArrayList<>();
        int replays = 0;
        RefusedAgain refusedAgain = new RefusedAgain(letters, this::value);
        for (Letter letter : letters.all()) {
            if (!choice.meansPlaceAndTime(letter) || !meansCause(letter)) {
                continue;
            }
            Planned what = planned(letter, letters.replayed().containsKey(letter.place()), refusedAgain);
            if (what instanceof Planned.Replay && ++replays > limit) {
                break;
            }
            planned.add(what);
        }
        return List.copyOf(planned);
    }

    private boolean meansCause(Letter letter) {
        return choice.meansCause(letter.why().cause());
    }

    private Planned planned(Letter letter, boolean replayed, RefusedAgain refusedAgain) {
        DeadLetter why = letter.why();
        Optional<TopicSpec> known = known(letter);
        boolean telemetry =
                known.map(topic -> TELEMETRY.contains(topic.shortName())).orElse(true);
        if (!telemetry || !why.application().equals(COMBINER)) {
            return kept(
                    letter,
                    "not-telemetry",
                    "only telemetry that the combiner refused is replayed; commands, decisions and records of executors never are: they would be acted upon although"
                            + " what they speak of is over");
        }
        if (replayed && !again) {
            return kept(
                    letter,
                    "replayed-before",
                    "replayed before; --again replays once more, and counts twice what was counted then");
        }
        if (refusedAgain.isEarlier(letter)) {
            return kept(letter, "refused-again", "refused again when it was replayed; the later letter stands for it");
        }
        if (choice.wantsName(why.cause())) {
            return kept(
                    letter,
                    "only-by-name",
                    "late or ahead of its time, and refused again unless lateness.allowed or skew.allowed was raised;"
                            + " --cause late or --cause future replays it all the same");
        }
        if (why.truncated()) {
            return kept(letter, "truncated", "only the beginning of its record was kept");
        }
        return value(letter)
                .<Planned>map(bytes -> replay(letter, bytes))
                .orElseGet(() -> kept(
                        letter,
                        "partly-counted",
                        "some of its items were counted, and which of them were not cannot be told or taken out"));
    }

    /** What goes back of a letter; empty if that cannot be told. */
    private Optional<byte[]> value(Letter letter) {
        String topic = known(letter).map(TopicSpec::shortName).orElse("");
        byte[] value = letter.record().value();
        Optional<RefusedItems> refused = letter.why().refusedItems();
        if (value == null || refused.isEmpty()) {
            return Optional.empty();
        }
        return refused.get().isAll() ? Optional.of(value) : RefusedPart.of(topic, value, refused.get());
    }

    private Optional<TopicSpec> known(Letter letter) {
        return catalogue.topics().stream()
                .filter(topic -> topic.name().equals(letter.why().topic()))
                .findFirst();
    }

    @SuppressWarnings("NullAway") // Kafka's way to say that a record has no key, and any partition.
    private static Planned replay(Letter letter, byte[] value) {
        var record = new ProducerRecord<byte[], byte[]>(letter.why().topic(), null, null, value);
        ReplayHeaders.write(
                letter.place().partition(),
                letter.place().offset(),
                letter.why().arrivedAtMillis(),
                record.headers());
        return new Planned.Replay(letter, record, value == letter.record().value());
    }

    private static Planned kept(Letter letter, String reason, String sentence) {
        return new Planned.Kept(letter, reason, sentence);
    }
}
