package dev.headgate.console.report;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a report as Markdown. */
final class MarkdownPaper implements Paper {

    private static final Pattern TICKS = Pattern.compile("`+");

    /** What can stand as it is between two backticks, in a table as well. */
    private static final Pattern RUN = Pattern.compile("[^\\s`|\\\\\\[\\]*_<&~]+");

    /**
     * Where reports are pasted to, addresses become links, names of people call them, and numbers lead to issues. That is looked
     * for in what is shown, so that no backslash keeps it away: code does.
     */
    private static final Pattern LINKED =
            Pattern.compile("://|www\\.|@|#\\p{Alnum}|GH-[0-9]|[!$%][0-9]", Pattern.CASE_INSENSITIVE);

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

    /** Text in one line that is taken for no Markdown or HTML, and in which nothing becomes a link. */
    static String inline(String text) {
        String line = Markup.visible(text).strip().replaceAll("\\s+", " ");
        StringBuilder out = new StringBuilder(line.length() + 16);
        int done = 0;
        for (Matcher run = RUN.matcher(line); run.find(); ) {
            if (LINKED.matcher(run.group()).find()) {
                escape(line, done, run.start(), out);
                out.append('`').append(run.group()).append('`');
                done = run.end();
            }
        }
        escape(line, done, line.length(), out);
        return out.toString();
    }

    private static void escape(String line, int from, int to, StringBuilder out) {
        for (int i = from; i < to; i++) {
            char at = line.charAt(i);
            if (at == '<') {
                out.append("&lt;");
            } else if (at == '&') {
                out.append("&amp;");
            } else if (isMark(line, i)) {
                out.append('\\').append(at);
            } else {
                out.append(at);
            }
        }
    }

    /** Some characters mean something everywhere, others only where a line begins. */
    private static boolean isMark(String line, int i) {
        char at = line.charAt(i);
        return switch (at) {
            case '\\', '`', '*', '_', '[', ']', '|', '~' -> true;
            case '#', '>', '+', '-', '=' -> i == 0;
            case '.', ')' ->
                line.substring(0, i).matches("[0-9]{1,9}") && (i + 1 == line.length() || line.charAt(i + 1) == ' ');
            default -> false;
        };
    }
}
