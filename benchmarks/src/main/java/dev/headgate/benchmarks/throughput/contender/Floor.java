package dev.headgate.benchmarks.throughput.contender;

import dev.headgate.benchmarks.throughput.input.Closing;
import dev.headgate.benchmarks.throughput.input.Input;
import dev.headgate.benchmarks.throughput.input.Series;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The least that anybody has to do: parse with Jackson token by token, and record each latency in its series' HdrHistogram;
 * of summaries, parse and add the sketch. No windows, no guarantee, one thread.
 */
final class Floor implements PlainConsumer.Work {

    private static final long HIGHEST_MICROS = 60_000_000;

    private final JsonFactory json = JsonFactory.builder().build();
    private final boolean summaries;
    private final Map<Series, Histogram> histograms = new HashMap<>();
    private final Map<Series, LatencySketch> sketches = new HashMap<>();
    private String service = "";
    private String version = "";
    private String operation = "";
    private long latencyMicros;
    private long requests;
    private long errors;
    private long closing;

    private Floor(Input input) {
        summaries = input == Input.SUMMARIES;
    }

    /** The least that anybody has to do with that input. */
    static PlainConsumer.Work of(Input input) {
        return input == Input.SPANS ? new SpanFloor() : new Floor(input);
    }

    @Override
    public void take(byte[] value) {
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), value)) {
            parser.nextToken();
            boolean batch = readObject(parser);
            if (!batch) {
                record();
            }
        }
    }

    @Override
    public long counted() {
        return requests - closing;
    }

    @Override
    public long errors() {
        return errors;
    }

    /** Reads the fields of an object; true if it held others with the figures. */
    private boolean readObject(JsonParser parser) {
        boolean batch = false;
        for (String field = parser.nextName(); field != null; field = parser.nextName()) {
            JsonToken token = parser.nextToken();
            switch (field) {
                case "service" -> service = parser.getString();
                case "version" -> version = parser.getString();
                case "operation" -> operation = parser.getString();
                case "latencyMicros" -> latencyMicros = parser.getLongValue();
                case "outcome" -> errors += parser.getString().equals("error") ? 1 : 0;
                case "errors" -> errors += parser.getLongValue();
                case "latencies" -> add(parser.getBinaryValue());
                case "events", "seconds" -> {
                    batch = true;
                    readArray(parser);
                }
                default -> {
                    if (token.isStructStart()) {
                        parser.skipChildren();
                    }
                }
            }
        }
        return batch;
    }

    private void readArray(JsonParser parser) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            readObject(parser);
            if (!summaries) {
                record();
            }
        }
    }

    private void record() {
        histograms
                .computeIfAbsent(new Series(service, version, operation), series -> new Histogram(HIGHEST_MICROS, 2))
                .recordValue(latencyMicros);
        count(1);
    }

    private void add(byte[] encoded) {
        LatencySketch told = SketchCodec.readSketch(encoded);
        sketches.computeIfAbsent(new Series(service, version, operation), series -> new LatencySketch())
                .add(told);
        count(told.count());
    }

    private void count(long more) {
        requests += more;
        closing += service.equals(Closing.SERVICE) ? more : 0;
    }
}
