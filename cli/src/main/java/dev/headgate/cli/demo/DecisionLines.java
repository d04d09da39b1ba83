package dev.headgate.cli.demo;

import dev.headgate.cli.demo.DemoEvent.Decided;
import dev.headgate.cli.terminal.DecisionText;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Decisions as one line each. */
final class DecisionLines {
    private DecisionLines() {}

    /** Elapsed time, kind, weights and reason. */
    static String line(Decided decided, Instant startedAt, Palette palette) {
        return at(decided, startedAt) + DecisionText.line(decided.decision(), palette);
    }

    /** The same, with the reason on as many lines as it needs. */
    static List<String> wrapped(Decided decided, Instant startedAt, int width, Palette palette) {
        String head = at(decided, startedAt) + DecisionText.head(decided.decision(), palette);
        int indent = Text.width(head);
        List<String> reason = Text.wrap(decided.decision().reason(), width - indent);
        List<String> lines = new ArrayList<>(Text.indent(reason, indent));
        lines.set(0, head + reason.get(0));
        return lines;
    }

    private static String at(Decided decided, Instant startedAt) {
        return Text.right(Figures.seconds(Duration.between(startedAt, decided.writtenAt())), 8) + "  ";
    }
}
