package dev.headgate.processor.judge;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.headgate.core.ServiceGateState;
import dev.headgate.core.rollout.Affairs;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.sketch.LatencySketch;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * The judge's records as values of its changelog: a byte with the format's version, then JSON with sketches in their
 * binary form. Thread safe.
 *
 * <p>A later version adds fields that may be absent, or raises the version and keeps reading this one: a test restores
 * what earlier releases wrote.
 */
final class StateCodec {

    /** The format that is written. */
    static final byte VERSION = 1;

    private static final String POLICY = "/rollout/identity/policyText";
    private static final String BOUND = "/versions/binding/policy";
    private static final String TEXT = "text";
    private static final String ROLLOUT_FIELD = "rollout";
    private static final String ROLLOUT = "/" + ROLLOUT_FIELD;
    private static final String AFFAIRS = "affairs";

    /** Costly to make, immutable once made. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .withConfigOverride(
                    List.class, lists -> lists.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .withConfigOverride(
                    SortedMap.class, maps -> maps.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .addModule(new SimpleModule("state")
                    .addSerializer(LatencySketch.class, new SketchWriter())
                    .addDeserializer(LatencySketch.class, new SketchReader()))
            .build();

    /** Writes policies without their texts. */
    private static final JsonMapper GATES = JSON.rebuild()
            .addModule(new SimpleModule("gates").addSerializer(PolicyText.class, new NamedPolicyWriter()))
            .build();

    /** Writes gates without their slow state too. */
    private static final JsonMapper QUICK_PARTS = GATES.rebuild()
            .addMixIn(ServiceGateState.class, WithoutSlowState.class)
            .build();

    byte[] write(Object state) {
        return versioned(JSON.writeValueAsBytes(state));
    }

    /** @throws IllegalStateException if the value is of a later format, or none of ours */
    <T> T read(byte[] value, Class<T> type) {
        try {
            return JSON.readValue(content(value), type);
        } catch (JacksonException unreadable) {
            throw new IllegalStateException(
                    "The judge's state holds a " + type.getSimpleName() + " that cannot be read", unreadable);
        }
    }

    /** A gate's state without its policies' texts, all else in one: as earlier releases keep it. */
    byte[] writeGate(ServiceGateState state) {
        return versioned(GATES.writeValueAsBytes(state));
    }

    /** The same without its slow state, which is kept apart too. */
    byte[] writeQuick(ServiceGateState state) {
        return versioned(QUICK_PARTS.writeValueAsBytes(state));
    }

    /** The slow state without policies' texts. */
    byte[] writeSlow(SlowState state) {
        return versioned(GATES.writeValueAsBytes(state));
    }

    /** The same where no policy is bound to the service, of what is all in one. */
    ServiceGateState readGate(byte[] value, String policyText) {
        return readGate(value, Optional.empty(), policyText, "");
    }

    /**
     * A gate's state together with what is kept apart.
     *
     * @param slow its slow state; not looked at for what earlier releases wrote, which holds it itself
     * @throws IllegalStateException if a value is of a later format, or none of ours
     */
    ServiceGateState readGate(byte[] value, Optional<byte[]> slow, String policyText, String boundText) {
        try {
            JsonNode tree = JSON.readTree(content(value));
            // An earlier release that went on in between left the slow state that it found as it was.
            boolean whole = tree.has(ROLLOUT_FIELD);
            if (!whole && slow.isPresent() && JSON.readTree(content(slow.get())) instanceof ObjectNode apart) {
                ((ObjectNode) tree).setAll(apart);
            }
            putText(tree, POLICY, policyText);
            putText(tree, BOUND, boundText);
            if (tree.at(ROLLOUT) instanceof ObjectNode rollout) {
                fill(rollout, AFFAIRS, JSON.valueToTree(Affairs.NONE));
            }
            return JSON.treeToValue(tree, ServiceGateState.class);
        } catch (JacksonException unreadable) {
            throw new IllegalStateException("The judge's state holds a gate that cannot be read", unreadable);
        }
    }

    private static void putText(JsonNode tree, String place, String text) {
        if (tree.at(place) instanceof ObjectNode policy) {
            policy.put(TEXT, text);
        }
    }

    /** What an earlier release did not know yet is as if nothing of it had happened. */
    private static void fill(ObjectNode read, String name, JsonNode nothing) {
        JsonNode found = read.get(name);
        if (found == null) {
            read.set(name, nothing);
        } else if (found instanceof ObjectNode known && nothing instanceof ObjectNode all) {
            all.properties().forEach(each -> fill(known, each.getKey(), each.getValue()));
        }
    }

    /** Puts the version before a value that has an encoding of its own. */
    static byte[] versioned(byte[] content) {
        ByteArrayOutputStream value = new ByteArrayOutputStream(content.length + 1);
        value.write(VERSION);
        value.writeBytes(content);
        return value.toByteArray();
    }

    /** Takes the version off again. */
    static byte[] content(byte[] value) {
        if (value.length == 0 || value[0] != VERSION) {
            throw new IllegalStateException("The judge's state has format " + (value.length == 0 ? "none" : value[0])
                    + ", this release reads " + VERSION + ": start the release that wrote it, or a later one");
        }
        byte[] content = new byte[value.length - 1];
        System.arraycopy(value, 1, content, 0, content.length);
        return content;
    }

    /** Names the fields that {@link SlowState} has too. */
    @JsonIgnoreProperties({ROLLOUT_FIELD, "recentCommandIds", "recentRolloutIds", "clustering", "past"})
    private interface WithoutSlowState {}

    private static final class SketchWriter extends ValueSerializer<LatencySketch> {
        @Override
        public void serialize(LatencySketch sketch, JsonGenerator out, SerializationContext context) {
            out.writeBinary(SketchCodec.writePackedSketch(sketch));
        }
    }

    private static final class NamedPolicyWriter extends ValueSerializer<PolicyText> {
        @Override
        public void serialize(PolicyText policy, JsonGenerator out, SerializationContext context) {
            out.writeStartObject()
                    .writeStringProperty("name", policy.name())
                    .writeStringProperty(TEXT, "")
                    .writeStringProperty("hash", policy.hash())
                    .writeEndObject();
        }
    }

    private static final class SketchReader extends ValueDeserializer<LatencySketch> {
        @Override
        public LatencySketch deserialize(JsonParser in, DeserializationContext context) {
            return SketchCodec.readSketch(in.getBinaryValue());
        }
    }
}
