package dev.headgate.documents;

import dev.headgate.schemas.model.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads how often people are told figures. */
final class DigestReader {

    static final List<String> WORDS = List.of("every", "hourly", "daily", "weekly");
    private static final String EXAMPLE = "`hourly`, `daily`, `weekly` or `every 15m`, then `for 72h`, then `to ops`";
    private static final Map<String, Duration> TIMES =
            Map.of("hourly", Duration.ofHours(1), "daily", Duration.ofDays(1), "weekly", Duration.ofDays(7));
    private static final Duration LEAST = Duration.ofSeconds(10);

    private DigestReader() {}

    /** One text or a list of them. */
    static List<Digest> read(Node node, Values values, Problems problems) throws Refusal {
        List<Digest> digests = new ArrayList<>();
        for (Node item : values.oneOrMore(node, "`report`")) {
            problems.attempt(() -> digest(new Tokens(values.text(item, EXAMPLE))))
                    .ifPresent(digests::add);
        }
        return digests;
    }

    private static Digest digest(Tokens tokens) throws Refusal {
        Duration every = every(tokens);
        Optional<Duration> lasting = Optional.empty();
        if (tokens.accept("for")) {
            Located<Duration> time = Quantities.duration(tokens);
            if (time.value().compareTo(every) < 0) {
                throw new Refusal(Problem.error(time.place(), "this is over before the first report")
                        .found("every " + Quantities.written(every) + ", for " + Quantities.written(time.value()))
                        .expected("at least " + Quantities.written(every)));
            }
            lasting = Optional.of(time.value());
        }
        Optional<String> whom = tokens.accept("to")
                ? Optional.of(Responses.name(tokens, "who is told", "`hourly to ops`"))
                : Optional.empty();
        tokens.expectEnd(EXAMPLE);
        return new Digest(every, lasting, whom);
    }

    private static Duration every(Tokens tokens) throws Refusal {
        Token word = tokens.next();
        if (word.isWord("every")) {
            Located<Duration> every = Quantities.duration(tokens);
            if (every.value().compareTo(LEAST) < 0) {
                throw new Refusal(Problem.error(every.place(), "nobody can read this often")
                        .found("`" + Quantities.written(every.value()) + "`")
                        .expected("at least 10s"));
            }
            return every.value();
        }
        Duration every = TIMES.get(word.text());
        if (every == null) {
            throw new Refusal(tokens.problem(word, "this is not how often people are told")
                    .expected(EXAMPLE)
                    .suggest(NearestWord.to(word.text(), WORDS)));
        }
        return every;
    }
}
