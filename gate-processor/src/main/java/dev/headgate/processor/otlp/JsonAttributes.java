package dev.headgate.processor.otlp;

import tools.jackson.databind.JsonNode;

/** Reads attributes in JSON. Not thread-safe. */
final class JsonAttributes {

    private final AttributeKeys keys;
    private final Texts texts;

    JsonAttributes(AttributeKeys keys, Texts texts) {
        this.keys = keys;
        this.texts = texts;
    }

    /** Takes the attributes of a resource, span or data point. */
    void read(JsonNode of, Attributes into) {
        for (JsonNode attribute : Json.items(of, "attributes")) {
            int place = keys.find(Json.text(attribute, "key"));
            if (place != AttributeKeys.NONE) {
                readValue(Json.object(attribute, "value"), place, into);
            }
        }
    }

    private void readValue(JsonNode value, int place, Attributes into) {
        if (value.has("stringValue")) {
            into.put(place, texts.of(Json.text(value, "stringValue")));
        } else if (value.has("intValue")) {
            into.put(place, Json.whole(value, "intValue"));
        } else if (value.has("boolValue")) {
            into.put(place, texts.of(Boolean.toString(value.get("boolValue").asBoolean(false))));
        } else if (value.has("doubleValue")) {
            into.put(place, texts.of(Double.toString(Json.asNumber(value.get("doubleValue"), "doubleValue"))));
        }
    }
}
