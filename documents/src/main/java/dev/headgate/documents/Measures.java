package dev.headgate.documents;

import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.sketch.LatencySketch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be measured, by name, and what a limit on it may be. */
final class Measures {

    static final String EXPECTED =
            "errorRate, uptime, throughput, mean, a quantile as p95 or p99.9, latency to compare,"
                    + " `no success for 2m`, `slo 99.9% burns > 14.4x over 1h and 5m`, or gauge, ratio, count, growth, probe,"
                    + " alert, approval, checklist, hook";

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
            "gauge",
            "ratio",
            "count",
            "growth",
            "probe",
            "alert",
            "approval",
            "checklist",
            "hook",
            "p50",
            "p90",
            "p95",
            "p99",
            "p99.9");
    private static final Pattern QUANTILE = Pattern.compile("p([0-9]{1,2}(?:\\.[0-9]{1,3})?)");
    private static final Pattern QUANTILE_LIKE = Pattern.compile("[pP]([0-9.]+)");

    private static final Map<Class<? extends Measure>, String> PLAIN_NAMES = Map.ofEntries(
            Map.entry(Measure.ErrorRate.class, "errorRate"),
            Map.entry(Measure.Uptime.class, "uptime"),
            Map.entry(Measure.NoSuccess.class, "no success"),
            Map.entry(Measure.Throughput.class, "throughput"),
            Map.entry(Measure.MeanLatency.class, "mean"),
            Map.entry(Measure.Latency.class, "latency"),
            Map.entry(Measure.Gauge.class, "a gauge"),
            Map.entry(Measure.Ratio.class, "a ratio"),
            Map.entry(Measure.Count.class, "a count"),
            Map.entry(Measure.Growth.class, "a growth"),
            Map.entry(Measure.Probe.class, "a probe"),
            Map.entry(Measure.Alerts.class, "an alert"),
            Map.entry(Measure.Approval.class, "an approval"),
            Map.entry(Measure.ChecklistDone.class, "a checklist"),
            Map.entry(Measure.Hook.class, "a hook"),
            Map.entry(Measure.All.class, "a joined line"));

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

    /** Whether this names a quantile between p0 and p100. */
    static boolean isQuantile(String word) {
        Matcher matcher = QUANTILE.matcher(word);
        return matcher.matches() && new BigDecimal(matcher.group(1)).signum() > 0;
    }

    /** The quantile of such a name, above 0 and below 1. */
    static double quantile(String word) {
        return new BigDecimal(word.substring(1)).movePointLeft(2).doubleValue();
    }

    private static Measure quantile(Tokens tokens, Token token) throws Refusal {
        if (isQuantile(token.text())) {
            return new Measure.LatencyQuantile(quantile(token.text()));
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
            return quantileName(quantile.quantile());
        }
        if (measure instanceof Measure.ValueQuantile quantile) {
            return quantileName(quantile.quantile()) + " of "
                    + quantile.metric().name();
        }
        if (measure instanceof Measure.ValueMean mean) {
            return "mean of " + mean.metric().name();
        }
        return Optional.ofNullable(PLAIN_NAMES.get(measure.getClass()))
                .orElseThrow(() -> new IllegalStateException("a measure without a name: " + measure));
    }

    private static String quantileName(double quantile) {
        return "p"
                + BigDecimal.valueOf(quantile)
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /** A limit on it. */
    static String example(Measure measure) {
        if (measure instanceof Measure.Growth) {
            return "growth of memory.used < 2%/h over 30m";
        }
        if (measure instanceof Measure.Count) {
            return "count log.critical = 0 since start";
        }
        return measure instanceof Measure.Probe ? "probe health >= 99%" : "ratio messages.delivered > 99.5%";
    }

    /** The largest value that can be observed, in the measure's unit. */
    static double highest(Measure measure) {
        if (measure instanceof Measure.LatencyQuantile) {
            return LatencySketch.HIGHEST_MICROS;
        }
        boolean share = measure instanceof Measure.ErrorRate
                || measure instanceof Measure.Uptime
                || measure instanceof Measure.Probe
                || (measure instanceof Measure.Ratio ratio && ratio.divisor().isEmpty());
        return share ? 1 : Double.POSITIVE_INFINITY;
    }

    /** The smallest value that can be observed. */
    static double lowest(Measure measure) {
        boolean anything = measure instanceof Measure.Gauge
                || measure instanceof Measure.ValueQuantile
                || measure instanceof Measure.ValueMean
                || measure instanceof Measure.Growth
                || measure instanceof Measure.Hook;
        return anything ? Double.NEGATIVE_INFINITY : 0;
    }

    /** Whether a larger value is a worse one; empty where that depends. */
    static Optional<Boolean> moreIsWorse(Measure measure) {
        if (measure instanceof Measure.Uptime) {
            return Optional.of(false);
        }
        boolean known = measure instanceof Measure.ErrorRate
                || measure instanceof Measure.MeanLatency
                || measure instanceof Measure.LatencyQuantile;
        return known ? Optional.of(true) : Optional.empty();
    }
}
