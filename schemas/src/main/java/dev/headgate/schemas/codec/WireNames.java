package dev.headgate.schemas.codec;

import dev.headgate.schemas.model.WireName;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleDeserializers;
import tools.jackson.databind.ser.std.StdSerializer;

/** Vocabularies as their words; a word that is not known becomes the vocabulary's {@code UNKNOWN}, if it has one. */
final class WireNames {

    private WireNames() {}

    static final class Writer extends StdSerializer<WireName> {

        Writer() {
            super(WireName.class);
        }

        @Override
        public void serialize(WireName word, JsonGenerator generator, SerializationContext context) {
            generator.writeString(word.wireName());
        }
    }

    static final class Readers extends SimpleDeserializers {

        private static final long serialVersionUID = 1;

        <T> Readers with(Class<T> type, ValueDeserializer<T> reader) {
            addDeserializer(type, reader);
            return this;
        }

        @Override
        public @Nullable ValueDeserializer<?> findEnumDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
            return WireName.class.isAssignableFrom(type.getRawClass()) ? new Reader(type.getRawClass()) : null;
        }
    }

    private static final class Reader extends StdDeserializer<Object> {

        private static final String UNKNOWN = "unknown";

        private final transient Map<String, Object> words = new HashMap<>();

        Reader(Class<?> vocabulary) {
            super(vocabulary);
            for (Object constant : vocabulary.getEnumConstants()) {
                words.put(((WireName) constant).wireName(), constant);
            }
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return context.handleUnexpectedToken(getValueType(context), parser);
            }
            String word = parser.getString();
            Object constant = words.getOrDefault(word, words.get(UNKNOWN));
            if (constant == null) {
                throw context.instantiationException(
                        handledType(),
                        new IllegalArgumentException(
                                "expected one of " + words.keySet() + ", found \"" + EventFields.shown(word) + "\""));
            }
            return constant;
        }
    }
}
