package dev.headgate.documents;

import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.sketch.LatencySketch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be measured, by name, and what a limit on it may be. */
final class Measures {

    static final String EXPECTED =
            "errorRate, uptime, throughput, mean, a quantile as p95 or p99.9, latency to compare,"
                    + " `no success for 2m`, or `slo 99.9% burns > 14.4x over 1h and 5m`";

    /** The measures that have a name, quantiles aside. */
    static final List<String> WORDS = List.of("errorRate", "uptime", "throughput", "mean", "latency", "no success");

    private static final List<String> NAMES = List.of(
            "errorRate",
            "uptime",
            "throughput",
            "mean",
            "latency",
            "no success",
            "slo",
            "p50",
            "p90",
            "p95",
            "p99",
            "p99.9");
    private static final Pattern QUANTILE = Pattern.compile("p([0-9]{1,2}(?:\\.[0-9]{1,3})?)");
    private static final Pattern QUANTILE_LIKE = Pattern.compile("[pP]([0-9.]+)");

    private Measures() {}

    /** How a limit on a measure is written. */
    enum Unit {
        SHARE("a percentage, as 1% or 0.5%"),
        LATENCY("a latency, as 250ms, 1s or 800us"),
        RATE("requests per second, as 10/s");

        private final String expected;

        Unit(String expected) {
            this.expected = expected;
        }

        String expected() {
            return expected;
        }
    }

    /** The measure of a name, `no success` aside. */
    static Measure named(Tokens tokens, Token token) throws Refusal {
        return switch (token.text()) {
            case "errorRate" -> new Measure.ErrorRate();
            case "uptime" -> new Measure.Uptime();
            case "throughput" -> new Measure.Throughput();
            case "mean" -> new Measure.MeanLatency();
            case "latency" -> new Measure.Latency();
            default -> quantile(tokens, token);
        };
    }

    private static Measure quantile(Tokens tokens, Token token) throws Refusal {
        Matcher matcher = QUANTILE.matcher(token.text());
        if (matcher.matches()) {
            double quantile = new BigDecimal(matcher.group(1)).movePointLeft(2).doubleValue();
            if (quantile > 0) {
                return new Measure.LatencyQuantile(quantile);
            }
        }
        boolean quantileLike = QUANTILE_LIKE.matcher(token.text()).matches();
        throw new Refusal(tokens.problem(
                        token, quantileLike ? "this is no quantile between p0 and p100" : "this measure is not known")
                .expected(quantileLike ? "for example p50, p95, p99 or p99.9" : EXPECTED)
                .suggest(meant(token.text())));
    }

    private static Optional<String> meant(String word) {
        Matcher quantile = QUANTILE_LIKE.matcher(word);
        if (quantile.matches()) {
            String digits = quantile.group(1).replace(".", "");
            boolean nines = digits.length() >= 3 && digits.length() <= 5 && !digits.startsWith("1");
            return nines
                    ? Optional.of("p" + digits.substring(0, 2) + "." + digits.substring(2))
                    : Optional.of(word.toLowerCase(Locale.ROOT))
                            .filter(it -> QUANTILE.matcher(it).matches());
        }
        return NearestWord.to(word, new ArrayList<>(NAMES));
    }

    static Unit unit(Measure measure) {
        if (measure instanceof Measure.ErrorRate || measure instanceof Measure.Uptime) {
            return Unit.SHARE;
        }
        return measure instanceof Measure.Throughput ? Unit.RATE : Unit.LATENCY;
    }

    /** Its name in a message. */
    static String name(Measure measure) {
        if (measure instanceof Measure.LatencyQuantile quantile) {
            return "p"
                    + BigDecimal.valueOf(quantile.quantile())
                            .movePointRight(2)
                            .stripTrailingZeros()
                            .toPlainString();
        }
        if (measure instanceof Measure.ErrorRate) {
            return "errorRate";
        }
        if (measure instanceof Measure.Uptime) {
            return "uptime";
        }
        if (measure instanceof Measure.Throughput) {
            return "throughput";
        }
        if (measure instanceof Measure.Latency) {
            return "latency";
        }
        return measure instanceof Measure.MeanLatency ? "mean" : "no success";
    }

    /** The largest value that can be observed, in the measure's unit. */
    static double highest(Measure measure) {
        if (measure instanceof Measure.LatencyQuantile) {
            return LatencySketch.HIGHEST_MICROS;
        }
        return unit(measure) == Unit.SHARE ? 1 : Double.POSITIVE_INFINITY;
    }

    /** Whether a larger value is a worse one; empty where that depends. */
    static Optional<Boolean> moreIsWorse(Measure measure) {
        if (measure instanceof Measure.Throughput || measure instanceof Measure.NoSuccess) {
            return Optional.empty();
        }
        return Optional.of(!(measure instanceof Measure.Uptime));
    }
}
