package dev.headgate.cli.watch;

import dev.headgate.cli.executions.Asking;
import dev.headgate.cli.follow.RolloutNews.Decided;
import dev.headgate.cli.show.SituationText;
import dev.headgate.cli.terminal.DecisionText;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.TerminalSize;
import dev.headgate.cli.terminal.Text;
import dev.headgate.cli.terminal.VerdictLines;
import dev.headgate.cli.terminal.WeightTrack;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The live view: a pure function of the state, the instant, the terminal's size and the palette. */
final class WatchPanel {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final int FEWEST_DECISIONS = 3;
    private static final int MOST_CHART_ROWS = 16;
    private static final int NARROWEST_PAIR = 70;
    private static final int GAP = 2;
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final WatchState watched;
    private final Instant now;
    private final TerminalSize size;
    private final Palette palette;

    private WatchPanel(WatchState watched, Instant now, TerminalSize size, Palette palette) {
        this.watched = watched;
        this.now = now;
        this.size = size;
        this.palette = palette;
    }

    /** The view's lines, cut to the terminal's width and height. */
    static List<String> lines(WatchState watched, Instant now, TerminalSize size, Palette palette) {
        return new WatchPanel(watched, now, size, palette)
                .lines().stream()
                        .limit(size.rows())
                        .map(line -> Text.cut(line, size.columns()))
                        .toList();
    }

    private List<String> lines() {
        List<String> head = head();
        List<String> verdicts = Text.indent(verdicts(), 1);
        List<String> situation = Text.indent(situation(), 1);
        int body = size.rows() - head.size() - 1;
        int forDecisions = Math.max(
                1, Math.min(FEWEST_DECISIONS, decisions(Integer.MAX_VALUE).size()));
        int others = spaced(verdicts) + spaced(situation) + forDecisions + 1;
        List<String> charts = charts(Math.min(MOST_CHART_ROWS, body - others - 1));

        List<String> lines = new ArrayList<>(head);
        append(lines, charts);
        append(lines, verdicts);
        append(lines, situation);
        int room = size.rows() - lines.size() - 2;
        append(lines, decisions(Math.max(1, room)));
        while (lines.size() < size.rows() - 1) {
            lines.add("");
        }
        // What else is too long for the terminal gives way to the last line, which says how old all this is.
        List<String> fitting = new ArrayList<>(lines.subList(0, Math.max(1, Math.min(lines.size(), size.rows() - 1))));
        fitting.add(foot());
        return fitting;
    }

    private static int spaced(List<String> section) {
        return section.isEmpty() ? 0 : section.size() + 1;
    }

    private static void append(List<String> lines, List<String> section) {
        if (!section.isEmpty()) {
            lines.add("");
            lines.addAll(section);
        }
    }

    private List<String> head() {
        Optional<RolloutState> known = watched.rollout().state();
        if (known.isEmpty()) {
            return List.of(" " + palette.bold(watched.rollout().service()) + "  "
                    + palette.dim("waiting for the gate's word about "
                            + watched.rollout().rolloutId()));
        }
        RolloutState state = known.get();
        String who = " " + palette.bold(state.service()) + "  " + state.baseline() + " → "
                + palette.cyan(state.canary()) + palette.dim("  policy " + state.policyName())
                + (state.mode().followsTraffic()
                        ? ""
                        : palette.yellow("  " + state.mode().wireName()));
        String where = phase(state) + palette.dim(" stage " + (state.stage() + 1) + "/" + state.stages());
        List<String> lines = new ArrayList<>();
        lines.add(opposite(who, where));
        lines.addAll(track(state));
        lines.add(opposite(" " + since(state), left(state)));
        return lines;
    }

    private String opposite(String one, String other) {
        return Text.left(one, size.columns() - Text.width(other) - 1) + other;
    }

    private String phase(RolloutState state) {
        String word = state.phase().wireName().replace('-', ' ');
        return switch (state.phase()) {
            case SHIFTING, OBSERVING, WATCHING -> palette.cyan(word);
            case SCHEDULED, PREPARING, AWAITING, PAUSED, UNKNOWN -> palette.yellow(word);
            case COMPLETED -> palette.green(word);
            case ROLLING_BACK, ROLLED_BACK, ROLLBACK_FAILED -> palette.red(word);
        };
    }

    private List<String> track(RolloutState state) {
        Weight inForce = state.confirmedWeight().orElse(Weight.NONE);
        List<Weight> stages = watched.policy()
                .map(policy -> policy.stages().stream().map(Stage::weight).toList())
                .orElse(List.of());
        String weight = inForce.equals(state.desiredWeight()) ? "" + inForce : inForce + " → " + state.desiredWeight();
        String label = " weight " + palette.bold(Text.right(weight, 4)) + " ";
        List<String> track = WeightTrack.lines(inForce, stages, size.columns() - Text.width(label) - 6, palette);
        return track.get(1).isBlank()
                ? List.of(label + track.get(0))
                : List.of(label + track.get(0), " ".repeat(Text.width(label)) + track.get(1));
    }

