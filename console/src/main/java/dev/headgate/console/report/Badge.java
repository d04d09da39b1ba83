package dev.headgate.console.report;

import java.util.Locale;

/**
 * A small sign for a README or a dashboard.
 *
 * @param label what it is about
 * @param message what it says
 * @param tone how it is meant
 */
public record Badge(String label, String message, Tone tone) {

    private static final double SIZE = 11;
    private static final double EM = 2_048;
    private static final int WIDEST = 2_048;
    private static final int LONGEST = 60;

    /** Advance widths of the characters from space to tilde in Verdana and DejaVu Sans' kin, 2 048 to the em. */
    private static final int[] WIDTHS = {
        720, 806, 940, 1676, 1302, 2204, 1488, 550, 930, 930, 1302, 1676, 745, 930, 745, 930,
        1302, 1302, 1302, 1302, 1302, 1302, 1302, 1302, 1302, 1302, 930, 930, 1676, 1676, 1676, 1117,
        2048, 1400, 1404, 1430, 1578, 1295, 1177, 1588, 1539, 862, 931, 1419, 1140, 1726, 1532, 1612,
        1235, 1612, 1424, 1400, 1262, 1499, 1400, 2025, 1403, 1260, 1403, 930, 930, 930, 1676, 1302,
        1302, 1230, 1276, 1067, 1276, 1220, 720, 1276, 1296, 562, 705, 1212, 562, 1992, 1296, 1243,
        1276, 1276, 874, 1067, 807, 1296, 1212, 1676, 1212, 1212, 1076, 1300, 930, 1300, 1676
    };

    /** The media type of {@link #svg}. */
    public static final String MEDIA_TYPE = "image/svg+xml";

    /** The badge as SVG that needs nothing else. */
    public String svg() {
        String left = shortened(label);
        String right = shortened(message);
        double leftText = width(left);
        double rightText = width(right);
        double split = leftText + 10;
        double whole = split + rightText + 10;
        Markup out = new Markup();
        out.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "width",
                place(whole),
                "height",
                "20",
                "role",
                "img",
                "aria-label",
                left + ": " + right);
        out.element("title", left + ": " + right);
        // Rounded by paths, not by a clip: its id would be that of every other badge in the same page.
        out.empty("path", "d", "M3 0H" + place(split) + "V20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z", "fill", "#3b434b");
        out.empty(
                "path",
                "d",
                "M" + place(split) + " 0H" + place(whole - 3) + "a3 3 0 0 1 3 3V17a3 3 0 0 1-3 3H" + place(split) + "z",
                "fill",
                colour());
        out.open(
                "g",
                "fill",
                "#ffffff",
                "font-family",
                "Verdana, Geneva, DejaVu Sans, sans-serif",
                "font-size",
                "11",
                "aria-hidden",
                "true");
        out.element("text", left, "x", "5", "y", "14", "textLength", place(leftText));
        out.element("text", right, "x", place(split + 5), "y", "14", "textLength", place(rightText));
        return out.close().close().toString() + "\n";
    }

    /** How wide a text is, pixels. */
    static double width(String text) {
        return text.codePoints()
                        .map(point -> point >= ' ' && point <= '~' ? WIDTHS[point - ' '] : WIDEST)
                        .sum()
                * SIZE
                / EM;
    }

    /** White stands out against each of them by 4.5 to 1 at least. */
    private String colour() {
        return switch (tone) {
            case GOOD -> "#1f7a3f";
            case BAD -> "#b3261e";
            case OPEN -> "#0b5fb3";
            case PLAIN -> "#5b6570";
        };
    }

    private static String shortened(String text) {
        String shown = Markup.visible(text).strip().replaceAll("\\s+", " ");
        return shown.length() <= LONGEST
                ? shown
                : shown.substring(0, LONGEST - 1).strip() + "…";
    }

    private static String place(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
