package dev.headgate.console.model;

import dev.headgate.console.model.FigurePoint.Figures;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.codec.SchemaVersion;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What the curves need of an evaluation, read without its verdicts: those stand last and are nearly all of it. Of the many
 * evaluations that a log holds only the last one of each rollout is read as a whole.
 *
 * @param rolloutId the rollout
 * @param point the figures
 */
record EvaluationHead(String rolloutId, FigurePoint point) {

    private static final JsonFactory JSON = new JsonFactory();

    /** @throws CodecException if the bytes are no evaluation */
    static EvaluationHead read(byte[] json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            return new Fields(parser).read();
        } catch (JacksonException e) {
            throw new CodecException(DeadLetterCause.NOT_JSON, "not JSON: " + e.getOriginalMessage(), e);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new CodecException(DeadLetterCause.INVALID_VALUE, "evaluatedAt: expected an instant", e);
        }
    }

    /** The fields as they are found. */
    private static final class Fields {

        private final JsonParser parser;
        private long schema;
        private String rolloutId = "";
        private String evaluatedAt = "";
        private float weight = Float.NaN;
        private Figures canary = Figures.UNKNOWN;
        private Figures baseline = Figures.UNKNOWN;

        private Fields(JsonParser parser) {
            this.parser = parser;
        }

        private EvaluationHead read() {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new CodecException(DeadLetterCause.WRONG_TYPE, "expected a JSON object");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                if (name.equals("verdicts")) {
                    break;
                }
                parser.nextToken();
                field(name);
            }
            if (schema < 1 || schema > SchemaVersion.CURRENT) {
                throw new CodecException(
                        DeadLetterCause.UNSUPPORTED_SCHEMA,
                        "schema: this release reads up to " + SchemaVersion.CURRENT + ", found " + schema);
            }
            if (rolloutId.isEmpty() || evaluatedAt.isEmpty()) {
                throw new CodecException(DeadLetterCause.MISSING_FIELD, "rolloutId, evaluatedAt: missing");
            }
            long at = Instant.parse(evaluatedAt).toEpochMilli();
            return new EvaluationHead(rolloutId, new FigurePoint(at, weight, canary, baseline));
        }

        private void field(String name) {
            switch (name) {
                case "schema" -> schema = parser.getValueAsLong(0);
                case "rolloutId" -> rolloutId = parser.getValueAsString("");
                case "evaluatedAt" -> evaluatedAt = parser.getValueAsString("");
                case "weight" -> weight = number();
                case "canary" -> canary = figures();
                case "baseline" -> baseline = figures();
                default -> parser.skipChildren();
            }
        }

        private float number() {
            JsonToken token = parser.currentToken();
            boolean isNumber = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
            parser.skipChildren();
            return isNumber ? (float) parser.getDoubleValue() : Float.NaN;
        }

        private Figures figures() {
            float errorRate = Float.NaN;
            float p50 = Float.NaN;
            float p95 = Float.NaN;
            float p99 = Float.NaN;
            float rate = Float.NaN;
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return Figures.UNKNOWN;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "errorRate" -> errorRate = number();
                    case "p50Micros" -> p50 = number() / 1000;
                    case "p95Micros" -> p95 = number() / 1000;
                    case "p99Micros" -> p99 = number() / 1000;
                    case "requestsPerSecond" -> rate = number();
                    default -> parser.skipChildren();
                }
            }
            return new Figures(errorRate, p50, p95, p99, rate);
        }
    }
}
