package dev.headgate.console.report;

import dev.headgate.console.report.DeploymentReport.Decided;
import dev.headgate.console.report.DeploymentReport.Deciding;
import dev.headgate.console.report.Paper.Cell;
import dev.headgate.console.report.Paper.Fact;
import dev.headgate.schemas.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes by which decision a rollout ended so, and the working of the verdict that made it. */
final class WhyPages {

    private WhyPages() {}

    static void write(DeploymentReport report, Deciding deciding, Paper paper) {
        paper.section(heading(report));
        List<Fact> facts = new ArrayList<>();
        Optional<Decided> decided = report.decisions().stream()
                .filter(Decided::believed)
                .filter(each -> each.row().link().equals(deciding.decisionId()))
                .findFirst();
        facts.add(new Fact(
                "Decision",
                decided.map(each -> Cell.link(
                                each.row().sequence() + ": " + DecisionWords.move(each.row()),
                                Optional.of("#" + DecisionWords.id(each.row()))))
                        .orElse(Cell.of(deciding.kind()))));
        facts.add(Fact.of("At", Wording.at(deciding.at())));
        facts.add(Fact.of("Why", deciding.reason()));
        deciding.verdict().ifPresent(verdict -> facts.addAll(working(deciding, verdict)));
        paper.facts(facts);
    }

    private static String heading(DeploymentReport report) {
        if (report.outcome().word().equals("replaced")) {
            return "The last that is known";
        }
        return report.times().endedAt().isPresent() ? "Why it ended so" : "Why it stands there";
    }

    private static List<Fact> working(Deciding deciding, Verdict verdict) {
        List<Fact> facts = new ArrayList<>();
        // The gate's reason is most often the verdict's sentence itself.
        if (!deciding.reason().contains(verdict.sentence())) {
            facts.add(Fact.of("In figures", verdict.sentence()));
        }
        facts.addAll(VerdictWorking.facts(verdict));
        return facts;
    }
}
