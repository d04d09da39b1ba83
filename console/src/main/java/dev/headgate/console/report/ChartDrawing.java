package dev.headgate.console.report;

import dev.headgate.console.report.Chart.Curve;
import dev.headgate.console.report.Chart.Limit;
import dev.headgate.console.report.Chart.Mark;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.StringJoiner;

/**
 * Draws a chart as SVG that is as wide as what it stands in: places are shares of the width, so that texts keep their size. Needs
 * the page's style sheet.
 */
final class ChartDrawing {

    private static final double HEIGHT = 180;
    private static final double ABOVE = 34;
    private static final double BELOW = 22;
    private static final double PLOT = HEIGHT - ABOVE - BELOW;
    private static final double CLOSE = 4;
    private static final double LINE = 14;
    private static final int FINEST = 1_000;

    private final Chart chart;
    private final Markup out;

    private ChartDrawing(Chart chart, Markup out) {
        this.chart = chart;
        this.out = out;
    }

    static void draw(Chart chart, Markup out) {
        new ChartDrawing(chart, out).draw();
    }

    private void draw() {
        out.open(
                "svg",
                "class",
                "chart",
                "width",
                "100%",
                "height",
                place(HEIGHT),
                "role",
                "group",
                "aria-label",
                chart.title() + ": " + chart.sentence());
        // All but the marks, which lead somewhere, is told by the sentence.
        out.open("g", "aria-hidden", "true");
        grid();
        out.open(
                "svg",
                "x",
                "0",
                "y",
                place(ABOVE),
                "width",
                "100%",
                "height",
                place(PLOT),
                "viewBox",
                "0 0 " + FINEST + " 100",
                "preserveAspectRatio",
                "none");
        chart.curves().forEach(this::curve);
        out.close();
        limits();
        out.close();
        marks();
        out.closeLine();
    }

    private void grid() {
        for (int i = 0; i <= 2; i++) {
            double value = chart.top() * i / 2;
            line(y(value), "grid");
            out.element(
                    "text",
                    Wording.value(value, chart.unit()),
                    "class",
                    "scale",
                    "x",
                    "2",
                    "y",
                    place(y(value) + (i == 2 ? 13 : -3)));
        }
        out.element("text", Wording.at(chart.from()), "class", "scale", "x", "0", "y", place(HEIGHT - 6));
        out.element(
                "text",
                Wording.day(chart.from()).equals(Wording.day(chart.to()))
                        ? Wording.clock(chart.to()) + " UTC"
                        : Wording.at(chart.to()),
                "class",
                "scale",
                "x",
                "100%",
                "y",
                place(HEIGHT - 6),
                "text-anchor",
                "end");
    }

    /** Limits whose words would lie upon each other share a line of words, at the highest of them. */
    private void limits() {
        List<Limit> drawn = chart.limits().stream()
                .filter(limit -> limit.value() <= chart.top())
                .sorted(Comparator.comparingDouble(Limit::value).reversed())
                .toList();
        drawn.forEach(limit -> line(y(limit.value()), "limit"));
        for (int i = 0; i < drawn.size(); ) {
            double at = y(drawn.get(i).value());
            StringJoiner words = new StringJoiner(", ");
            while (i < drawn.size() && y(drawn.get(i).value()) - at < LINE) {
                words.add(drawn.get(i).text());
                i++;
            }
            out.element(
                    "text", words.toString(), "class", "limit", "x", "100%", "y", place(at - 3), "text-anchor", "end");
        }
    }

    private void marks() {
        double taken = -CLOSE;
        double takenAbove = -CLOSE;
        for (Mark mark : chart.marks()) {
            double x = 100 * share(mark.at().toEpochMilli() / 1e3);
            out.open(
                    "a", "href", "#" + mark.id(), "class", "mark " + mark.tone().word());
            out.element("title", mark.text());
            out.empty("line", "x1", x(x), "x2", x(x), "y1", place(ABOVE - 8), "y2", place(HEIGHT - BELOW));
            String anchor = x > 97 ? "end" : x < 3 ? "start" : "middle";
            if (x - taken >= CLOSE) {
                out.element("text", mark.label(), "x", x(x), "y", place(ABOVE - 11), "text-anchor", anchor);
                taken = x;
            } else if (x - takenAbove >= CLOSE) {
                out.element("text", mark.label(), "x", x(x), "y", place(ABOVE - 23), "text-anchor", anchor);
                takenAbove = x;
            }
            out.close();
        }
    }

    private void curve(Curve curve) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        double before = 0;
        String last = "";
        for (int i = 0; i < curve.at().size(); i++) {
            OptionalDouble value = curve.values().get(i);
            if (value.isEmpty()) {
                drawing = false;
                continue;
            }
            double x = FINEST * share(curve.at().get(i));
            double y = 100 * (1 - Math.min(1, value.getAsDouble() / chart.top()));
            String point = place(x) + " " + place(y);
            if (!drawing) {
                path.append('M').append(point);
            } else if (!point.equals(last)) {
                path.append(curve.steps() ? "L" + place(x) + " " + place(before) : "")
                        .append('L')
                        .append(point);
            }
            drawing = true;
            before = y;
            last = point;
        }
        if (path.length() > 0) {
            out.empty("path", "class", curve.style(), "d", path.toString(), "vector-effect", "non-scaling-stroke");
        }
    }

    private void line(double y, String style) {
        out.empty("line", "class", style, "x1", "0", "x2", "100%", "y1", place(y), "y2", place(y));
    }

    private double y(double value) {
        return ABOVE + PLOT * (1 - Math.min(1, value / chart.top()));
    }

    private double share(double seconds) {
        double from = chart.from().toEpochMilli() / 1e3;
        double to = chart.to().toEpochMilli() / 1e3;
        return Math.max(0, Math.min(1, (seconds - from) / (to - from)));
    }

    private static String x(double percent) {
        return place(percent) + "%";
    }

    private static String place(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
