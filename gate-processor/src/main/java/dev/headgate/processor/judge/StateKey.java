package dev.headgate.processor.judge;

import dev.headgate.core.measurement.Place;
import dev.headgate.core.telemetry.MeasurementSlotKey;
import dev.headgate.core.telemetry.RequestSlotKey;
import dev.headgate.core.telemetry.Series;
import dev.headgate.core.telemetry.SlotKey;
import dev.headgate.schemas.model.MeasurementKey;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Keys of the judge's changelog: one for the task, and for each service its gate, what of that seldom changes, its policy, the one that is bound to it, why it cannot
 * be judged, the evidence on each operation and the places of its rings. Later contents of a place have the same key, so compaction keeps the changelog small.
 */
final class StateKey {

    static final String TASK = "task";

    private static final String GATE = "gate/";
    private static final String SLOW = "slow/";
    private static final String POLICY = "policy/";
    private static final String BINDING = "binding/";
    private static final String FAILURE = "failure/";
    private static final String SHADOW = "shadow/";
    private static final String SLOT = "slot/";
    private static final String OPERATION = "operation/";
    private static final String MEASURED = "measured/";
    private static final int SLOT_PARTS = 7;

    /** Where an operation stands in a key, which may hold any letters, a slash too: last. */
    private static final String ALL_OPERATIONS = "-";

    private static final String ONE_OPERATION = "o";

    /** Of requests with certain labels: labels and operation follow, escaped. */
    private static final String WITH_LABELS = "l";

    private StateKey() {}

    static String gate(String service) {
        return GATE + service;
    }

    /** What of a gate seldom changes. */
    static String slow(String service) {
        return SLOW + service;
    }

    static String policy(String service) {
        return POLICY + service;
    }

    /** The policy by which new versions start. */
    static String binding(String service) {
        return BINDING + service;
    }

    static String failure(String service) {
        return FAILURE + service;
    }

    /** What a shadow remembers besides its gate. */
    static String shadow(String service) {
        return SHADOW + service;
    }

    /** What all gates' keys begin with. */
    static String gates() {
        return GATE;
    }

    /** Of the evidence on one operation, whose name may hold any letters: last. */
    static String operation(String service, String operation) {
        return operationsOf(service) + operation;
    }

    /** What the keys of the evidence on all operations of a service begin with. */
    static String operationsOf(String service) {
        return OPERATION + service + "/";
    }

    /** What the keys of all places of a service's rings begin with. */
    static String slotsOf(String service) {
        return SLOT + service + "/";
    }

    /** What the keys of all places of a service's measurements begin with. */
    static String measuredOf(String service) {
        return MEASURED + service + "/";
    }

    static String slot(String service, SlotKey slot) {
        return slot instanceof RequestSlotKey request
                ? slot(service, request)
                : measured(service, ((MeasurementSlotKey) slot).place());
    }

    static String slot(String service, RequestSlotKey slot) {
        Series series = slot.series();
        String operation = series.operation().orElse("");
        String kind = series.operation().isPresent() ? ONE_OPERATION : ALL_OPERATIONS;
        return SLOT + service + "/" + series.version() + "/" + slot.level() + "/" + slot.index() + "/"
                + (series.labelled()
                        ? WITH_LABELS + "/" + labels(series.labels()) + "/" + kind + escaped(operation)
                        : kind + "/" + operation);
    }

    /** Only ever compared: what stands there says itself of which series it is. */
    private static String measured(String service, Place place) {
        MeasurementKey series = place.series();
        return measuredOf(service) + series.kind().wireName() + "/"
                + series.version().map(version -> "v" + escaped(version)).orElse(ALL_OPERATIONS) + "/"
                + escaped(series.name()) + "/" + labels(series.labels()) + "/"
                + place.span().shape() + "/"
                + place.span().widthSeconds() + "/" + place.span().clipSecond() + "/" + place.index();
    }

    private static String labels(SortedMap<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> escaped(label.getKey()) + "=" + escaped(label.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static SortedMap<String, String> labels(String written) {
        SortedMap<String, String> labels = new TreeMap<>();
        for (String label : written.split("&", -1)) {
            int at = label.indexOf('=');
            labels.put(plain(label.substring(0, at)), plain(label.substring(at + 1)));
        }
        return labels;
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String plain(String escaped) {
        return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
    }

    /** The service whose gate the key is for. */
    static String serviceOfGate(String key) {
        return key.substring(GATE.length());
    }

    static RequestSlotKey slot(String key) {
        String[] parts = parts(key);
        return new RequestSlotKey(series(parts), Integer.parseInt(parts[3]), Integer.parseInt(parts[4]));
    }

    private static Series series(String[] parts) {
        if (!parts[5].equals(WITH_LABELS)) {
            return new Series(parts[2], parts[5].equals(ONE_OPERATION) ? Optional.of(parts[6]) : Optional.empty());
        }
        int at = parts[6].indexOf('/');
        String operation = parts[6].substring(at + 1);
        return new Series(
                parts[2],
                operation.startsWith(ONE_OPERATION)
                        ? Optional.of(plain(operation.substring(ONE_OPERATION.length())))
                        : Optional.empty(),
                labels(parts[6].substring(0, at)));
    }

    private static String[] parts(String key) {
        return key.split("/", SLOT_PARTS);
    }
}
