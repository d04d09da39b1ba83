package dev.headgate.console.report;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a report as Markdown. */
final class MarkdownPaper implements Paper {

    private static final Pattern TICKS = Pattern.compile("`+");

    private final StringBuilder out = new StringBuilder();

    @Override
    public void head(String title, String sentence, Tone tone) {
        out.append("# ")
                .append(inline(title))
                .append("\n\n**")
                .append(inline(sentence))
                .append("**\n");
    }

    @Override
    public void section(String heading) {
        out.append("\n## ").append(inline(heading)).append('\n');
    }

    @Override
    public void part(String id, String heading, Tone tone) {
        out.append("\n### ").append(inline(heading)).append('\n');
    }

    @Override
    public void paragraph(String text) {
        out.append('\n').append(inline(text)).append('\n');
    }

    @Override
    public void warning(String text) {
        out.append("\n**").append(inline(text)).append("**\n");
    }

    @Override
    public void items(List<String> items) {
        out.append('\n');
        items.forEach(item -> out.append("- ").append(inline(item)).append('\n'));
    }

    @Override
    public void facts(List<Fact> facts) {
        List<Fact> told =
                facts.stream().filter(fact -> !fact.value().text().isEmpty()).toList();
        if (!told.isEmpty()) {
            out.append('\n');
            told.forEach(fact -> out.append("- **")
                    .append(inline(fact.name()))
                    .append(":** ")
                    .append(cell(fact.value()))
                    .append('\n'));
        }
    }

    @Override
    public void table(String caption, List<String> head, List<List<Cell>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        out.append('\n').append(inline(caption)).append("\n\n");
        out.append(head.stream().map(MarkdownPaper::inline).collect(Collectors.joining(" | ", "| ", " |\n")));
        out.append(rows.get(0).stream()
                .map(cell -> cell.number() ? "---:" : "---")
                .collect(Collectors.joining(" | ", "| ", " |\n")));
        rows.forEach(row ->
                out.append(row.stream().map(MarkdownPaper::cell).collect(Collectors.joining(" | ", "| ", " |\n"))));
    }

    @Override
    public void verbatim(String label, String text) {
        int longest = 2;
        for (Matcher ticks = TICKS.matcher(text); ticks.find(); ) {
            longest = Math.max(longest, ticks.end() - ticks.start());
        }
        String fence = "`".repeat(longest + 1);
        String shown = Markup.visible(text);
        out.append('\n')
                .append(inline(label))
                .append("\n\n")
                .append(fence)
                .append("text\n")
                .append(shown);
        out.append(shown.endsWith("\n") ? "" : "\n").append(fence).append('\n');
    }

    @Override
    public void chart(Chart chart) {
        out.append("\n- **")
                .append(inline(chart.title()))
                .append(":** ")
                .append(inline(chart.sentence()))
                .append('\n');
    }

    @Override
    public String finished(String footer) {
        return out.append("\n---\n\n").append(inline(footer)).append('\n').toString();
    }

    private static String cell(Cell cell) {
        String text = inline(cell.text());
        return cell.link()
                .filter(link -> !link.startsWith("#"))
                .map(link -> "[" + text + "](<"
                        + link.replace("<", "%3C").replace(">", "%3E").replace("\n", "") + ">)")
                .orElse(text);
    }

    /** Text in one line that cannot be taken for Markdown or HTML. */
    static String inline(String text) {
        String line = Markup.visible(text).strip().replaceAll("\\s+", " ");
        StringBuilder escaped = new StringBuilder(line.length() + 16);
        for (int i = 0; i < line.length(); i++) {
            char at = line.charAt(i);
            if (at == '<') {
                escaped.append("&lt;");
            } else if (at == '&') {
                escaped.append("&amp;");
            } else if (isMark(line, i)) {
                escaped.append('\\').append(at);
            } else {
                escaped.append(at);
            }
        }
        return escaped.toString();
    }

    /** Some characters mean something everywhere, others only where a line begins. */
    private static boolean isMark(String line, int i) {
        char at = line.charAt(i);
        return switch (at) {
            case '\\', '`', '*', '_', '[', ']', '|', '~' -> true;
            case '#', '>', '+', '-', '=' -> i == 0;
            case '.', ')' ->
                line.substring(0, i).matches("[0-9]{1,9}") && (i + 1 == line.length() || line.charAt(i + 1) == ' ');
            case ':' -> line.startsWith("//", i + 1);
            default -> false;
        };
    }
}
