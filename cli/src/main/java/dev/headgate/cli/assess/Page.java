package dev.headgate.cli.assess;

import dev.headgate.cli.terminal.Figures;
import dev.headgate.core.assess.CaseSummary;
import dev.headgate.core.assess.Weakness;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** An assessment as one self-contained page: nothing is loaded, nothing is run. */
public final class Page {
    private static final String STYLE = resource("assess.css");

    private final Assessment assessment;

    private Page(Assessment assessment) {
        this.assessment = assessment;
    }

    /** The page's text. */
    public static String of(Assessment assessment) {
        return new Page(assessment).page();
    }

    /** Text that cannot be taken for markup. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private String page() {
        String title = "Policy " + escaped(assessment.simulation().policy().name()) + ", assessed";
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
                + "<title>" + title + "</title>\n<style>" + STYLE + "</style></head>\n<body><main>\n"
                + "<h1>" + title + "</h1>\n<p>" + escaped(assessment.subject()) + "</p>\n"
                + healthy() + weaknesses() + times() + hits() + table() + notes() + "</main></body></html>\n";
    }

    private String healthy() {
        CaseSummary healthy = assessment.healthy();
        double rolledBack = healthy.rolledBack().value();
        double completed = healthy.completed().value();
        double held = healthy.held().value();
        String words = AssessmentText.healthy(healthy).stream().collect(Collectors.joining(" "));
        return "<h2>A healthy version</h2>\n"
                + Bars.stacked(
                        new String[] {"bad", "good", "held", "open"},
                        new double[] {rolledBack, completed, held, Math.max(0, 1 - rolledBack - completed - held)},
                        words)
                + "\n<p class=\"key\">" + key("bad", "rolled back") + key("good", "completed") + key("held", "held")
                + key("open", "under way when last looked at") + "</p>\n"
                + paragraphs(AssessmentText.healthy(healthy));
    }

    private String times() {
        Bars bars = new Bars(assessment.simulation().horizon().toSeconds());
        return "<h2>Time to rollback</h2>\n<p>Bar: median. Line: up to p90. The scale is logarithmic; its end is "
                + Times.of(assessment.simulation().horizon().toSeconds())
                + ". Dashed: rolled back in fewer than half of the runs.</p>\n"
                + rows(row -> {
                    CaseSummary summary = row.summary();
                    String words =
                            "median " + Assessment.time(summary.toRollback().median()) + ", p90 "
                                    + Assessment.time(summary.toRollback().p90()) + ", rolled back in "
                                    + Assessment.percent(summary.rolledBack().value());
                    return new Drawn(
                            words,
                            bars.spread(
                                    summary.toRollback().median(),
                                    summary.toRollback().p90(),
                                    row.simulated().name() + ": " + words));
                });
    }

    private String hits() {
        long largest = assessment.regressions().stream()
                .mapToLong(row -> row.summary().hit().median().orElse(0))
                .max()
                .orElse(1);
        Bars bars = new Bars(largest);
        return "<h2>Requests hit</h2>\n<p>What the regression spoiled until it was rolled back, or until nobody looked any"
                + " more; the median run, on a logarithmic scale.</p>\n"
                + rows(row -> {
                    long hit = row.summary().hit().median().orElse(0);
                    String words = Figures.count(hit) + " requests";
                    return new Drawn(words, bars.single(hit, row.simulated().name() + ": " + words));
                });
    }

    private record Drawn(String words, String drawing) {}

    @FunctionalInterface
    private interface Drawing {
        Drawn of(Assessment.Row row);
    }

    private String rows(Drawing drawing) {
        var text = new StringBuilder("<div class=\"bars\">\n");
        for (Assessment.Row row : assessment.regressions()) {
            if (row.summary().runs() > 0) {
                Drawn drawn = drawing.of(row);
                text.append("<span class=\"name\">")
                        .append(escaped(row.simulated().name()))
                        .append("</span>")
                        .append(drawn.drawing())
                        .append("<span class=\"figure\">")
                        .append(escaped(drawn.words()))
                        .append("</span>\n");
            }
        }
        return text.append("</div>\n").toString();
    }

    private String table() {
        return "<h2>All figures</h2>\n<div class=\"wide\"><table><thead><tr>"
                + cells("th", AssessmentText.COLUMNS) + "</tr></thead>\n<tbody>\n"
                + assessment.regressions().stream()
                        .map(row -> "<tr>" + cells("td", AssessmentText.cells(row)) + "</tr>\n")
                        .collect(Collectors.joining())
                + "</tbody></table></div>\n<p class=\"key\">" + escaped(AssessmentText.LEGEND) + "</p>\n";
    }

    private String weaknesses() {
        if (assessment.weaknesses().isEmpty()) {
            return "<h2>What it is not good for</h2>\n<p>Nothing was found.</p>\n";
        }
        return "<h2>What it is not good for</h2>\n<ul>\n"
                + assessment.weaknesses().stream().map(Page::item).collect(Collectors.joining()) + "</ul>\n";
    }

    private static String item(Weakness weakness) {
        return "<li><strong>" + AssessmentText.word(weakness) + "</strong>: "
                + withCode(escaped(weakness.sentence() + " " + weakness.remedy())) + "</li>\n";
    }

    /** What stands between backticks, as the terminal shows it, becomes code. */
    private static String withCode(String escaped) {
        return escaped.replaceAll("`([^`]*)`", "<code>$1</code>");
    }

    private String notes() {
        return assessment.notes().isEmpty() ? "" : "<h2>Notes</h2>\n" + paragraphs(assessment.notes());
    }

    private static String paragraphs(List<String> sentences) {
        return sentences.stream().map(each -> "<p>" + escaped(each) + "</p>\n").collect(Collectors.joining());
    }

    private static String cells(String element, List<String> words) {
        return words.stream()
                .map(each -> "<" + element + ">" + escaped(each) + "</" + element + ">")
                .collect(Collectors.joining());
    }

    private static String key(String kind, String words) {
        return "<span><svg width=\"12\" height=\"12\" aria-hidden=\"true\"><rect class=\"" + kind
                + "\" width=\"12\" height=\"12\"/></svg> " + words + "</span> ";
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
