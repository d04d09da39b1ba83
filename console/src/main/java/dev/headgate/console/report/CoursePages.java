package dev.headgate.console.report;

import dev.headgate.console.report.DeploymentReport.Decided;
import dev.headgate.console.report.Paper.Cell;
import dev.headgate.console.view.DecisionRow;
import dev.headgate.console.view.PlannedStage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Writes what was done, decision by decision, and how far the plan was followed. */
final class CoursePages {

    private CoursePages() {}

    static void write(DeploymentReport report, Paper paper) {
        if (report.decisions().isEmpty() && report.plan().isEmpty()) {
            return;
        }
        paper.section("What was done");
        paper.table(
                "Decisions in their order",
                List.of("At", "Decision", "Why", "Carried out"),
                report.decisions().stream().map(CoursePages::decision).toList());
        paper.table(
                "When each stage was entered and left last",
                List.of("Stage", "Weight", "Entered", "Left", "Held", "Planned", "State"),
                report.plan().stream().map(CoursePages::stage).toList());
    }

    private static List<Cell> decision(Decided decided) {
        DecisionRow row = decided.row();
        return List.of(
                Cell.of(Wording.at(row.evaluatedAt())),
                Cell.link(row.sequence() + ": " + DecisionWords.move(row), Optional.of("#" + DecisionWords.id(row)))
                        .in(DecisionWords.tone(row)),
                decided.believed()
                        ? Cell.of(row.reason())
                        : Cell.of("Not believed, its signature is wrong: " + row.reason(), Tone.BAD),
                carriedOut(row).orElse(Cell.of("–")));
    }

    /** What became of a decision; empty where nothing is to be carried out. */
    static Optional<Cell> carriedOut(DecisionRow row) {
        return row.execution()
                .map(done -> Cell.of(
                        done.status()
                                + done.confirmedWeight()
                                        .map(weight -> ", " + weight + " read back")
                                        .orElse("")
                                + done.took()
                                        .map(took -> ", in " + Wording.took(took))
                                        .orElse(""),
                        DecisionWords.status(done.status())));
    }

    private static List<Cell> stage(PlannedStage stage) {
        boolean entered = stage.enteredAt().isPresent();
        return List.of(
                Cell.number(String.valueOf(stage.index() + 1)),
                Cell.number(stage.weight().toString()),
                Cell.of(Wording.at(stage.enteredAt())),
                Cell.of(Wording.at(stage.leftAt())),
                Cell.number(held(stage).map(Wording::took).orElse("–")),
                Cell.of("at least " + Wording.took(stage.minimumHold())
                        + stage.maximumHold()
                                .map(most -> ", at most " + Wording.took(most))
                                .orElse("")),
                Cell.of(!entered && stage.state().equals("done") ? "not entered" : stage.state()));
    }

    private static Optional<Duration> held(PlannedStage stage) {
        return stage.enteredAt().flatMap(entered -> stage.leftAt().map(left -> Duration.between(entered, left)));
    }
}
