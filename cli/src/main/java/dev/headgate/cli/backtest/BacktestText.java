package dev.headgate.cli.backtest;

import dev.headgate.cli.terminal.DecisionText;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.cli.terminal.TextTable;
import dev.headgate.core.backtest.BacktestResult;
import dev.headgate.core.backtest.PolicyOutcome;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.RolloutState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What came of a backtest, for people at a terminal. */
public final class BacktestText {

    private BacktestText() {}

    /** The notes, then a table of decisions for each policy. */
    public static List<String> lines(BacktestRun.Outcome outcome, Palette palette) {
        List<String> lines = new ArrayList<>();
        outcome.notes().forEach(note -> lines.add(Text.visible(note)));
        BacktestResult result = outcome.result();
        lines.add("recorded " + Instant.ofEpochSecond(result.firstSecond()) + " to "
                + Instant.ofEpochSecond(result.endSecond()) + "; the rollout starts "
                + Instant.ofEpochSecond(result.startSecond()));
        for (PolicyOutcome policy : result.outcomes()) {
            lines.add("");
            lines.add(palette.bold(
                            "policy " + Text.visible(policy.policy().policy().name())) + "  "
                    + palette.dim(Text.visible(policy.policy().text().name())));
            lines.addAll(table(result, policy).lines(palette));
            policy.divergence()
                    .ifPresent(found -> lines.add(palette.yellow("hypothetical") + " after "
                            + Since.start(result.startSecond(), found.since()) + ": " + found.why() + "."));
            lines.add(end(policy));
        }
        return lines;
    }

    private static TextTable table(BacktestResult result, PolicyOutcome policy) {
        TextTable table = new TextTable(">since start", "decision", "weight", "", "line", "why");
        for (Decision decision : policy.decisions()) {
            table.row(
                    Since.start(result.startSecond(), decision.evaluatedAt()),
                    decision.kind().wireName(),
                    DecisionText.shift(decision),
                    policy.hypothetical(decision) ? "hypothetical" : "",
                    Text.visible(decision.decidingCriterion().orElse("")),
                    Text.visible(decision.reason()));
        }
        return table;
    }

    /** Where the rollout stands at the end of the recording. */
    static String end(PolicyOutcome policy) {
        return policy.state().map(BacktestText::end).orElse("The rollout never began.");
    }

    private static String end(RolloutState state) {
        return "At the end of the recording: " + state.phase().wireName() + ", stage " + (state.stage() + 1) + " of "
                + state.stages() + ", weight " + state.confirmedWeight().orElse(state.desiredWeight()) + ".";
    }
}
