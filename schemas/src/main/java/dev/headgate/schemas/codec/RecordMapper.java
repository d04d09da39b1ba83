package dev.headgate.schemas.codec;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.model.WireName;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** Jackson set up for our records. */
final class RecordMapper {

    private RecordMapper() {}

    static JsonMapper create() {
        return JsonMapper.builder()
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(
                        DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                .changeDefaultPropertyInclusion(inclusion ->
                        inclusion.withValueInclusion(Include.NON_ABSENT).withContentInclusion(Include.ALWAYS))
                .withConfigOverride(
                        SortedMap.class,
                        labels -> labels.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .addMixIn(Decision.class, LaterFields.OfDecision.class)
                .addMixIn(Execution.class, LaterFields.OfExecution.class)
                .addMixIn(RolloutState.class, LaterFields.OfRolloutState.class)
                .annotationIntrospector(new RequiredComponents())
                .addModule(ourTypes())
                .build();
    }

    private static SimpleModule ourTypes() {
        SimpleModule module = new SimpleModule("headgate");
        module.addSerializer(WireName.class, new WireNames.Writer());
        module.setDeserializers(new WireNames.Readers().with(Weight.class, new Weights.Reader()));
        module.addSerializer(Weight.class, new Weights.Writer());
        return module;
    }

    /** Every component must be there but those that can be empty: optional values and sets of labels. */
    private static final class RequiredComponents extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        private static final Set<Class<?>> CAN_BE_ABSENT =
                Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class, SortedMap.class);

        @Override
        public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember component) {
            return !CAN_BE_ABSENT.contains(component.getRawType());
        }
    }
}
