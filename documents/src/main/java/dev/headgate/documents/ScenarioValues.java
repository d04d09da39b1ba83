package dev.headgate.documents;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the numbers of a scenario: shares as 0 to 1, times in seconds, sizes in bytes. */
final class ScenarioValues {

    private static final Pattern VALUE = Pattern.compile("(-?[0-9]{1,12}(?:\\.[0-9]{1,9})?)(%|us|ms|s|m|h|kB|MB|GB)?");
    private static final Map<String, Double> UNITS = Map.of(
            "%", 0.01, "us", 1e-6, "ms", 1e-3, "s", 1.0, "m", 60.0, "h", 3_600.0, "kB", 1e3, "MB", 1e6, "GB", 1e9);
    private static final String EXPECTED = "a number, perhaps with %, ms, s, kB, MB or GB";

    private final Values values;

    ScenarioValues(Values values) {
        this.values = values;
    }

    /** A value's beginning and its end. */
    record Span(double first, double last) {}

    /** A number with or without a unit. */
    double number(Node node) throws Refusal {
        return number(scalar(node, EXPECTED), values.source().place(node));
    }

    /** A share, from 0 to 1. */
    double share(Node node) throws Refusal {
        String written = scalar(node, "a share, as 0.5%");
        double share = number(written, values.source().place(node));
        if (!written.endsWith("%") || share < 0 || share > 1) {
            throw new Refusal(Problem.error(values.source().place(node), "this is no share")
                    .found(Values.quoted(written))
                    .expected("0% to 100%"));
        }
        return share;
    }

    /** A rate, as {@code 20/s}. */
    double perSecond(Node node) throws Refusal {
        String written = scalar(node, "a rate, as 20/s");
        if (!written.endsWith("/s")) {
            throw new Refusal(Problem.error(values.source().place(node), "this is no rate")
                    .found(Values.quoted(written))
                    .expected("requests per second, as 20/s"));
        }
        return number(
                written.substring(0, written.length() - 2), values.source().place(node));
    }

    /** `3 .. 5`, one number, or nothing for `none`. */
    Optional<Span> span(Node node) throws Refusal {
        String written = scalar(node, EXPECTED + ", two of them with `..` between, or none");
        if (written.equals("none")) {
            return Optional.empty();
        }
        Place place = values.source().place(node);
        int range = written.indexOf(" .. ");
        if (range < 0) {
            double value = number(written, place);
            return Optional.of(new Span(value, value));
        }
        return Optional.of(new Span(
                number(written.substring(0, range).strip(), place),
                number(written.substring(range + 4).strip(), place)));
    }

    /** Any scalar, as its text. */
    String scalar(Node node, String expected) throws Refusal {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
            return scalar.getValue();
        }
        throw values.wrongType(node, "a single value is needed here", expected);
    }

    private static double number(String written, Place place) throws Refusal {
        Matcher matcher = VALUE.matcher(written);
        if (!matcher.matches()) {
            throw new Refusal(Problem.error(place, "this is no number that can be used")
                    .found(Values.quoted(written))
                    .expected(EXPECTED));
        }
        double number = Double.parseDouble(matcher.group(1));
        return matcher.group(2) == null ? number : number * UNITS.getOrDefault(matcher.group(2), 1.0);
    }
}
