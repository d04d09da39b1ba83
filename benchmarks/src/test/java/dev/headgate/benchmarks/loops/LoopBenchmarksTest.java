package dev.headgate.benchmarks.loops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.benchmarks.throughput.input.Input;
import dev.headgate.processor.otlp.OtlpMapping;
import dev.headgate.processor.otlp.OtlpSpans;
import dev.headgate.schemas.codec.RequestEventHandler;
import dev.headgate.schemas.codec.RequestEventReader;
import dev.headgate.schemas.model.RequestEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopBenchmarksTest {

    private final OtherReaders others = new OtherReaders();

    @Test
    void aShortRunPrintsEveryLoopWithItsRatio() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        LoopBenchmarks.print(
                new PrintStream(out, true, StandardCharsets.UTF_8), new LoopBenchmarks.Effort(0, 0, 1, 10), false);

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .filteredOn(line -> line.startsWith("event of JSON: Jackson, token by token"))
                .singleElement()
                .asString()
                .contains(" 1.00 ");
        assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(line -> line.matches("\\S.*\\d.*")))
                .hasSizeGreaterThanOrEqualTo(26);
    }

    @Test
    void theUsualLibrariesFindTheSameEventsAsOurReaders() {
        byte[] event = Records.of(Input.EVENTS).next();
        byte[] batch = Records.of(Input.BATCHES).next();
        byte[] spans = Records.of(Input.SPANS).next();
        OtlpSpans ofSpans = new OtlpSpans(OtlpMapping.CONVENTIONS);

        for (byte[] value : List.of(event, batch)) {
            Collected ours = new Collected();
            new RequestEventReader().read(value, ours);
            Collected tokens = new Collected();
            others.streaming(value, tokens);
            Collected tree = new Collected();
            others.tree(value, tree);

            assertThat(ours.events).isNotEmpty().isEqualTo(tokens.events).isEqualTo(tree.events);
        }
        Collected ours = new Collected();
        ofSpans.read(spans, ours);
        Collected messages = new Collected();
        others.messages(spans, messages);
        Collected json = new Collected();
        ofSpans.read(SpansAsJson.of(spans), json);

        assertThat(ours.events).hasSize(100).isEqualTo(messages.events).isEqualTo(json.events);
    }

    private static final class Collected implements RequestEventHandler {

        private final List<RequestEvent> events = new ArrayList<>();

        @Override
        public void event(RequestEvent event) {
            events.add(event);
        }

        @Override
        public void refused(int index, String cause, String detail) {
            throw new AssertionError(cause + ": " + detail);
        }
    }
}
