package dev.headgate.console.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** Writes a report as one page that needs nothing else: nothing is loaded, nothing is run. */
final class HtmlPaper implements Paper {

    private static final String STYLE = resource("report.css");

    /** What such a page may do: be styled by its own sheet. */
    static final String POLICY = "default-src 'none'; style-src 'sha256-" + hash(STYLE) + "'; base-uri 'none'";

    /** Of characters; what is longer gets a line of its own. */
    private static final int LONG = 30;

    private final Markup out = new Markup();
    private boolean inSection;

    @Override
    public void head(String title, String sentence, Tone tone) {
        out.own("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<meta name=\"color-scheme\" content=\"light dark\">"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">");
        out.element("title", title + " · Headgate").own("\n<style>" + STYLE + "</style></head>\n<body><main>\n");
        out.open("header").element("h1", title);
        out.element("p", sentence, "class", "outcome " + tone.word()).closeLine();
    }

    @Override
    public void section(String heading) {
        if (inSection) {
            out.closeLine();
        }
        inSection = true;
        out.open("section").element("h2", heading).own("\n");
    }

    @Override
    public void part(String id, String heading, Tone tone) {
        out.element("h3", heading, "id", id, "class", tone.word()).own("\n");
    }

    @Override
    public void paragraph(String text) {
        out.element("p", text).own("\n");
    }

    @Override
    public void warning(String text) {
        out.element("p", text, "class", "outcome bad").own("\n");
    }

    @Override
    public void items(List<String> items) {
        out.open("ul");
        items.forEach(item -> out.element("li", item));
        out.closeLine();
    }

    @Override
    public void facts(List<Fact> facts) {
        List<Fact> told =
                facts.stream().filter(fact -> !fact.value().text().isEmpty()).toList();
        if (told.isEmpty()) {
            return;
        }
        out.open("dl");
        told.forEach(fact -> {
            out.open("div", "class", fact.value().text().length() > LONG ? "long" : "short")
                    .element("dt", fact.name())
                    .open("dd");
            content(fact.value());
            out.close().close();
        });
        out.closeLine();
    }

    @Override
    public void table(String caption, List<String> head, List<List<Cell>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        out.open("table").element("caption", caption).open("thead").open("tr");
        for (int i = 0; i < head.size(); i++) {
            out.element(
                    "th",
                    head.get(i),
                    "scope",
                    "col",
                    "class",
                    rows.get(0).get(i).number() ? "number" : "");
        }
        out.close().close().open("tbody");
        for (List<Cell> row : rows) {
            out.open("tr");
            for (int i = 0; i < row.size(); i++) {
                out.open("td", "data-label", head.get(i), "class", style(row.get(i)));
                content(row.get(i));
                out.close();
            }
            out.closeLine();
        }
        out.close().closeLine();
    }

    @Override
    public void verbatim(String label, String text) {
        out.element("p", label, "class", "label").open("pre").text(text).close().own("\n");
    }

    @Override
    public void chart(Chart chart) {
        out.open("figure").open("figcaption").element("b", chart.title()).own(" ");
        chart.curves()
                .forEach(curve -> out.open("span", "class", "key " + curve.style())
                        .text(curve.name())
                        .close());
        out.close();
        ChartDrawing.draw(chart, out);
        out.element("p", chart.sentence(), "class", "soft").closeLine();
    }

    @Override
    public String finished(String footer) {
        if (inSection) {
            out.closeLine();
        }
        out.own("</main>\n").element("footer", footer);
        return out.own("\n</body></html>\n").toString();
    }

    /** A word that fits into no column is broken anywhere; others never are, however narrow the paper is. */
    private static String style(Cell cell) {
        boolean unbroken = Arrays.stream(cell.text().split("\\s")).anyMatch(word -> word.length() > LONG);
        return cell.number() ? "number" : unbroken ? "unbroken" : "text";
    }

    private void content(Cell cell) {
        boolean toned = cell.tone() != Tone.PLAIN;
        if (toned) {
            out.open("span", "class", "tone " + cell.tone().word());
        }
        if (cell.link().isPresent()) {
            out.element("a", cell.text(), "href", cell.link().get());
        } else {
            out.text(cell.text());
        }
        if (toned) {
            out.close();
        }
    }

    private static String hash(String style) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder().encodeToString(digest.digest(style.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(HtmlPaper.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
