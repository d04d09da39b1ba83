package dev.headgate.console.report;

import dev.headgate.console.report.DeploymentReport.Decided;
import dev.headgate.console.report.DeploymentReport.Deciding;
import dev.headgate.console.report.Paper.Cell;
import dev.headgate.console.report.Paper.Fact;
import dev.headgate.console.view.DecisionRow;
import dev.headgate.schemas.model.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Writes a deployment report for people. */
final class DeploymentPages {

    private final DeploymentReport report;
    private final Paper paper;

    private DeploymentPages(DeploymentReport report, Paper paper) {
        this.report = report;
        this.paper = paper;
    }

    static String write(DeploymentReport report, Paper paper) {
        return new DeploymentPages(report, paper).write();
    }

    private String write() {
        paper.head(
                "Deployment of " + report.service() + " " + report.canary(),
                report.outcome().sentence(),
                tone());
        if (report.signatures().wrong() > 0) {
            paper.paragraph(
                    Wording.sentence("Signatures: " + report.signatures().sentence()));
        }
        paper.facts(overview());
        stages();
        report.deciding().ifPresent(this::why);
        List<Chart> charts = FigureCharts.of(report);
        if (!charts.isEmpty()) {
            paper.section("Figures");
            paper.paragraph("Upright lines are decisions, by their numbers. Times are UTC.");
            charts.forEach(paper::chart);
        }
        decisions();
        ExecutionPages.write(report.executions(), paper);
        PeoplePages.write(report, paper);
        policy();
        return paper.finished("Made by Headgate of what stood in the log up to "
                + Wording.at(report.times().asOf()) + ". The same log gives the same report.");
    }

    private Tone tone() {
        return switch (report.outcome().word()) {
            case "completed" -> Tone.GOOD;
            case "rolled-back", "aborted", "rollback-failed" -> Tone.BAD;
            default -> Tone.OPEN;
        };
    }

    private List<Fact> overview() {
        DeploymentReport.Times times = report.times();
        return List.of(
                Fact.of("Versions", report.baseline() + " → " + report.canary()),
                Fact.of("Rollout", report.rolloutId()),
                Fact.of("Mode", report.mode()),
                Fact.of("Started", Wording.at(times.startedAt())),
                Fact.of("By", times.startedBy()),
                Fact.of("Because", times.startReason()),
                Fact.of(times.endedAt().isPresent() ? "Ended" : "Newest record", Wording.at(times.asOf())),
                Fact.of("Took", Wording.took(times.took())),
                Fact.of("Time to detect", times.detect().map(Wording::took).orElse("")),
                Fact.of("Time to recover", times.recover().map(Wording::took).orElse("")),
                Fact.of(
                        "Time to acknowledge",
                        String.join(
                                ", ",
                                times.acknowledge().stream().map(Wording::took).toList())),
                Fact.of("Signatures", report.signatures().sentence()));
    }

    private void stages() {
        if (report.plan().isEmpty()) {
            return;
        }
        paper.section("Stages");
        paper.table(
                "When each stage was entered and left last",
                List.of("Stage", "Weight", "Entered", "Left", "Held", "Planned", "State"),
                report.plan().stream()
                        .map(stage -> List.of(
                                Cell.of(String.valueOf(stage.index() + 1)),
                                Cell.number(stage.weight().toString()),
                                Cell.of(Wording.at(stage.enteredAt())),
                                Cell.of(Wording.at(stage.leftAt())),
                                Cell.of(
                                        stage.enteredAt().isPresent()
                                                        && stage.leftAt().isPresent()
                                                ? Wording.took(Duration.between(
                                                        stage.enteredAt().get(),
                                                        stage.leftAt().get()))
                                                : "–"),
                                Cell.of("at least " + Wording.took(stage.minimumHold())
                                        + stage.maximumHold()
                                                .map(most -> ", at most " + Wording.took(most))
                                                .orElse("")),
                                Cell.of(
                                        stage.enteredAt().isEmpty()
                                                        && stage.state().equals("done")
                                                ? "not entered"
                                                : stage.state())))
                        .toList());
    }

    private void why(Deciding deciding) {
        paper.section(report.times().endedAt().isPresent() ? "Why it ended so" : "Why it stands there");
        paper.paragraph(
                Wording.at(deciding.at()) + ", " + deciding.kind() + ": " + Wording.sentence(deciding.reason()));
        Optional<Verdict> verdict = deciding.verdict();
        verdict.ifPresent(told -> {
            paper.paragraph(Wording.sentence(told.sentence()));
            paper.facts(VerdictWorking.facts(told));
        });
    }

    private void decisions() {
        if (report.decisions().isEmpty()) {
            return;
        }
        paper.section("Decisions");
        report.decisions().forEach(this::decision);
    }

    private void decision(Decided decided) {
        DecisionRow row = decided.row();
        paper.part(DecisionWords.id(row), DecisionWords.heading(row), DecisionWords.tone(row));
        paper.paragraph(Wording.sentence(row.reason()));
        paper.facts(List.of(
                Fact.of("Severity", row.severity().equals("info") ? "" : row.severity()),
                Fact.of("Line that decided", row.decidingCriterion().orElse("")),
                new Fact(
                        "Carried out",
                        row.execution()
                                .map(done -> Cell.of(
                                        done.status()
                                                + done.confirmedWeight()
                                                        .map(weight -> ", " + weight + " read back")
                                                        .orElse("")
                                                + done.took()
                                                        .map(took -> ", in " + Wording.took(took))
                                                        .orElse(""),
                                        DecisionWords.status(done.status())))
                                .orElse(Cell.of(""))),
                new Fact(
                        "Signature",
                        Cell.of(
                                row.signature()
                                        + decided.keyId()
                                                .map(key -> ", key " + key)
                                                .orElse(""),
                                row.signature().equals("wrong") ? Tone.BAD : Tone.PLAIN))));
        paper.table(
                "Verdicts",
                VerdictWorking.COLUMNS,
                decided.verdicts().stream().map(VerdictWorking::row).toList());
    }

    private void policy() {
        paper.section("Policy");
        paper.facts(List.of(
                Fact.of("Name", report.policy().map(policy -> policy.name()).orElse("")),
                Fact.of("SHA-256", report.policyHash())));
        report.policy()
                .ifPresentOrElse(
                        policy -> paper.verbatim("As written", policy.text()),
                        () -> paper.paragraph("The log does not hold its text any more."));
    }
}
