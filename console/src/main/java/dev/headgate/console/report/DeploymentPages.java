package dev.headgate.console.report;

import dev.headgate.console.report.Paper.Cell;
import dev.headgate.console.report.Paper.Fact;
import dev.headgate.schemas.model.Mode;
import java.util.List;
import java.util.Optional;

/** Writes a deployment report for people: what happened, why, what was done, what is left to do, and then the records. */
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
            paper.warning(Wording.sentence("Signatures: " + report.signatures().sentence()));
        }
        paper.facts(overview());
        report.deciding().ifPresent(deciding -> WhyPages.write(report, deciding, paper));
        figures();
        CoursePages.write(report, paper);
        left();
        DecisionPages.write(report.decisions(), paper);
        ExecutionPages.write(report, paper);
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
        Optional<String> ended = times.endedAt().map(Wording::at);
        return List.of(
                Fact.of("Versions", report.baseline() + " → " + report.canary()),
                Fact.of(begun() ? "Started" : "Asked for", Wording.at(times.startedAt())),
                Fact.of(ended.isPresent() ? "Ended" : "Newest record", ended.orElse(Wording.at(times.asOf()))),
                Fact.of(
                        ended.isPresent() ? "Took" : replaced() ? "Until then" : "So far",
                        begun() ? Wording.took(times.took()) : ""),
                Fact.of("Started by", times.startedBy()),
                Fact.of("Because", times.startReason()),
                Fact.of("Time to detect", times.detect().map(Wording::took).orElse("")),
                Fact.of("Time to recover", times.recover().map(Wording::took).orElse("")),
                Fact.of(
                        "Time to acknowledge",
                        String.join(
                                ", ",
                                times.acknowledge().stream().map(Wording::took).toList())),
                Fact.of(
                        "Weight read back last",
                        report.weight().map(Object::toString).orElse("")),
                Fact.of("Mode", report.mode()),
                Fact.of("Rollout", report.rolloutId()),
                Fact.of("Judged beside", report.compareWith().orElse("")),
                Fact.of("Shadow", report.shadow().orElse("")),
                Fact.of("Signatures", report.signatures().sentence()));
    }

    private boolean replaced() {
        return report.outcome().word().equals("replaced");
    }

    private boolean begun() {
        return report.weight().isPresent() || !report.mode().equals(Mode.ENFORCE.wireName());
    }

    private void figures() {
        List<Chart> charts = FigureCharts.of(report);
        if (!charts.isEmpty()) {
            paper.section("Figures");
            paper.paragraph("Upright lines are decisions, by their numbers.");
            charts.forEach(paper::chart);
        }
    }

    private void left() {
        paper.section("What is left to do");
        if (report.left().isEmpty()) {
            paper.paragraph("Nothing that the log tells of.");
        } else {
            paper.items(report.left());
        }
    }

    private void policy() {
        paper.section("Policy");
        paper.facts(List.of(
                Fact.of("Name", report.policy().map(policy -> policy.name()).orElse("")),
                new Fact("SHA-256", Cell.of(report.policyHash()))));
        report.policy()
                .ifPresentOrElse(
                        policy -> paper.verbatim("As written", policy.text()),
                        () -> paper.paragraph("The log does not hold its text any more."));
    }
}
