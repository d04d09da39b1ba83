package dev.headgate.cli.demo;

import dev.headgate.cli.demo.DemoEvent.Decided;
import dev.headgate.cli.demo.DemoEvent.Evaluated;
import dev.headgate.cli.demo.DemoEvent.Executed;
import dev.headgate.cli.demo.DemoEvent.Moved;
import dev.headgate.cli.demo.DemoEvent.Traffic;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.cli.terminal.VerdictLines;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.VersionFigures;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The demo line by line, for pipes and logs: figures every few seconds, verdicts when they change, every decision and
 * every execution. Pure: what one event adds, given what was known before it.
 */
final class DemoLines {
    private static final Duration FIGURES_EVERY = Duration.ofSeconds(5);

    private final Palette palette;
    private Optional<Instant> figuresShown = Optional.empty();

    DemoLines(Palette palette) {
        this.palette = palette;
    }

    /** The lines to print for an event; often none. */
    List<String> on(DemoEvent event, DemoState before) {
        if (event instanceof Evaluated evaluated) {
            return evaluated(evaluated.evaluation(), before);
        }
        if (event instanceof Decided decided) {
            return List.of(DecisionLines.line(decided, before.startedAt(), palette));
        }
        if (event instanceof Executed executed) {
            return executed(executed.execution(), before);
        }
        if (event instanceof Traffic traffic) {
            return traffic(traffic, before);
        }
        return moved((Moved) event, before);
    }

    private List<String> evaluated(Evaluation evaluation, DemoState before) {
        List<String> lines = new ArrayList<>();
        List<Verdict> known = before.evaluation().map(Evaluation::verdicts).orElse(List.of());
        for (Verdict verdict : evaluation.verdicts()) {
            if (changed(verdict, known)) {
                lines.add(line(
                        evaluation.evaluatedAt(),
                        before,
                        "verdict",
                        VerdictLines.mark(verdict, palette) + " " + verdict.sentence()));
            }
        }
        boolean due = figuresShown
                .map(shown -> !evaluation.evaluatedAt().isBefore(shown.plus(FIGURES_EVERY)))
                .orElse(true);
        if (due) {
            figuresShown = Optional.of(evaluation.evaluatedAt());
            Stream.of(evaluation.baseline(), evaluation.canary())
                    .filter(figures -> figures.requests() > 0)
                    .forEach(figures -> lines.add(line(evaluation.evaluatedAt(), before, "figures", figures(figures))));
        }
        return lines;
    }

    private static boolean changed(Verdict verdict, List<Verdict> known) {
        Judgement before = known.stream()
                .filter(earlier -> earlier.criterion().equals(verdict.criterion()) && earlier.list() == verdict.list())
                .map(Verdict::judgement)
                .findFirst()
                .orElse(Judgement.UNDECIDED);
        return before != verdict.judgement();
    }

    private List<String> executed(Execution execution, DemoState before) {
        if (execution.status() == ExecutionStatus.STARTED) {
            return List.of();
        }
        String outcome = execution.status() == ExecutionStatus.SUCCEEDED
                ? execution
                        .confirmedWeight()
                        .map(weight -> "weight " + weight + " is in force")
                        .orElse("done")
                : execution.reason();
        Instant at = execution.finishedAt().orElse(execution.startedAt());
        return List.of(line(at, before, execution.status().wireName(), outcome));
    }

    private List<String> traffic(Traffic traffic, DemoState before) {
        Optional<Instant> known = before.traffic().flatMap(Traffic::firstBadRequest);
        if (known.isPresent() || traffic.firstBadRequest().isEmpty()) {
            return List.of();
        }
        return List.of(line(
                traffic.firstBadRequest().get(),
                before,
                "canary",
                before.cast().scenario().firstBad() + " of " + before.cast().canary()));
    }

    private List<String> moved(Moved moved, DemoState before) {
        if (before.phase() == moved.rollout().phase()
                || !settled(moved.rollout().phase())) {
            return List.of();
        }
        Weight weight = moved.rollout().confirmedWeight().orElse(Weight.NONE);
        String stage = "stage " + (moved.rollout().stage() + 1) + " of "
                + moved.rollout().stages();
        return List.of(line(
                moved.rollout().updatedAt(),
                before,
                "rollout",
                moved.rollout().phase().wireName().replace('-', ' ') + ", " + stage + ", weight " + weight));
    }

    // A shift that is under way is told by its decision and its execution.
    private static boolean settled(Phase phase) {
        return phase != Phase.SHIFTING && phase != Phase.ROLLING_BACK;
    }

    private static String figures(VersionFigures figures) {
        return Text.left(figures.version(), 8) + "  " + Text.right(Figures.rate(figures.requestsPerSecond()), 6)
                + " req/s  p50 " + Figures.latency(figures.p50Micros()) + "  p95 "
                + Figures.latency(figures.p95Micros()) + "  p99 " + Figures.latency(figures.p99Micros())
                + "  errors " + Figures.share(figures.errorRate());
    }

    private String line(Instant at, DemoState state, String what, String text) {
        String elapsed = Figures.seconds(Duration.between(state.startedAt(), at));
        return Text.right(elapsed, 8) + "  " + palette.dim(Text.left(what, 9)) + "  " + text;
    }
}
