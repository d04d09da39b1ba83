package dev.headgate.cli.demo;

import dev.headgate.cli.demo.DemoEvent.Decided;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import java.time.Duration;
import java.time.Instant;

/** Decisions as one line each. */
final class DecisionLines {
    private DecisionLines() {}

    /** Elapsed time, kind, weights and reason. */
    static String line(Decided decided, Instant startedAt, Palette palette) {
        Decision decision = decided.decision();
        String at = Figures.seconds(Duration.between(startedAt, decided.writtenAt()));
        return Text.right(at, 7) + "  "
                + paint(decision.kind(), Text.left(decision.kind().wireName(), 9), palette) + "  "
                + Text.left(shift(decision), 12) + decision.reason();
    }

    /** {@code 0% → 10%}, or the weight at which it stays. */
    static String shift(Decision decision) {
        return decision.from().equals(decision.to()) ? "at " + decision.to() : decision.from() + " → " + decision.to();
    }

    /** The kind's colour: green goes on, red goes back, yellow stays. */
    static String paint(DecisionKind kind, String text, Palette palette) {
        return switch (kind) {
            case PROMOTE, COMPLETE -> palette.green(text);
            case ROLLBACK -> palette.red(text);
            case HOLD, STEP_BACK, NOTIFY, REFUSE, UNKNOWN -> palette.yellow(text);
        };
    }
}
