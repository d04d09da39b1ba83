package dev.headgate.benchmarks.throughput.contender;

import dev.headgate.benchmarks.throughput.input.Input;
import dev.headgate.processor.otlp.OtlpMapping;
import dev.headgate.processor.otlp.OtlpSpans;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.RequestEventHandler;
import dev.headgate.schemas.codec.RequestEventReader;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.Summary;
import java.util.function.Consumer;

/** Reads values with the gate's own readers: rivals need not parse worse than the gate. Not thread safe. */
public final class TelemetryValues {

    private final RequestEventReader events = new RequestEventReader();
    private final JsonCodec json = new JsonCodec();
    private final OtlpSpans spans = new OtlpSpans(OtlpMapping.CONVENTIONS);
    private final Input input;

    /**
     * Reads values of one kind.
     *
     * @param input what they hold
     */
    public TelemetryValues(Input input) {
        this.input = input;
    }

    /**
     * Hands over what a value holds: events, or a summary.
     *
     * @throws CodecException if it cannot be used: what the benchmark sends always can
     */
    public void read(byte[] value, Consumer<RequestEvent> eventSink, Consumer<Summary> summarySink) {
        switch (input) {
            case SUMMARIES -> summarySink.accept(json.readSummary(value));
            case SPANS -> spans.read(value, handler(eventSink));
            case EVENTS, BATCHES -> events.read(value, handler(eventSink));
        }
    }

    private static RequestEventHandler handler(Consumer<RequestEvent> eventSink) {
        return new RequestEventHandler() {
            @Override
            public void event(RequestEvent event) {
                eventSink.accept(event);
            }

            @Override
            public void refused(int index, String cause, String detail) {
                throw new CodecException(cause, detail);
            }
        };
    }
}
