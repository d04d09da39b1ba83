package dev.headgate.cli.follow;

import dev.headgate.cli.follow.RolloutNews.Decided;
import dev.headgate.cli.terminal.DecisionText;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.cli.terminal.VerdictLines;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.Verdict;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What came of a rollout in Markdown, as pipelines show it below a job. */
public final class StepSummary {
    private StepSummary() {}

    /** The whole text; ends with a new line. */
    public static String of(List<WaitResult> results) {
        return results.stream().flatMap(result -> lines(result).stream()).collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> lines(WaitResult result) {
        FollowedRollout rollout = result.rollout();
        List<String> lines = new ArrayList<>();
        lines.add("### " + mark(result.end()) + " " + text(rollout.service())
                + rollout.state().map(StepSummary::versions).orElse("") + " " + WaitLines.words(result));
        lines.add("");
        if (!rollout.reason().isEmpty()) {
            lines.add(text(rollout.reason()));
            lines.add("");
        }
        lines.add("Rollout `" + rollout.rolloutId() + "`, waited " + Figures.elapsed(result.waited()) + ".");
        lines.add("");
        lines.addAll(decisions(rollout));
        lines.addAll(verdicts(rollout));
        return lines;
    }

    private static String mark(RolloutEnd end) {
        return switch (end) {
            case COMPLETED -> "✅";
            case STILL_RUNNING, UNSEEN -> "⏳";
            case ROLLED_BACK, ROLLBACK_FAILED, ABORTED, REFUSED, SILENT -> "❌";
        };
    }

    private static String versions(RolloutState state) {
        return " " + text(state.baseline()) + " → " + text(state.canary());
    }

    private static List<String> decisions(FollowedRollout rollout) {
        if (rollout.decisions().isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("| at | decision | weight | why |", "|---|---|---|---|"));
        for (Decided decided : rollout.decisions()) {
            Decision decision = decided.decision();
            lines.add("| " + decided.writtenAt().truncatedTo(ChronoUnit.SECONDS) + " | "
                    + decision.kind().wireName() + " | " + DecisionText.shift(decision) + " | "
                    + text(decision.reason()) + " |");
        }
        lines.add("");
        return lines;
    }

    private static List<String> verdicts(FollowedRollout rollout) {
        List<Verdict> verdicts = rollout.decisions().isEmpty()
                ? List.of()
                : rollout.decisions()
                        .get(rollout.decisions().size() - 1)
                        .decision()
                        .verdicts();
        if (verdicts.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("| | criterion | observed | verdict |", "|---|---|---|---|"));
        verdicts.forEach(verdict -> lines.add("| " + VerdictLines.mark(verdict, Palette.PLAIN) + " | `"
                + verdict.criterion().replace("|", "\\|").replace("`", "'") + "` | " + VerdictLines.observed(verdict)
                + " | " + text(verdict.sentence()) + " |"));
        lines.add("");
        return lines;
    }

    // What others wrote must not become a table, a link or an element of its own.
    private static String text(String written) {
        return Text.visible(written)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replaceAll("([\\\\`*_\\[\\]|#~])", "\\\\$1");
    }
}
