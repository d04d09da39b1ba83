package dev.headgate.cli.scrape;

import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * A figure that is taken from a page, written {@code NAME=METRIC}, {@code NAME=METRIC{label="value",other!="value"}} or
 * {@code NAME=max(METRIC{…})}, with {@code *N} or {@code /N} behind it for another unit. Immutable.
 *
 * @param kind gauge or count
 * @param name the measurement's name
 * @param metric the sample's name on the page
 * @param filters what its labels must be
 * @param of how several samples become one figure
 * @param factor what the figure is multiplied by
 */
public record Figure(Measurement.Kind kind, String name, String metric, List<Filter> filters, Of of, double factor) {

    private static final Pattern FORM = Pattern.compile("(?<name>[^=]+)=\\s*(?:(?<of>[a-z]+)\\(\\s*)?"
            + "(?<metric>[A-Za-z_:][A-Za-z0-9_:]*)\\s*(?:\\{(?<filters>.*)\\})?\\s*(?<closed>\\))?"
            + "\\s*(?:(?<by>[*/])\\s*(?<factor>\\d{1,18}(?:\\.\\d{1,18})?)\\s*)?");
    private static final Pattern FILTER =
            Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*(=|!=)\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"\\s*(,|$)");

    /**
     * What a label must be.
     *
     * @param label its name; one that is absent counts as empty
     * @param equal whether it must have the value, or must not
     * @param value the value
     */
    public record Filter(String label, boolean equal, String value) {
        boolean fits(Sample sample) {
            return sample.labels().getOrDefault(label, "").equals(value) == equal;
        }
    }

    /** How several samples become one figure. */
    public enum Of {
        /** There must be one only. */
        ONE,
        /** Their sum. */
        SUM,
        /** The largest. */
        MAX,
        /** The smallest. */
        MIN,
        /** Their mean. */
        AVG;

        double figure(List<Sample> samples) {
            DoubleStream values = samples.stream().mapToDouble(Sample::value);
            return switch (this) {
                case ONE -> values.findFirst().orElse(Double.NaN);
                case SUM -> values.sum();
                case MAX -> values.max().orElse(Double.NaN);
                case MIN -> values.min().orElse(Double.NaN);
                case AVG -> values.average().orElse(Double.NaN);
            };
        }
    }

    /** Copies the filters. */
    public Figure {
        filters = List.copyOf(filters);
    }

    /**
     * Reads a figure as it is written.
     *
     * @throws IllegalArgumentException if it cannot be read; the message says what was expected
     */
    public static Figure read(Measurement.Kind kind, String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || (form.group("of") == null) != (form.group("closed") == null)) {
            throw new IllegalArgumentException(
                    "expected NAME=METRIC{label=\"value\"} or NAME=max(METRIC{…}), found '" + text + "'");
        }
        String name =
                Names.requireName("a measurement's name", form.group("name").strip());
        Of of = form.group("of") == null ? (kind == Measurement.Kind.COUNT ? Of.SUM : Of.ONE) : of(form.group("of"));
        if (kind == Measurement.Kind.COUNT && of != Of.SUM) {
            throw new IllegalArgumentException("a count is the sum of its increases, found '" + text + "'");
        }
        return new Figure(kind, name, form.group("metric"), filters(form.group("filters")), of, factor(form));
    }

    private static double factor(Matcher form) {
        if (form.group("by") == null) {
            return 1;
        }
        double number = Double.parseDouble(form.group("factor"));
        if (number == 0) {
            throw new IllegalArgumentException("a figure is not multiplied or divided by 0");
        }
        return form.group("by").equals("*") ? number : 1 / number;
    }

    boolean fits(Sample sample) {
        return sample.name().equals(metric) && filters.stream().allMatch(filter -> filter.fits(sample));
    }

    private static Of of(String word) {
        for (Of each : Of.values()) {
            if (each != Of.ONE && each.name().toLowerCase(Locale.ROOT).equals(word)) {
                return each;
            }
        }
        throw new IllegalArgumentException("expected sum, max, min or avg, found '" + word + "'");
    }

    @SuppressWarnings("NullAway") // A group of a pattern that did not take part.
    private static List<Filter> filters(String text) {
        List<Filter> filters = new ArrayList<>();
        if (text == null || text.isBlank()) {
            return filters;
        }
        Matcher each = FILTER.matcher(text);
        int end = 0;
        while (end < text.length() && each.find(end) && each.start() == end) {
            filters.add(new Filter(
                    each.group(1), each.group(2).equals("="), each.group(3).replaceAll("\\\\(.)", "$1")));
            end = each.end();
        }
        if (end < text.length() || text.stripTrailing().endsWith(",")) {
            throw new IllegalArgumentException(
                    "expected label=\"value\" or label!=\"value\" with commas between, found '" + text + "'");
        }
        return filters;
    }
}
