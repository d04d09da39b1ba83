package dev.headgate.console.report;

import dev.headgate.console.report.DeploymentReport.Decided;
import dev.headgate.console.report.Paper.Cell;
import dev.headgate.console.report.Paper.Fact;
import dev.headgate.console.view.DecisionRow;
import java.util.List;

/** Writes each decision with all its verdicts. */
final class DecisionPages {

    private DecisionPages() {}

    static void write(List<Decided> decisions, Paper paper) {
        if (!decisions.isEmpty()) {
            paper.section("Decisions");
            decisions.forEach(decided -> write(decided, paper));
        }
    }

    private static void write(Decided decided, Paper paper) {
        DecisionRow row = decided.row();
        paper.part(DecisionWords.id(row), DecisionWords.heading(row), DecisionWords.tone(row));
        paper.facts(List.of(
                Fact.of("Why", row.reason()),
                Fact.of("Severity", row.severity().equals("info") ? "" : row.severity()),
                Fact.of("Line that decided", row.decidingCriterion().orElse("")),
                new Fact("Carried out", CoursePages.carriedOut(row).orElse(Cell.of(""))),
                new Fact(
                        "Signature",
                        Cell.of(
                                row.signature().replace('-', ' ')
                                        + decided.keyId()
                                                .map(key -> ", key " + key)
                                                .orElse(""),
                                decided.believed() ? Tone.PLAIN : Tone.BAD))));
        paper.table(
                "Verdicts",
                VerdictWorking.COLUMNS,
                decided.verdicts().stream().map(VerdictWorking::row).toList());
    }
}
