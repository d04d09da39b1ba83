package dev.headgate.documents;

import dev.headgate.schemas.model.Action;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a probe. Absent fields have these values: {@code successes} 1, {@code every} 1 s, and those of a request. */
final class ProbeReader implements ActionReader {

    private static final List<String> PROBE = Stream.concat(
                    HttpReader.REQUEST.stream(), Stream.of("successes", "every"))
            .toList();
    private static final int MOST_SUCCESSES = 100;
    static final Duration OFTEN = Duration.ofMillis(50);
    static final Duration SELDOM = Duration.ofMinutes(10);

    private final Values values;
    private final Problems problems;
    private final HttpReader requests;

    ProbeReader(Values values, Problems problems, Placeholders placeholders) {
        this.values = values;
        this.problems = problems;
        this.requests = new HttpReader(values, problems, placeholders);
    }

    @Override
    public Optional<Action> read(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`probe`", PROBE, values, problems);
        int successes = fields.optional("successes", number -> values.integer(number, 1, MOST_SUCCESSES))
                .orElse(1);
        Duration every = fields.optional("every", duration -> Durations.read(duration, values, OFTEN, SELDOM))
                .orElse(Duration.ofSeconds(1));
        return requests.request(fields).map(request -> new Action.Probe(request, successes, every));
    }
}
