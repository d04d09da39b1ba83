package dev.headgate.cli.demo;

import dev.headgate.cli.terminal.DecisionText;
import dev.headgate.cli.demo.DemoEvent.Decided;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import java.time.Duration;
import java.time.Instant;

/** Decisions as one line each. */
final class DecisionLines {
    private DecisionLines() {}

    /** Elapsed time, kind, weights and reason. */
    static String line(Decided decided, Instant startedAt, Palette palette) {
        String at = Figures.seconds(Duration.between(startedAt, decided.writtenAt()));
        return Text.right(at, 7) + "  " + DecisionText.line(decided.decision(), palette);
    }
}
