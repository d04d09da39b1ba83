package dev.headgate.benchmarks.loops;

import dev.headgate.benchmarks.throughput.contender.SpanFloor;
import dev.headgate.benchmarks.throughput.input.Input;
import dev.headgate.benchmarks.throughput.input.Spans;
import dev.headgate.processor.otlp.OtlpMapping;
import dev.headgate.processor.otlp.OtlpSpans;
import dev.headgate.schemas.codec.CloudEvents;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.RequestEventHandler;
import dev.headgate.schemas.codec.RequestEventReader;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.Summary;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From a record's bytes to its events; each event or span is one operation. */
@State(Scope.Thread)
public class ReadingLoops {

    private static final int BATCH = 20;

    private final RequestEventReader reader = new RequestEventReader();
    private final OtherReaders others = new OtherReaders();
    private final OtlpSpans spans = new OtlpSpans(OtlpMapping.CONVENTIONS);
    private final SpanFloor spanFloor = new SpanFloor();
    private final JsonCodec json = new JsonCodec();
    private final Records events = Records.of(Input.EVENTS);
    private final Records batches = Records.of(Input.BATCHES);
    private final Records protobuf = Records.of(Input.SPANS);
    private final Records spansAsJson = protobuf.as(SpansAsJson::of);
    private final Records summaries = Records.of(Input.SUMMARIES);
    private final Records envelopes = events.as(ReadingLoops::enveloped);
    private final Headers structured =
            new RecordHeaders().add("content-type", bytes("application/cloudevents+json; charset=UTF-8"));
    private final Headers binary = new RecordHeaders()
            .add("ce_specversion", bytes("1.0"))
            .add("ce_id", bytes("1"))
            .add("ce_source", bytes("/shop"))
            .add("ce_type", bytes("dev.headgate.request"))
            .add("content-type", bytes("application/json"));
    private final Summing sum = new Summing();

    /** Adds something of each event, so that none can be left out. */
    private static final class Summing implements RequestEventHandler {

        private long sum;

        @Override
        public void event(RequestEvent event) {
            sum += event.latencyMicros() + event.operation().length();
        }

        @Override
        public void refused(int index, String cause, String detail) {
            throw new CodecException(cause, detail);
        }
    }

    @Benchmark
    public long event() {
        reader.read(events.next(), sum);
        return sum.sum;
    }

    @Benchmark
    public long eventByTokens() {
        others.streaming(events.next(), sum);
        return sum.sum;
    }

    @Benchmark
    public long eventByTree() {
        others.tree(events.next(), sum);
        return sum.sum;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long batch() {
        reader.read(batches.next(), sum);
        return sum.sum;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long batchByTokens() {
        others.streaming(batches.next(), sum);
        return sum.sum;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long batchByTree() {
        others.tree(batches.next(), sum);
        return sum.sum;
    }

    @Benchmark
    public long cloudEventBinary() {
        reader.read(CloudEvents.document(binary, events.next()), sum);
        return sum.sum;
    }

    @Benchmark
    public long cloudEventStructured() {
        reader.read(CloudEvents.document(structured, envelopes.next()), sum);
        return sum.sum;
    }

    @Benchmark
    @OperationsPerInvocation(Spans.BATCH)
    public long span() {
        spans.read(protobuf.next(), sum);
        return sum.sum;
    }

    @Benchmark
    @OperationsPerInvocation(Spans.BATCH)
    public long spanByMessages() {
        others.messages(protobuf.next(), sum);
        return sum.sum;
    }

    @Benchmark
    @OperationsPerInvocation(Spans.BATCH)
    public long spanByFieldsAndRecord() {
        spanFloor.take(protobuf.next());
        return spanFloor.counted();
    }

    @Benchmark
    @OperationsPerInvocation(Spans.BATCH)
    public long spanOfJson() {
        spans.read(spansAsJson.next(), sum);
        return sum.sum;
    }

    /** A summary of 50 operations. */
    @Benchmark
    public Summary summary() {
        return json.readSummary(summaries.next());
    }

    private static byte[] enveloped(byte[] event) {
        return bytes("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/shop\",\"type\":\"dev.headgate.request\","
                + "\"datacontenttype\":\"application/json\",\"data\":"
                + new String(event, StandardCharsets.UTF_8) + "}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
