package dev.headgate.cli.watch;

import dev.headgate.cli.follow.FollowedRollout;
import dev.headgate.cli.follow.RolloutNews;
import dev.headgate.cli.follow.RolloutNews.Evaluated;
import dev.headgate.cli.follow.WaitLines;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.cli.terminal.VerdictLines;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.VersionFigures;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The same without a terminal: what a pipeline's log has, verdicts that change, and figures now and then. Not thread-safe. */
final class WatchLines {
    private static final Duration FIGURES_EVERY = Duration.ofSeconds(10);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final WaitLines others;
    private final Palette palette;
    private Optional<Instant> figuresShown = Optional.empty();

    WatchLines(Palette palette) {
        this.palette = palette;
        others = new WaitLines(false, palette);
    }

    /** What there is to say about news. */
    List<String> on(RolloutNews news, FollowedRollout before) {
        return news instanceof Evaluated evaluated
                ? evaluated(evaluated.evaluation(), before)
                : others.on(news, before);
    }

    private List<String> evaluated(Evaluation evaluation, FollowedRollout before) {
        List<String> lines = new ArrayList<>();
        List<Verdict> known = before.evaluation().map(Evaluation::verdicts).orElse(List.of());
        evaluation.verdicts().stream()
                .filter(verdict -> changed(verdict, known))
                .forEach(verdict -> lines.add(line(
                        evaluation,
                        "verdict",
                        VerdictLines.mark(verdict, palette) + " " + Text.visible(verdict.sentence()))));
        boolean due = figuresShown
                .map(shown -> !evaluation.evaluatedAt().isBefore(shown.plus(FIGURES_EVERY)))
                .orElse(true);
        if (due) {
            figuresShown = Optional.of(evaluation.evaluatedAt());
            List.of(evaluation.baseline(), evaluation.canary())
                    .forEach(figures -> lines.add(line(evaluation, "figures", figures(figures))));
        }
        return lines;
    }

    private static boolean changed(Verdict verdict, List<Verdict> known) {
        return known.stream()
                        .filter(earlier ->
                                earlier.criterion().equals(verdict.criterion()) && earlier.list() == verdict.list())
                        .map(Verdict::judgement)
                        .findFirst()
                        .orElse(Judgement.UNDECIDED)
                != verdict.judgement();
    }

    private static String figures(VersionFigures figures) {
        return Text.left(figures.version(), 8) + "  " + Text.right(Figures.rate(figures.requestsPerSecond()), 6)
                + " req/s  p50 " + Figures.latency(figures.p50Micros()) + "  p95 "
                + Figures.latency(figures.p95Micros()) + "  p99 " + Figures.latency(figures.p99Micros()) + "  errors "
                + Figures.share(figures.errorRate());
    }

    private String line(Evaluation evaluation, String what, String text) {
        return palette.dim(TIME.format(evaluation.evaluatedAt())) + "  " + palette.dim(Text.left(what, 9)) + "  "
                + text;
    }
}
