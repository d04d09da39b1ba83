package dev.headgate.cli.doctor;

import dev.headgate.cli.doctor.Finding.Level;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Findings as people and programs read them. */
public final class FindingText {
    private static final int CHECK = 12;

    private FindingText() {}

    /** A line, and one below it that says what to do. */
    public static List<String> lines(Finding finding, Palette palette) {
        List<String> lines = new ArrayList<>();
        lines.add(" " + mark(finding.level(), palette) + " " + Text.left(finding.check(), CHECK) + " "
                + Text.visible(finding.sentence()));
        if (!finding.remedy().isEmpty()) {
            lines.add("   " + " ".repeat(CHECK) + " " + palette.dim("→ " + Text.visible(finding.remedy())));
        }
        return lines;
    }

    /** The last line. */
    public static String sum(List<Finding> findings, Palette palette) {
        long wrong = count(findings, Level.WRONG);
        long doubtful = count(findings, Level.DOUBTFUL);
        if (wrong == 0 && doubtful == 0) {
            return palette.green("All is well.");
        }
        String doubts = doubtful + (doubtful == 1 ? " is doubtful." : " are doubtful.");
        return wrong == 0
                ? palette.yellow("Nothing is wrong, " + doubts)
                : palette.red(wrong
                        + (wrong == 1 ? " thing is wrong" : " things are wrong")
                        + (doubtful == 0 ? "." : ", " + doubts));
    }

    /** A document. */
    public static String json(Finding finding) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("check", finding.check())
                .put("level", finding.level().word())
                .put("finding", finding.sentence())
                .put("remedy", finding.remedy())
                .toString();
    }

    private static String mark(Level level, Palette palette) {
        return switch (level) {
            case GOOD -> palette.green(level.mark());
            case DOUBTFUL -> palette.yellow(level.mark());
            case WRONG -> palette.red(level.mark());
        };
    }

    private static long count(List<Finding> findings, Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }
}
