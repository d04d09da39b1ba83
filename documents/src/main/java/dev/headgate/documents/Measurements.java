package dev.headgate.documents;

import dev.headgate.schemas.model.GaugeReading;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Metric;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.Since;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Measures of figures that are not requests, read the same way in a line and in an object; their unit comes with the limit. */
final class Measurements {

    /** The words that such a measure begins with, quantiles and mean of a distribution aside. */
    static final List<String> WORDS = List.of("gauge", "ratio", "count", "growth", "probe");

    static final Map<String, GaugeReading> READINGS = Map.of(
            "last",
            GaugeReading.LAST,
            "mean",
            GaugeReading.MEAN,
            "min",
            GaugeReading.MINIMUM,
            "max",
            GaugeReading.MAXIMUM);

    private static final String METRIC = "the measurements' name, as db.pool.utilisation";
    private static final Pattern OF_REQUESTS = Pattern.compile("errorRate|uptime|throughput|mean|latency|[pP][0-9.]+");

    private Measurements() {}

    /** Whether a measurement's line begins with these tokens. */
    static boolean begins(Token first, Token second) {
        return WORDS.contains(first.text()) || isBareGauge(first) || (isDistribution(first) && second.isWord("of"));
    }

    /** A dotted name alone is a gauge. */
    private static boolean isBareGauge(Token token) {
        return token.text().indexOf('.') > 0
                && !OF_REQUESTS.matcher(token.text()).matches();
    }

    private static boolean isDistribution(Token token) {
        return token.text().equals("mean") || Measures.isQuantile(token.text());
    }

    /** Reads the measure whose first word was taken. */
    static Measure read(Tokens tokens, Token first) throws Refusal {
        if (isBareGauge(first)) {
            return gauge(metric(tokens, first), GaugeReading.LAST);
        }
        return switch (first.text()) {
            case "gauge" -> gauge(tokens);
            case "ratio" -> ratio(tokens);
            case "count" -> new Measure.Count(metric(tokens), Since.NOW);
            case "growth" -> {
                of(tokens, "`growth of memory.used < 2%/h over 30m`");
                yield new Measure.Growth(growing(tokens), false);
            }
            case "probe" -> new Measure.Probe(metric(tokens));
            default -> {
                of(tokens, "`p75 of web.lcp < 2.5s`");
                yield distribution(first.text(), metric(tokens));
            }
        };
    }

    private static Measure gauge(Tokens tokens) throws Refusal {
        Token reading = tokens.peek();
        if (READINGS.containsKey(reading.text()) && tokens.peekBehind().isWord("of")) {
            tokens.next();
            tokens.next();
            return gauge(metric(tokens), READINGS.get(reading.text()));
        }
        return gauge(metric(tokens), GaugeReading.LAST);
    }

    private static Measure ratio(Tokens tokens) throws Refusal {
        Metric above = metric(tokens);
        Token line = tokens.peek();
        if (line.is(Token.Kind.UNIT_SIGN) && line.text().startsWith("/")) {
            throw new Refusal(tokens.problem(line, "a name and the line above it are written apart")
                    .expected("`ratio orders.failed / orders.all < 1%`")
                    .suggest("/ " + line.text().substring(1)));
        }
        if (!line.text().equals("/")) {
            return new Measure.Ratio(above, Optional.empty());
        }
        tokens.next();
        return new Measure.Ratio(above, Optional.of(metric(tokens)));
    }

    private static void of(Tokens tokens, String example) throws Refusal {
        Token word = tokens.peek();
        if (!tokens.accept("of")) {
            throw new Refusal(tokens.problem(word, "`of` is missing here")
                    .expected(example)
                    .suggest(NearestWord.to(word.text(), List.of("of"))));
        }
    }

    static Measure gauge(Metric metric, GaugeReading reading) {
        return new Measure.Gauge(metric, reading, Measure.Unit.NUMBER);
    }

    /** @param word {@code mean} or a quantile */
    static Measure distribution(String word, Metric metric) {
        return word.equals("mean")
                ? new Measure.ValueMean(metric, Measure.Unit.NUMBER)
                : new Measure.ValueQuantile(metric, Measures.quantile(word), Measure.Unit.NUMBER);
    }

    private static Metric growing(Tokens tokens) throws Refusal {
        Token name = tokens.peek();
        if (OF_REQUESTS.matcher(name.text()).matches()) {
            throw new Refusal(notGrowing(tokens.place(name), name.text()));
        }
        return metric(tokens);
    }

    /** Why there is no growth of a figure of requests. */
    static Problem notGrowing(Place place, String name) {
        return Problem.error(place, "growth is of measurements, and `" + name + "` is of requests")
                .found("`" + name + "`")
                .expected(
                        "a gauge, a ratio or a count, as memory.used; or compare, as `p95 not worse than previous stage"
                                + " by 20%`");
    }

    static boolean isOfRequests(String name) {
        return OF_REQUESTS.matcher(name).matches();
    }

    private static Metric metric(Tokens tokens) throws Refusal {
        Token name = tokens.next();
        if (!name.is(Token.Kind.WORD)) {
            throw new Refusal(tokens.problem(name, "the name of a measurement is missing here")
                    .expected(METRIC));
        }
        return metric(tokens, name);
    }

    private static Metric metric(Tokens tokens, Token name) throws Refusal {
        if (!Names.isName(name.text())) {
            throw new Refusal(
                    tokens.problem(name, "no measurement can have this name").expected(METRIC));
        }
        var labels = LabelParts.read(tokens);
        return labels.isPresent() ? new Metric(name.text(), labels.orElseThrow().value()) : Metric.named(name.text());
    }
}
