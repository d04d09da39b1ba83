package dev.headgate.cli.demo;

import dev.headgate.cli.demo.DemoEvent.Traffic;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.TerminalSize;
import dev.headgate.cli.terminal.Text;
import dev.headgate.cli.terminal.TextTable;
import dev.headgate.cli.terminal.VerdictLines;
import dev.headgate.cli.terminal.WeightTrack;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.VersionFigures;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The live panel: a pure function of the state, the instant, the terminal's size and the palette. */
final class DemoPanel {
    private static final int WIDEST = 100;
    private static final int DECISION_LINES = 9;

    private final DemoState state;
    private final Instant now;
    private final TerminalSize size;
    private final Palette palette;

    private DemoPanel(DemoState state, Instant now, TerminalSize size, Palette palette) {
        this.state = state;
        this.now = now;
        this.size = new TerminalSize(size.rows(), Math.min(WIDEST, size.columns()));
        this.palette = palette;
    }

    /** The panel's lines, cut to the terminal's width and to one line less than its height. */
    static List<String> lines(DemoState state, Instant now, TerminalSize size, Palette palette) {
        return new DemoPanel(state, now, size, palette).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(title());
        lines.add("");
        lines.addAll(weight());
        lines.add("");
        lines.addAll(Text.indent(versions(), 1));
        lines.add("");
        List<String> verdicts = verdicts();
        lines.addAll(Text.indent(verdicts, 1));
        lines.add("");
        lines.addAll(decisions(size.rows() - 1 - lines.size()));
        return lines.stream()
                .limit(size.rows() - 1L)
                .map(line -> Text.cut(line, size.columns()))
                .toList();
    }

    private String title() {
        String who = " " + palette.bold(state.cast().service()) + "  "
                + state.cast().baseline() + " → " + palette.cyan(state.cast().canary())
                + palette.dim("   the new version " + state.cast().scenario().behaviour());
        String time = Figures.seconds(Duration.between(state.startedAt(), now));
        return Text.left(who, size.columns() - time.length() - 1) + palette.dim(time);
    }

    private List<String> weight() {
        Weight inForce = state.traffic()
                .map(Traffic::canaryWeight)
                .or(() -> state.rollout().flatMap(RolloutState::confirmedWeight))
                .orElse(Weight.NONE);
        List<String> track = WeightTrack.lines(inForce, state.cast().stages(), size.columns() - 30, palette);
        String margin = " ".repeat(13);
        return List.of(
                " weight " + palette.bold(Text.right(inForce.toString(), 4)) + " " + track.get(0) + "  " + phase(),
                margin + track.get(1));
    }

    private String phase() {
        Optional<RolloutState> rollout = state.rollout();
        if (rollout.isEmpty()) {
            return palette.dim("not started");
        }
        String word = rollout.get().phase().wireName().replace('-', ' ');
        String stage = palette.dim(
                " " + (rollout.get().stage() + 1) + "/" + rollout.get().stages());
        return switch (rollout.get().phase()) {
            case SHIFTING, OBSERVING, SCHEDULED, PREPARING, AWAITING, PAUSED -> word + stage;
            case WATCHING -> word;
            case COMPLETED -> palette.green(word);
            case ROLLING_BACK, ROLLED_BACK, ROLLBACK_FAILED -> palette.red(word);
            case UNKNOWN -> palette.yellow(word);
        };
    }

    private List<String> versions() {
        var table =
                new TextTable("", "version", ">requests", "> req/s", ">     p50", ">     p95", ">     p99", ">errors");
        Optional<Evaluation> evaluation = state.evaluation();
        row(table, "baseline", state.cast().baseline(), evaluation.map(Evaluation::baseline));
        row(table, "canary", state.cast().canary(), evaluation.map(Evaluation::canary));
        return table.lines(palette);
    }

    private void row(TextTable table, String role, String version, Optional<VersionFigures> figures) {
        if (figures.isEmpty()) {
            String none = Figures.NONE;
            table.row(role, version, none, none, none, none, none, none);
            return;
        }
        VersionFigures of = figures.get();
        table.row(
                role,
                version,
                Figures.count(of.requests()),
                Figures.rate(of.requestsPerSecond()),
                Figures.latency(of.p50Micros()),
                Figures.latency(of.p95Micros()),
                Figures.latency(of.p99Micros()),
                Figures.share(of.errorRate()));
    }

    private List<String> verdicts() {
        List<String> lines = new ArrayList<>(
                VerdictLines.table(state.evaluation().map(Evaluation::verdicts).orElse(List.of()), palette));
        if (state.evaluation().map(Evaluation::lagging).orElse(false)) {
            lines.add(palette.yellow("telemetry is behind: nothing is concluded from silence"));
        }
        return lines.isEmpty() ? List.of(palette.dim("no verdicts yet")) : lines;
    }

    private List<String> decisions(int room) {
        List<String> lines = state.decisions().stream()
                .flatMap(decided -> DecisionLines.wrapped(decided, state.startedAt(), size.columns(), palette).stream())
                .toList();
        int shown = Math.max(1, Math.min(DECISION_LINES, room));
        return lines.subList(Math.max(0, lines.size() - shown), lines.size());
    }
}
