package dev.headgate.cli.assess;

import java.util.Locale;
import java.util.OptionalLong;

/** Horizontal bars on a logarithmic scale, one drawing each, as wide as there is room. */
final class Bars {
    private static final double WHOLE = 100;

    private final double logLargest;

    /** @param largest what the whole width stands for, 1 or more */
    Bars(long largest) {
        logLargest = Math.log10(1 + Math.max(1.0, (double) largest));
    }

    /** A bar up to the median with a whisker to p90; open to the right where there is none. */
    String spread(OptionalLong median, OptionalLong p90, String words) {
        double bar = median.isPresent() ? at(median.getAsLong()) : WHOLE;
        double whisker = p90.isPresent() ? at(p90.getAsLong()) : WHOLE;
        String body = median.isPresent()
                ? rect("bar", 0, bar, 4, 12)
                        + String.format(
                                Locale.ROOT,
                                "<line class=\"whisker\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"10\" y2=\"10\"/>",
                                bar,
                                whisker)
                        + (p90.isPresent() ? rect("end", Math.max(0, whisker - 0.3), 0.3, 5, 10) : "")
                : rect("none", 0, WHOLE, 4, 12);
        return drawing(body, words);
    }

    /** A bar up to a value. */
    String single(long value, String words) {
        return drawing(rect("bar", 0, at(value), 4, 12), words);
    }

    /** Shares that lie side by side, each with its class. */
    static String stacked(String[] classes, double[] shares, String words) {
        var body = new StringBuilder();
        double from = 0;
        for (int i = 0; i < shares.length; i++) {
            body.append(rect(classes[i], from * WHOLE, shares[i] * WHOLE, 2, 16));
            from += shares[i];
        }
        return drawing(body.toString(), words);
    }

    private double at(long value) {
        return Math.min(WHOLE, Math.max(0.5, WHOLE * Math.log10(1.0 + (double) value) / logLargest));
    }

    private static String drawing(String body, String words) {
        return "<svg role=\"img\" width=\"100%\" height=\"20\" aria-label=\"" + Page.escaped(words) + "\">" + body
                + "</svg>";
    }

    private static String rect(String kind, double x, double width, int y, int height) {
        return String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.2f%%\" y=\"%d\" width=\"%.2f%%\" height=\"%d\"/>",
                kind,
                x,
                y,
                width,
                height);
    }
}
