package dev.headgate.cli.explain;

import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.cli.terminal.TextTable;
import dev.headgate.documents.explain.Explanation;
import dev.headgate.documents.explain.Explanation.Item;
import dev.headgate.documents.explain.Explanation.Section;
import dev.headgate.documents.explain.Explanation.StageTimes;
import dev.headgate.documents.explain.Explanation.Trap;
import dev.headgate.documents.explain.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An explanation as people read it. */
public final class ExplanationText {
    private static final int WIDTH = 100;

    private ExplanationText() {}

    /** Its lines. */
    public static List<String> lines(Explanation explanation, Palette palette) {
        List<String> lines = new ArrayList<>();
        lines.add(palette.bold(explanation.policy()));
        explanation.summary().forEach(sentence -> lines.addAll(wrapped("  ", "  ", sentence)));
        lines.add("");
        lines.addAll(Text.indent(timeline(explanation, palette), 2));
        for (Section section : explanation.sections()) {
            lines.add("");
            lines.add(palette.bold(section.title()));
            section.items().forEach(item -> lines.addAll(item(item)));
        }
        lines.add("");
        if (explanation.traps().isEmpty()) {
            lines.add(palette.green("No traps found."));
        } else {
            lines.add(palette.yellow(palette.bold("Traps")));
            explanation.traps().forEach(trap -> lines.addAll(trap(trap, palette)));
        }
        return lines;
    }

    private static List<String> timeline(Explanation explanation, Palette palette) {
        var table = new TextTable(
                "stage", ">begins at the earliest", ">at the latest", ">ends at the earliest", ">at the latest");
        // 0:30 beside 0:00:30 would be read as half a minute.
        boolean seconds = explanation.stages().stream()
                .flatMap(times -> Stream.of(
                        Optional.of(times.earliest()), times.latest(), Optional.of(times.end()), times.latestEnd()))
                .flatMap(Optional::stream)
                .anyMatch(time -> time.toSecondsPart() != 0);
        for (StageTimes times : explanation.stages()) {
            table.row(
                    times.name(),
                    Words.clock(times.earliest(), seconds),
                    times.latest().map(time -> Words.clock(time, seconds)).orElse(Figures.NONE),
                    Words.clock(times.end(), seconds),
                    times.latestEnd().map(time -> Words.clock(time, seconds)).orElse(Figures.NONE));
        }
        return table.lines(palette);
    }

    private static List<String> item(Item item) {
        List<String> lines = new ArrayList<>(wrapped("  - ", "    ", item.sentence()));
        item.details().forEach(detail -> lines.addAll(wrapped("      · ", "        ", detail)));
        return lines;
    }

    private static List<String> trap(Trap trap, Palette palette) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + palette.yellow("! ") + trap.where());
        lines.addAll(wrapped("    ", "    ", trap.what()));
        lines.addAll(wrapped("    instead: ", "      ", trap.instead()));
        return lines;
    }

    private static List<String> wrapped(String first, String others, String text) {
        List<String> lines = new ArrayList<>();
        for (String line : Text.wrap(Text.visible(text), WIDTH - Math.max(first.length(), others.length()))) {
            lines.add((lines.isEmpty() ? first : others) + line);
        }
        return lines;
    }
}
