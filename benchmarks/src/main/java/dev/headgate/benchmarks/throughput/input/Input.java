package dev.headgate.benchmarks.throughput.input;

import dev.headgate.schemas.topics.TopicCatalogue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A kind of telemetry that is measured. */
public enum Input {
    /** Request events, one per record. */
    EVENTS(TopicCatalogue.TELEMETRY_REQUESTS, 1),
    /** Request events, twenty per record. */
    BATCHES(TopicCatalogue.TELEMETRY_REQUESTS, 3),
    /** OpenTelemetry's spans in protobuf, a hundred of one version per record, as a Collector's Kafka exporter writes them. */
    SPANS(Input.SPANS_TOPIC, 1),
    /** One-second summaries, each of a thousand requests to one version. */
    SUMMARIES(TopicCatalogue.TELEMETRY_SUMMARIES, 50);

    private static final String SPANS_TOPIC = "otlp_spans";

    private final String topic;
    private final int factor;

    Input(String topic, int factor) {
        this.topic = topic;
        this.factor = factor;
    }

    /** How it is called in options and tables. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Input of(String word) {
        return Arrays.stream(values())
                .filter(input -> input.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("expected one of " + words() + ", found input \"" + word + "\""));
    }

    /** All names. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Input::word).toList();
    }

    /** Where it goes: of the gate's own topics, or the Collector's with the same prefix, which keeps trials apart. */
    public String topic(TopicCatalogue topics) {
        return isForeign() ? topics.prefix() + topic : topics.name(topic);
    }

    /** Whether its topic is none of the gate's: it must be made, and the gate told of it. */
    public boolean isForeign() {
        return this == SPANS;
    }

    /** Whether its records have a key that says which partition they go to; a Collector's have none. */
    public boolean isKeyed() {
        return this != SPANS;
    }

    /** Requests of a pass for each one of {@code --events}: a cheaper kind needs more of them to be measured as well. */
    public int factor() {
        return factor;
    }

    /** Makes the records. */
    public Messages messages(SeriesSet series) {
        return switch (this) {
            case EVENTS -> RequestEvents.single(series);
            case BATCHES -> RequestEvents.batches(series);
            case SPANS -> new Spans(series);
            case SUMMARIES -> new Summaries(series);
        };
    }
}
