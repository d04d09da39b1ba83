package dev.headgate.processor.config;

import dev.headgate.documents.configuration.Setting;
import dev.headgate.documents.configuration.SettingsReader;
import dev.headgate.processor.otlp.OtlpMapping;
import dev.headgate.schemas.codec.TelemetryLimits;
import dev.headgate.schemas.model.Names;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is read of OpenTelemetry.
 *
 * @param spansTopic where the Collector writes spans; empty if they are not read
 * @param metricsTopic where it writes metrics; empty if they are not read
 * @param mapping what in them is which of our words
 */
public record OtlpSettings(Optional<String> spansTopic, Optional<String> metricsTopic, OtlpMapping mapping) {

    private static final String SERVER = "server";
    private static final String CONSUMER = "consumer";
    private static final String TOPIC = "[A-Za-z0-9._-]{1,249}";
    private static final int LONGEST_KEY = 200;

    static OtlpSettings read(SettingsReader reader) {
        Optional<String> spans = topic(reader, GateSetting.OTLP_SPANS_TOPIC);
        Optional<String> metrics = topic(reader, GateSetting.OTLP_METRICS_TOPIC);
        if (spans.isPresent() && spans.equals(metrics)) {
            reader.refuse(GateSetting.OTLP_METRICS_TOPIC, "another topic than " + GateSetting.OTLP_SPANS_TOPIC.key());
        }
        return new OtlpSettings(
                spans,
                metrics,
                new OtlpMapping(
                        Set.copyOf(list(reader, GateSetting.OTLP_SERVICES, "names of services", Names::isName)),
                        consumers(reader),
                        attribute(reader, GateSetting.OTLP_SERVICE_ATTRIBUTE),
                        attribute(reader, GateSetting.OTLP_VERSION_ATTRIBUTE),
                        list(reader, GateSetting.OTLP_OPERATION_ATTRIBUTES, "keys of attributes", OtlpSettings::isKey),
                        method(reader),
                        labels(reader),
                        Set.copyOf(list(
                                reader, GateSetting.OTLP_METRIC_NAMES, "names of histograms", OtlpSettings::isKey)),
                        reader.duration(GateSetting.OTLP_METRIC_INTERVAL, Duration.ofSeconds(1))));
    }

    static boolean isKey(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_KEY;
    }

    private static Optional<String> topic(SettingsReader reader, Setting setting) {
        String topic = reader.text(setting);
        if (!topic.isEmpty() && !topic.matches(TOPIC)) {
            reader.refuse(setting, "the whole name of a topic, for example otlp_spans, or nothing");
        }
        return Optional.of(topic).filter(name -> !name.isEmpty());
    }

    private static boolean consumers(SettingsReader reader) {
        List<String> kinds = list(
                reader,
                GateSetting.OTLP_SPAN_KINDS,
                "`server`, or `server, consumer`",
                kind -> kind.equals(SERVER) || kind.equals(CONSUMER));
        if (!kinds.contains(SERVER)) {
            reader.refuse(GateSetting.OTLP_SPAN_KINDS, "`server`, or `server, consumer`");
        }
        return kinds.contains(CONSUMER);
    }

    private static boolean method(SettingsReader reader) {
        String said = reader.text(GateSetting.OTLP_OPERATION_METHOD);
        if (!said.equals("true") && !said.equals("false")) {
            reader.refuse(GateSetting.OTLP_OPERATION_METHOD, "true or false");
        }
        return said.equals("true");
    }

    private static String attribute(SettingsReader reader, Setting setting) {
        String key = reader.text(setting);
        if (!isKey(key)) {
            reader.refuse(setting, "the key of an attribute, for example " + setting.standard());
        }
        return key;
    }

    private static List<String> labels(SettingsReader reader) {
        List<String> labels = list(
                reader, GateSetting.OTLP_LABEL_ATTRIBUTES, "keys of A-Z a-z 0-9 . _ - as labels have", Names::isName);
        if (labels.size() > TelemetryLimits.LABELS) {
            reader.refuse(GateSetting.OTLP_LABEL_ATTRIBUTES, "at most " + TelemetryLimits.LABELS);
        }
        return labels;
    }

    private static List<String> list(
            SettingsReader reader, Setting setting, String expected, Predicate<String> usable) {
        List<String> items = Arrays.stream(reader.text(setting).split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .distinct()
                .toList();
        if (!items.stream().allMatch(usable)) {
            reader.refuse(setting, expected + ", with commas");
        }
        return items;
    }
}
