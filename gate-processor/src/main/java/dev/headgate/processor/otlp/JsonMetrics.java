package dev.headgate.processor.otlp;

import java.util.List;
import java.util.function.DoubleConsumer;
import tools.jackson.databind.JsonNode;

/** Reads histograms in JSON. Not thread-safe. */
final class JsonMetrics {

    private static final List<String> TEMPORALITIES = List.of(
            "AGGREGATION_TEMPORALITY_UNSPECIFIED",
            "AGGREGATION_TEMPORALITY_DELTA",
            "AGGREGATION_TEMPORALITY_CUMULATIVE");
    private static final List<String> OTHER_DATA = List.of("gauge", "sum", "summary");
    private static final String EXPLICIT = "histogram";
    private static final String EXPONENTIAL = "exponentialHistogram";

    private final Attributes resource;
    private final PointFields point;
    private final Texts texts;
    private final JsonAttributes attributes;
    private final PointSeconds into;
    private int index;

    JsonMetrics(AttributeKeys keys, Texts texts, PointSeconds into) {
        resource = new Attributes(keys);
        point = new PointFields(keys);
        this.texts = texts;
        attributes = new JsonAttributes(keys, texts);
        this.into = into;
    }

    /** @throws Unusable if the record as a whole cannot be read; what cannot within it is refused by itself */
    void read(JsonNode root) {
        if (!root.path("resourceMetrics").isArray()) {
            throw new Unusable("not OTLP: expected an object with resourceMetrics; does this topic hold metrics?");
        }
        index = 0;
        for (JsonNode ofResource : Json.items(root, "resourceMetrics")) {
            resource.clear();
            attributes.read(Json.object(ofResource, "resource"), resource);
            if (!into.leavesAlone(resource)) {
                for (JsonNode scope : Json.items(ofResource, "scopeMetrics")) {
                    Json.items(scope, "metrics").forEach(this::take);
                }
            }
        }
    }

    private void take(JsonNode metric) {
        try {
            Text name = texts.of(Json.text(metric, "name"));
            if (!into.counts(name)) {
                return;
            }
            if (OTHER_DATA.stream().anyMatch(metric::has)) {
                throw OtlpMetrics.noHistogram(name);
            }
            readHistogram(metric, Json.object(metric, EXPLICIT), false);
            readHistogram(metric, Json.object(metric, EXPONENTIAL), true);
        } catch (Unusable unusable) {
            into.refuse(index++, unusable);
        }
    }

    private void readHistogram(JsonNode metric, JsonNode data, boolean exponential) {
        if (data.isMissingNode()) {
            return;
        }
        double microsPerUnit =
                PointSeconds.unit(Json.text(metric, "unit"), Json.value(data, "aggregationTemporality", TEMPORALITIES));
        for (JsonNode found : Json.items(data, "dataPoints")) {
            try {
                readPoint(found, exponential);
                into.add(index, point, resource, microsPerUnit);
            } catch (Unusable unusable) {
                into.refuse(index, unusable);
            }
            index++;
        }
    }

    private void readPoint(JsonNode found, boolean exponential) {
        point.clear(exponential);
        attributes.read(found, point.attributes);
        point.startNanos = Json.whole(found, "startTimeUnixNano");
        point.endNanos = Json.whole(found, "timeUnixNano");
        point.count = Json.whole(found, "count");
        point.flags = Json.whole(found, "flags");
        number(found, "sum", point::sum);
        number(found, "min", point::minimum);
        number(found, "max", point::maximum);
        if (exponential) {
            point.scale = (int) Json.whole(found, "scale");
            point.zeroCount = Json.whole(found, "zeroCount");
            number(found, "zeroThreshold", value -> point.zeroThreshold = value);
            JsonNode positive = Json.object(found, "positive");
            point.offset = (int) Json.whole(positive, "offset");
            counts(positive).forEach(point.counts::add);
            point.negative = counts(Json.object(found, "negative")).stream().anyMatch(count -> count != 0);
        } else {
            counts(found).forEach(point.counts::add);
            Json.items(found, "explicitBounds")
                    .forEach(bound -> point.bounds.add(Json.asNumber(bound, "explicitBounds")));
        }
    }

    private static List<Long> counts(JsonNode of) {
        List<Long> counts = new java.util.ArrayList<>();
        Json.items(of, "bucketCounts").forEach(count -> counts.add(Json.asWhole(count, "bucketCounts")));
        return counts;
    }

    private static void number(JsonNode of, String field, DoubleConsumer into) {
        JsonNode found = of.path(field);
        if (!found.isMissingNode() && !found.isNull()) {
            into.accept(Json.asNumber(found, field));
        }
    }
}
