package dev.headgate.cli.assess;

import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.cli.terminal.TextTable;
import dev.headgate.core.assess.CaseSummary;
import dev.headgate.core.assess.Share;
import dev.headgate.core.assess.Weakness;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** An assessment for people, on a terminal. */
public final class AssessmentText {
    private static final int WIDTH = 110;

    private AssessmentText() {}

    /** All of it, line by line. */
    public static List<String> lines(Assessment assessment, Palette palette) {
        List<String> lines = new ArrayList<>(Text.wrap(assessment.subject(), WIDTH));
        lines.add("");
        healthy(assessment.healthy()).forEach(lines::add);
        lines.add("");
        lines.addAll(table(assessment).lines(palette));
        lines.addAll(Text.wrap(LEGEND, WIDTH).stream().map(palette::dim).toList());
        section("What it is not good for", weaknesses(assessment, palette), lines, palette);
        section(
                "Notes",
                assessment.notes().stream()
                        .map(note -> item("- ", note))
                        .flatMap(List::stream)
                        .toList(),
                lines,
                palette);
        return lines;
    }

    /** What the columns mean. */
    static final String LEGEND =
            "Times run from the regression's beginning to the gate's decision. –: too few runs were rolled back in the time"
                    + " looked at. Requests hit: what the regression spoiled until then (failed, slowed, or unheard of), in"
                    + " the median run.";

    /** The table's columns. */
    static final List<String> COLUMNS = List.of(
            "regression",
            "begins",
            "rolled back",
            "median",
            "p90",
            "requests hit",
            "at 100 % all the same",
            "decided most often by");

    /** Columns that hold words; the others hold figures. */
    private static final List<Integer> WORDS = List.of(0, 1, 7);

    /** What came of healthy versions, in sentences. */
    static List<String> healthy(CaseSummary summary) {
        return List.of(
                "A healthy version is rolled back in " + share(summary.rolledBack()) + ".",
                "It reaches 100 % in " + share(summary.fullWeight()) + spread(summary) + ".",
                "It completes in " + share(summary.completed()) + " and is held at the end in " + share(summary.held())
                        + ".");
    }

    /** The cells of a regression's row. */
    static List<String> cells(Assessment.Row row) {
        CaseSummary summary = row.summary();
        if (summary.runs() == 0) {
            return List.of(
                    row.simulated().regression().words(), row.simulated().begins(), "no run", "–", "–", "–", "–", "–");
        }
        return List.of(
                row.simulated().regression().words(),
                row.simulated().begins(),
                Assessment.percent(summary.rolledBack().value()),
                Assessment.time(summary.toRollback().median()),
                Assessment.time(summary.toRollback().p90()),
                Figures.count(summary.hit().median().orElse(0)),
                Assessment.percent(summary.fullWhileBad().value()),
                summary.mostOften().orElse("–"));
    }

    private static TextTable table(Assessment assessment) {
        TextTable table = new TextTable(IntStream.range(0, COLUMNS.size())
                .mapToObj(i -> (WORDS.contains(i) ? "" : ">") + COLUMNS.get(i))
                .toArray(String[]::new));
        assessment.regressions().forEach(row -> table.row(cells(row).toArray(String[]::new)));
        return table;
    }

    private static List<String> weaknesses(Assessment assessment, Palette palette) {
        if (assessment.weaknesses().isEmpty()) {
            return List.of("Nothing was found.");
        }
        List<String> lines = new ArrayList<>();
        for (Weakness weakness : assessment.weaknesses()) {
            List<String> words = item("- ", word(weakness) + ": " + weakness.sentence() + " " + weakness.remedy());
            lines.add(words.get(0).replaceFirst(word(weakness), palette.yellow(word(weakness))));
            lines.addAll(words.subList(1, words.size()));
        }
        return lines;
    }

    /** A weakness's kind, for people. */
    static String word(Weakness weakness) {
        return switch (weakness.kind()) {
            case POWERLESS -> "powerless";
            case TRIGGER_HAPPY -> "trigger-happy";
            case OBSTRUCTIVE -> "in the way";
            case MISSED -> "missed";
        };
    }

    private static void section(String title, List<String> content, List<String> into, Palette palette) {
        if (!content.isEmpty()) {
            into.add("");
            into.add(palette.bold(title));
            into.addAll(content);
        }
    }

    private static List<String> item(String mark, String words) {
        List<String> lines = Text.indent(Text.wrap(words, WIDTH - mark.length()), mark.length());
        List<String> marked = new ArrayList<>(lines);
        marked.set(0, mark + lines.get(0).strip());
        return marked;
    }

    private static String spread(CaseSummary summary) {
        return summary.toFullWeight().median().isEmpty()
                ? ""
                : ", after " + Assessment.time(summary.toFullWeight().median()) + " (median; p90 "
                        + Assessment.time(summary.toFullWeight().p90()) + ")";
    }

    private static String share(Share share) {
        return share.count() + " of " + share.of() + " runs (" + Assessment.percent(share.value()) + ", 95 % interval "
                + Assessment.percent(share.low()) + " to " + Assessment.percent(share.high()) + ")";
    }
}
