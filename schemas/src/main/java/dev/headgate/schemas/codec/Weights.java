package dev.headgate.schemas.codec;

import dev.headgate.schemas.model.Weight;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/** Weights as plain numbers of percent. */
final class Weights {

    private Weights() {}

    static final class Writer extends StdSerializer<Weight> {

        Writer() {
            super(Weight.class);
        }

        @Override
        public void serialize(Weight weight, JsonGenerator generator, SerializationContext context) {
            double percent = weight.percent();
            if (percent == Math.rint(percent)) {
                generator.writeNumber((int) percent);
            } else {
                generator.writeNumber(percent);
            }
        }
    }

    static final class Reader extends StdDeserializer<Weight> {

        Reader() {
            super(Weight.class);
        }

        @Override
        public Weight deserialize(JsonParser parser, DeserializationContext context) {
            JsonToken token = parser.currentToken();
            if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
                return (Weight) context.handleUnexpectedToken(getValueType(context), parser);
            }
            double percent = parser.getDoubleValue();
            if (!(percent >= 0 && percent <= 100)) {
                throw context.instantiationException(
                        Weight.class, new IllegalArgumentException("expected a share from 0 to 100, found " + percent));
            }
            return new Weight(percent);
        }
    }
}
