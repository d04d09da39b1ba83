package dev.headgate.cli.show;

import dev.headgate.cli.executions.Asking;
import dev.headgate.cli.show.NextCommands.Next;
import dev.headgate.cli.terminal.DecisionText;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.cli.terminal.TextTable;
import dev.headgate.schemas.model.Checklist;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.TickedItem;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.VersionFigures;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything of one rollout as people read it. */
public final class ShownText {
    private static final int WIDTH = 100;
    private static final int NARROWEST = 30;

    private final Shown shown;
    private final RolloutState state;
    private final Instant now;
    private final Palette palette;
    private final List<String> lines = new ArrayList<>();

    private ShownText(Shown shown, Instant now, Palette palette) {
        this.shown = shown;
        this.state = shown.state();
        this.now = now;
        this.palette = palette;
    }

    /** Its lines. */
    public static List<String> lines(Shown shown, Instant now, Palette palette) {
        var text = new ShownText(shown, now, palette);
        text.head();
        text.situation();
        text.checklists();
        text.judging();
        text.decisions();
        text.next();
        return text.lines;
    }

    private void head() {
        lines.add(palette.bold(state.rolloutId()) + "  " + state.service() + " " + state.baseline() + " → "
                + state.canary());
        fact(
                "phase",
                state.phase().wireName() + ", stage " + (state.stage() + 1) + " of " + state.stages()
                        + (state.mode().followsTraffic()
                                ? ""
                                : " (" + state.mode().wireName() + ")"));
        fact(
                "weight",
                state.confirmedWeight().map(Object::toString).orElse(Figures.NONE)
                        + (state.confirmedWeight()
                                        .filter(state.desiredWeight()::equals)
                                        .isPresent()
                                ? " in force"
                                : " in force, " + state.desiredWeight() + " decided"));
        boolean scheduled = state.phase() == Phase.SCHEDULED;
        fact(
                scheduled ? "starts" : "since",
                state.stageStartedAt()
                        .map(began -> at(began) + ", for " + Figures.elapsed(Duration.between(began, now)))
                        .orElseGet(() -> (scheduled ? "" : "started ") + at(state.startedAt())));
        shown.policy()
                .filter(policy -> held() && state.stage() < policy.stages().size())
                .ifPresent(policy -> {
                    Stage stage = policy.stages().get(Math.max(0, state.stage()));
                    state.stageStartedAt()
                            .ifPresent(began -> fact(
                                    "hold",
                                    "minimum over at "
                                            + at(began.plus(stage.minimumHold()))
                                            + stage.maximumHold()
                                                    .map(maximum -> ", maximum at " + at(began.plus(maximum)))
                                                    .orElse("")));
                });
        fact(
                "policy",
                state.policyName() + " "
                        + state.policyHash()
                                .substring(0, Math.min(12, state.policyHash().length())));
        fact("reason", Text.visible(state.reason()));
    }

    /** Whether how long the stage is held still says anything. */
    private boolean held() {
        return switch (state.phase()) {
            case ROLLING_BACK, ROLLED_BACK, ROLLBACK_FAILED, COMPLETED -> false;
            default -> true;
        };
    }

    private void situation() {
        List<String> situation = SituationText.lines(state.situation(), now, palette);
        if (!situation.isEmpty() || !shown.asking().isEmpty() || shown.hold().isPresent()) {
            title("Now");
            shown.asking()
                    .forEach(execution -> wrapped(
                            SituationText.labelled("asks", palette.yellow(Asking.sentence(execution, now))), 2, 12));
            shown.hold().ifPresent(hold -> wrapped(SituationText.labelled("held", palette.yellow(hold)), 2, 12));
            situation.forEach(line -> wrapped(line, 2, 12));
        }
    }

    private void checklists() {
        List<Checklist> lists =
                shown.policy().map(policy -> policy.procedure().checklists()).orElse(List.of());
        for (Checklist list : lists) {
            title("Checklist " + list.name());
            for (Checklist.Item item : list.items()) {
                Optional<TickedItem> tick = state.situation().ticked().stream()
                        .filter(each -> each.checklist().equals(list.name())
                                && each.item().equals(item.id()))
                        .findFirst();
                String by = tick.map(each -> ", " + Text.visible(each.by()) + " for " + each.role() + " at "
                                + at(each.at())
                                + (each.evidence().isEmpty() ? "" : ", " + Text.visible(each.evidence())))
                        .orElse(" (" + item.role() + (item.evidence() ? ", with evidence" : "") + ")");
                String mark = tick.isPresent() ? palette.green("✓") : palette.yellow("·");
                wrapped(mark + " " + item.id() + ": " + item.text() + by, 2, 4);
            }
        }
    }

    private void judging() {
        shown.evaluation().ifPresent(evaluation -> {
            title("Judged " + at(evaluation.evaluatedAt()) + (evaluation.lagging() ? ", telemetry is behind" : ""));
            lines.addAll(Text.indent(figures(evaluation), 2));
            evaluation
                    .verdicts()
                    .forEach(verdict -> wrapped(mark(verdict) + " " + Text.visible(verdict.sentence()), 2, 4));
        });
    }

    private List<String> figures(Evaluation evaluation) {
        var table = new TextTable("version", ">req/s", ">errors", ">p50", ">p95", ">p99");
        for (VersionFigures each : List.of(evaluation.canary(), evaluation.baseline())) {
            table.row(
                    each.version(),
                    Figures.rate(each.requestsPerSecond()),
                    Figures.share(each.errorRate()),
                    Figures.latency(each.p50Micros()),
                    Figures.latency(each.p95Micros()),
                    Figures.latency(each.p99Micros()));
        }
        return table.lines(palette);
    }

    private String mark(Verdict verdict) {
        return switch (verdict.judgement()) {
            case PASS -> palette.green("✓");
            case FAIL -> palette.red("✗");
            case UNDECIDED, UNKNOWN -> palette.yellow("·");
        };
    }

    private void decisions() {
        if (!shown.decisions().isEmpty()) {
            title("Decisions");
            for (Decision decision : shown.decisions()) {
                decision(at(decision.evaluatedAt()) + "  " + DecisionText.head(decision, palette), decision);
            }
        }
    }

    /** The reason stands in a column of its own. */
    private void decision(String head, Decision decision) {
        int column = 2 + Text.width(head);
        List<String> reason = Text.wrap(DecisionText.reason(decision, palette), Math.max(NARROWEST, WIDTH - column));
        lines.add("  " + head + reason.get(0));
        lines.addAll(Text.indent(reason.subList(1, reason.size()), column));
    }

    private void next() {
        List<Next> next = NextCommands.of(shown);
        if (!next.isEmpty()) {
            title("Next");
            for (Next each : next) {
                lines.add("  " + each.command());
                lines.add(palette.dim("      " + Text.visible(each.purpose())));
            }
        }
    }

    private void title(String words) {
        lines.add("");
        lines.add(palette.bold(words));
    }

    private void fact(String label, String words) {
        wrapped(SituationText.labelled(label, words), 2, 12);
    }

    /** A line broken at spaces; what stands before the column of the further lines stays as it is. */
    private void wrapped(String words, int first, int others) {
        String label = others - first > 4 ? words.substring(0, others - first) : "";
        List<String> wrapped = Text.wrap(words.substring(label.length()), WIDTH - others);
        boolean fits = Text.width(words) <= WIDTH - first;
        lines.add(" ".repeat(first) + (fits ? words : label + wrapped.get(0)));
        if (!fits) {
            lines.addAll(Text.indent(wrapped.subList(1, wrapped.size()), others));
        }
    }

    private static String at(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
