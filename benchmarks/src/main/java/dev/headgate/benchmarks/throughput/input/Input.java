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
    /** One-second summaries, each of a thousand requests to one version. */
    SUMMARIES(TopicCatalogue.TELEMETRY_SUMMARIES, 50);

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

    /** The catalogue's name of the topic that it goes to. */
    public String topic() {
        return topic;
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
            case SUMMARIES -> new Summaries(series);
        };
    }
}
