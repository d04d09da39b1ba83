package dev.headgate.schemas.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RecordedTick;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.StartRollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import tools.jackson.databind.json.JsonMapper;

/** Every kind of document with its schema, its example, a full record and its codec. */
final class Documents {

    private static final JsonCodec CODEC = new JsonCodec();
    private static final List<Class<?>> COMMANDS = Stream.concat(
                    Stream.of(StartRollout.class, AbortRollout.class),
                    Samples.commands().stream().map(Object::getClass))
            .toList();
    private static final RequestEventWriter EVENTS = new RequestEventWriter();
    private static final JsonMapper PLAIN = JsonMapper.builder().build();

    /**
     * One kind of document.
     *
     * @param schema the schema's file, without ending
     * @param example the example's file, without ending
     * @param sample a record in which nothing optional is absent
     * @param fields names that stand in the schema beside the records' components
     * @param records whose components stand at the top of the document
     */
    record Document(
            String schema,
            String example,
            Object sample,
            Set<String> fields,
            List<Class<?>> records,
            Function<Object, byte[]> write,
            Function<byte[], Object> read) {

        @Override
        public String toString() {
            return example;
        }
    }

    private Documents() {}

    static List<Document> all() {
        List<Document> all = new ArrayList<>(withoutCommands());
        all.add(command("command-start", Samples.start()));
        all.add(command("command-abort", Samples.abort()));
        Samples.commands().forEach(each -> all.add(command("command-" + each.kind(), each)));
        return List.copyOf(all);
    }

    private static Document executionThatWaits() {
        return new Document(
                "execution",
                "execution-waiting",
                Samples.executionThatWaits(),
                Set.of("schema"),
                List.of(Execution.class),
                CODEC::write,
                CODEC::readExecution);
    }

    private static List<Document> withoutCommands() {
        return List.of(
                plain("decision", Samples.decision(), Decision.class, CODEC::readDecision),
                plain("evaluation", Samples.evaluation(), Evaluation.class, CODEC::readEvaluation),
                plain("rollout-state", Samples.rolloutState(), RolloutState.class, CODEC::readRolloutState),
                plain("execution", Samples.execution(), Execution.class, CODEC::readExecution),
                executionThatWaits(),
                plain("measurement", Samples.measurement(), Measurement.class, CODEC::readMeasurement),
                plain("tick", Samples.tick(), RecordedTick.class, CODEC::readTick),
                new Document(
                        "measurement-batch",
                        "measurement-batch",
                        List.of(Samples.measurement()),
                        Set.of("schema"),
                        List.of(MeasurementBatch.class),
                        Documents::writeMeasurements,
                        Documents::readMeasurements),
                new Document(
                        "summary",
                        "summary",
                        Samples.summary(),
                        Set.of("schema", "kind"),
                        List.of(SummaryDocument.class),
                        CODEC::write,
                        CODEC::readSummary),
                new Document(
                        "request-event",
                        "request-event",
                        List.of(Samples.event()),
                        Set.of("schema", "kind"),
                        List.of(RequestEvent.class),
                        events -> EVENTS.write(events(events).get(0)),
                        Documents::readEvents),
                new Document(
                        "request-batch",
                        "request-batch",
                        List.of(Samples.event(), Samples.failedEvent()),
                        Set.of("schema", "kind"),
                        List.of(RequestBatch.class),
                        events -> EVENTS.write("shop", "2.4.1", events(events)),
                        Documents::readEvents),
                new Document(
                        "dead-letter",
                        "dead-letter",
                        Samples.deadLetter(),
                        Set.of(),
                        List.of(),
                        letter -> writeHeaders((DeadLetter) letter),
                        Documents::readHeaders));
    }

    /** A batch as it stands in JSON. */
    record RequestBatch(String service, String version, List<RequestInBatch> events) {}

    /** A batch of measurements as it stands in JSON. */
    record MeasurementBatch(String service, Optional<String> version, List<MeasurementInBatch> measurements) {}

    /** A measurement without what its batch says already. */
    record MeasurementInBatch(
            Measurement.Kind kind,
            String name,
            SortedMap<String, String> labels,
            long measuredAtMillis,
            double value,
            OptionalDouble total) {}

    /** A request event without what its batch says already. */
    record RequestInBatch(
            String operation,
            SortedMap<String, String> labels,
            long completedAtMillis,
            long latencyMicros,
            Outcome outcome,
            Optional<String> requestId) {}

    private static Document plain(String name, Object sample, Class<?> type, Function<byte[], Object> read) {
        return new Document(name, name, sample, Set.of("schema"), List.of(type), CODEC::write, read);
    }

    private static Document command(String example, Object sample) {
        return new Document(
                "command", example, sample, Set.of("schema", "kind"), COMMANDS, CODEC::write, CODEC::readCommand);
    }

    private static List<RequestEvent> events(Object events) {
        return ((List<?>) events).stream().map(RequestEvent.class::cast).toList();
    }

    private static Object readEvents(byte[] json) {
        List<RequestEvent> events = new ArrayList<>();
        new RequestEventReader().read(json, new RequestEventHandler() {
            @Override
            public void event(RequestEvent event) {
                events.add(event);
            }

            @Override
            public void refused(int index, String cause, String detail) {
                throw new AssertionError(index + ": " + cause + ": " + detail);
            }
        });
        return events;
    }

    private static byte[] writeMeasurements(Object measurements) {
        List<Measurement> all =
                ((List<?>) measurements).stream().map(Measurement.class::cast).toList();
        return new MeasurementWriter().write(all.get(0).service(), all.get(0).version(), all);
    }

    private static Object readMeasurements(byte[] json) {
        List<Measurement> measurements = new ArrayList<>();
        new MeasurementReader(CODEC).read(json, new MeasurementHandler() {
            @Override
            public void measurement(Measurement measurement) {
                measurements.add(measurement);
            }

            @Override
            public void refused(int index, String cause, String detail) {
                throw new AssertionError(index + ": " + cause + ": " + detail);
            }
        });
        return measurements;
    }

    private static byte[] writeHeaders(DeadLetter letter) {
        RecordHeaders headers = new RecordHeaders();
        DeadLetterHeaders.write(letter, headers);
        Map<String, String> texts = new TreeMap<>();
        for (Header header : headers) {
            texts.put(header.key(), new String(header.value(), UTF_8));
        }
        return PLAIN.writeValueAsBytes(texts);
    }

    private static Object readHeaders(byte[] json) {
        RecordHeaders headers = new RecordHeaders();
        PLAIN.readTree(json)
                .properties()
                .forEach(field -> headers.add(
                        field.getKey(), field.getValue().stringValue().getBytes(UTF_8)));
        return DeadLetterHeaders.read(headers);
    }
}
