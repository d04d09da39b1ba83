package dev.headgate.documents;

import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Expectation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a probe that tells whether something is there or not. An absent {@code every} is 1 s. */
final class LookupReader implements ActionReader {

    private static final List<String> LOOKUP = Stream.concat(HttpReader.REQUEST.stream(), Stream.of("absent", "every"))
            .toList();

    private final Values values;
    private final Problems problems;
    private final HttpReader requests;

    LookupReader(Values values, Problems problems, Placeholders placeholders) {
        this.values = values;
        this.problems = problems;
        this.requests = new HttpReader(values, problems, placeholders);
    }

    @Override
    public Optional<Action> read(Node node) throws Refusal {
        Fields fields = Fields.of(node, "the `probe` of a `verify`", LOOKUP, values, problems);
        Optional<Expectation> absent = fields.required(
                "absent",
                "what it answers if the step had no effect, as `{ status: \"404\" }`: no answer and any other one"
                        + " cannot tell",
                requests::expectation);
        Duration every = fields.optional(
                        "every", it -> Durations.read(it, values, ProbeReader.OFTEN, ProbeReader.SELDOM))
                .orElse(Duration.ofSeconds(1));
        Optional<Action.HttpCall> request = requests.request(fields);
        if (request.map(Action.HttpCall::expected).equals(absent) && absent.isPresent()) {
            problems.add(Problem.error(fields.keyPlace("absent"), "one answer cannot say yes and no")
                    .found("`absent` is what `expect` is")
                    .expected("an answer for each"));
        }
        return absent.flatMap(no -> request.map(it -> new Action.Lookup(it, no, every)));
    }
}