    private String since(RolloutState state) {
        return state.stageStartedAt()
                .map(began -> "this stage for " + Figures.elapsed(Duration.between(began, now)))
                .orElseGet(() -> state.startedAt().isAfter(now)
                        ? "starts in " + Figures.elapsed(Duration.between(now, state.startedAt()))
                        : "started " + Figures.elapsed(Duration.between(state.startedAt(), now)) + " ago");
    }

    /** What is left of the stage's minimum hold, or behind it of its maximum. */
    private String left(RolloutState state) {
        Optional<Stage> stage = watched.policy().flatMap(policy -> stage(policy, state));
        if (stage.isEmpty()
                || state.stageStartedAt().isEmpty()
                || watched.rollout().end().isPresent()) {
            return "";
        }
        Instant minimum = state.stageStartedAt().get().plus(stage.get().minimumHold());
        if (minimum.isAfter(now)) {
            return "at least " + Figures.elapsed(Duration.between(now, minimum)) + " more";
        }
        return stage.get()
                .maximumHold()
                .map(longest -> state.stageStartedAt().get().plus(longest))
                .map(maximum -> maximum.isAfter(now)
                        ? "at most " + Figures.elapsed(Duration.between(now, maximum)) + " more"
                        : "its longest time is over")
                .orElse("its shortest time is over");
    }

    private static Optional<Stage> stage(Policy policy, RolloutState state) {
        return state.stage() >= 0 && state.stage() < policy.stages().size()
                ? Optional.of(policy.stages().get(state.stage()))
                : Optional.empty();
    }

    private List<String> charts(int height) {
        if (height < Chart.fewestRows()) {
            return List.of();
        }
        Chart errors = new Chart("errors", watched.errors(), watched.limit("errorRate", "ratio"), Figures::share);
        Chart p95 = new Chart("p95", watched.p95(), watched.limit("p95", "us"), Figures::latency);
        Instant end = watched.rollout().end().isPresent() ? lastLook() : now;
        if (size.columns() < NARROWEST_PAIR) {
            int each = height / 2;
            return each < Chart.fewestRows()
                    ? errors.lines(end, size.columns() - 1, height, palette)
                    : together(
                            errors.lines(end, size.columns() - 1, each, palette),
                            p95.lines(end, size.columns() - 1, each, palette));
        }
        int width = (size.columns() - 1 - GAP) / 2;
        List<String> left = errors.lines(end, width, height, palette);
        List<String> right = p95.lines(end, width, height, palette);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            lines.add(left.get(i) + " ".repeat(GAP) + right.get(i));
        }
        return lines;
    }

    private static List<String> together(List<String> above, List<String> below) {
        List<String> lines = new ArrayList<>(above);
        lines.addAll(below);
        return lines;
    }

    private Instant lastLook() {
        return watched.look().map(Evaluation::evaluatedAt).orElse(now);
    }

    private List<String> verdicts() {
        return watched.look()
                .map(look -> VerdictLines.table(look.verdicts(), palette))
                .filter(lines -> !lines.isEmpty())
                .orElse(List.of(palette.dim("no verdicts yet")));
    }

    private List<String> situation() {
        List<String> lines = new ArrayList<>();
        for (Execution execution : watched.rollout().asking()) {
            lines.add(palette.red("asks      ") + palette.bold(Asking.sentence(execution, now)));
            lines.add(palette.dim("answer    " + String.join(", or ", Asking.commands(execution))));
        }
        watched.rollout()
                .state()
                .ifPresent(state -> lines.addAll(SituationText.lines(state.situation(), now, palette)));
        return lines;
    }

    private List<String> decisions(int room) {
        List<String> lines = new ArrayList<>();
        for (Decided decided : watched.rollout().decisions()) {
            String head = " " + palette.dim(TIME.format(decided.writtenAt())) + "  "
                    + DecisionText.head(decided.decision(), palette);
            List<String> reason = Text.wrap(
                    DecisionText.reason(decided.decision(), palette), Math.max(20, size.columns() - Text.width(head)));
            lines.add(head + reason.get(0));
            lines.addAll(Text.indent(reason.subList(1, reason.size()), Text.width(head)));
        }
        return lines.isEmpty()
                ? List.of(palette.dim(" no decisions yet"))
                : lines.subList(Math.max(0, lines.size() - room), lines.size());
    }

    private String foot() {
        Duration silence = Duration.between(watched.heardAt(), now);
        String news;
        if (watched.rollout().end().isPresent()) {
            news = palette.bold("It is over.");
        } else if (silence.compareTo(SILENCE) > 0) {
            news = palette.red("Nothing heard for " + Figures.elapsed(silence)
                    + ": the gate is silent, or no broker answers; this is how it was then");
        } else if (watched.look().map(Evaluation::lagging).orElse(false)) {
            news = palette.yellow("Telemetry is behind: nothing is concluded from silence");
        } else {
            news = palette.dim("live");
        }
        return opposite(" " + news, palette.dim("q quits"));
    }
}
