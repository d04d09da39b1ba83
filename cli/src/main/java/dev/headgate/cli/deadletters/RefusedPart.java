package dev.headgate.cli.deadletters;

import dev.headgate.schemas.model.RefusedItems;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes out of a batch what was refused, so that what was counted is not counted again. */
final class RefusedPart {

    /** Where batches keep their items, by the topic's name without prefix. */
    private static final Map<String, String> ITEMS = Map.of(
            TopicCatalogue.TELEMETRY_REQUESTS, "events",
            TopicCatalogue.TELEMETRY_SUMMARIES, "seconds",
            TopicCatalogue.TELEMETRY_MEASUREMENTS, "measurements");

    private RefusedPart() {}

    /**
     * The batch with nothing but its refused items.
     *
     * @param topic the topic's name without prefix
     * @return empty if that cannot be made of it
     */
    static Optional<byte[]> of(String topic, byte[] value, RefusedItems refused) {
        String field = ITEMS.get(topic);
        if (field == null) {
            return Optional.empty();
        }
        try {
            JsonNode document = JsonMapper.shared().readTree(value);
            if (!(document instanceof ObjectNode batch) || !(batch.get(field) instanceof ArrayNode all)) {
                return Optional.empty();
            }
            ArrayNode some = JsonMapper.shared().createArrayNode();
            for (int place = 0; place < all.size(); place++) {
                if (refused.holds(place)) {
                    some.add(all.get(place));
                }
            }
            batch.set(field, some);
            return some.isEmpty()
                    ? Optional.empty()
                    : Optional.of(JsonMapper.shared().writeValueAsBytes(batch));
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }
}
