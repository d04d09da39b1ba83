package dev.headgate.cli.demo;

import dev.headgate.cli.demo.DemoTimeline.Moment;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.cli.terminal.TextTable;
import dev.headgate.schemas.model.DecisionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The demo's last words: what happened, how long each step took, and whether it was what the scenario calls for. */
final class DemoSummary {
    private static final int WIDTH = 78;

    private DemoSummary() {}

    /** The lines to print at the end. */
    static List<String> lines(DemoState end, DemoOutcome outcome, Palette palette) {
        List<String> lines = new ArrayList<>();
        lines.add(palette.bold("What happened"));
        lines.addAll(Text.indent(timeline(end, palette), 1));
        end.last(DecisionKind.ROLLBACK)
                .or(() -> end.last(DecisionKind.COMPLETE))
                .ifPresent(decided -> {
                    lines.add("");
                    lines.add(palette.bold("Why"));
                    lines.addAll(Text.indent(Text.wrap(decided.decision().reason(), WIDTH), 1));
                });
        lines.add("");
        outcome.claims()
                .forEach(claim ->
                        lines.add(" " + (claim.holds() ? palette.green("✓") : palette.red("✗")) + " " + claim.text()));
        lines.add("");
        lines.add(
                outcome.asExpected()
                        ? palette.green("Scenario " + end.cast().scenario() + ": the pipeline did what it must.")
                        : palette.red("Scenario " + end.cast().scenario() + ": the pipeline did not do what it must."));
        return lines;
    }

    private static List<String> timeline(DemoState end, Palette palette) {
        var table = new TextTable(">at", ">took", "");
        Optional<Instant> before = Optional.empty();
        for (Moment moment : DemoTimeline.of(end)) {
            String took = before.map(earlier -> "+" + Figures.elapsed(Duration.between(earlier, moment.at())))
                    .orElse("");
            table.row(Figures.seconds(Duration.between(end.startedAt(), moment.at())), took, moment.text());
            before = Optional.of(moment.at());
        }
        return table.lines(palette);
    }
}
