package dev.headgate.console.report;

import dev.headgate.console.report.Paper.Cell;
import dev.headgate.console.report.Paper.Fact;
import dev.headgate.console.report.PeriodReport.Figures;
import dev.headgate.console.report.PeriodReport.Row;
import dev.headgate.console.report.PeriodReport.Times;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a period's report for people. */
final class PeriodPages {

    private final PeriodReport report;
    private final Optional<String> console;
    private final Paper paper;

    private PeriodPages(PeriodReport report, Optional<String> console, Paper paper) {
        this.report = report;
        this.console = console;
        this.paper = paper;
    }

    /** @param console scheme and authority of the console that links lead to; empty for none */
    static String write(PeriodReport report, Optional<String> console, Paper paper) {
        return new PeriodPages(report, console, paper).write();
    }

    private String write() {
        Period period = report.period();
        String title = "Rollouts of " + report.service().orElse("all services") + ", "
                + (period.isWeek() ? "week " : "") + period.word();
        paper.head(title, sentence(), tone());
        paper.paragraph("Started from " + Wording.day(period.from()) + " to "
                + Wording.day(period.to().minusMillis(1))
                + ", UTC; rollouts that only observe, and shadows, are not counted.");
        if (report.signatures().wrong() > 0) {
            paper.warning(Wording.sentence("Signatures: " + report.signatures().sentence()));
        }
        paper.section("Figures");
        paper.table(
                "Compared with the period before",
                List.of("Figure", period.word(), report.before().period()),
                figures());
        paper.facts(List.of(
                Fact.of("Time to detect", report.how().detect()),
                Fact.of("Time to recover", report.how().recover()),
                Fact.of("Time to acknowledge", report.how().acknowledge())));
        causes();
        rollouts();
        return paper.finished("Made by Headgate of what stood in the log. The same log gives the same report.");
    }

    private Tone tone() {
        Figures figures = report.figures();
        return figures.rollouts() == figures.running()
                ? Tone.PLAIN
                : figures.rolledBack() + figures.aborted() == 0 ? Tone.GOOD : Tone.OPEN;
    }

    private String sentence() {
        Figures now = report.figures();
        if (now.rollouts() == 0) {
            return "No rollout was started.";
        }
        return Wording.count(now.rollouts(), "rollout") + ": " + ends(now)
                + (now.successRate().isPresent()
                        ? "; " + Wording.share(now.successRate()) + " of those that are over succeeded"
                                + (report.before().successRate().isPresent()
                                        ? ", " + Wording.share(report.before().successRate()) + " in "
                                                + report.before().period()
                                        : "")
                        : "")
                + ".";
    }

    private static String ends(Figures now) {
        return Stream.of(
                        count(now.completed(), " completed"),
                        count(now.rolledBack(), " rolled back by the gate"),
                        count(now.aborted(), " rolled back by people"),
                        count(now.running(), " under way"))
                .filter(said -> !said.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String count(int rollouts, String end) {
        return rollouts == 0 ? "" : rollouts + end;
    }

    private List<List<Cell>> figures() {
        Figures now = report.figures();
        Figures before = report.before();
        return List.of(
                counts("Rollouts", now.rollouts(), before.rollouts()),
                counts("Completed", now.completed(), before.completed()),
                counts("Rolled back by the gate", now.rolledBack(), before.rolledBack()),
                counts("Rolled back by people", now.aborted(), before.aborted()),
                counts("Under way", now.running(), before.running()),
                row("Success rate", Wording.share(now.successRate()), Wording.share(before.successRate())),
                row("Time to detect", times(now.detect()), times(before.detect())),
                row("Time to recover", times(now.recover()), times(before.recover())),
                row("Time to acknowledge", times(now.acknowledge()), times(before.acknowledge())));
    }

    private static List<Cell> counts(String name, int now, int before) {
        return row(name, String.valueOf(now), String.valueOf(before));
    }

    private static List<Cell> row(String name, String now, String before) {
        return List.of(Cell.of(name), Cell.number(now), Cell.number(before));
    }

    private static String times(Times times) {
        return times.count() == 0
                ? "–"
                : "mean " + Wording.took(times.mean()) + ", longest " + Wording.took(times.longest());
    }

    private void causes() {
        if (!report.rollbacks().isEmpty() || !report.failingLines().isEmpty()) {
            paper.section("What went wrong");
            paper.table(
                    "Rollbacks by cause",
                    List.of("Cause", "Rollouts"),
                    report.rollbacks().stream()
                            .map(cause ->
                                    List.of(Cell.of(cause.cause()), Cell.number(String.valueOf(cause.rollouts()))))
                            .toList());
            paper.table(
                    "Lines that led to rollbacks, steps back, holds, notices or questions",
                    List.of("Line", "Decisions", "Rollouts"),
                    report.failingLines().stream()
                            .map(line -> List.of(
                                    Cell.of(line.line()),
                                    Cell.number(String.valueOf(line.decisions())),
                                    Cell.number(String.valueOf(line.rollouts()))))
                            .toList());
        }
        if (!report.slowestStages().isEmpty()) {
            paper.section("Slowest stages");
            paper.table(
                    "By the mean time in force",
                    List.of("Service", "Stage", "Times", "Mean", "Longest"),
                    report.slowestStages().stream()
                            .map(stage -> List.of(
                                    Cell.of(stage.service()),
                                    Cell.number(String.valueOf(stage.stage() + 1)),
                                    Cell.number(String.valueOf(stage.stays())),
                                    Cell.number(Wording.took(stage.mean())),
                                    Cell.number(Wording.took(stage.longest()))))
                            .toList());
        }
    }

    private void rollouts() {
        if (!report.rollouts().isEmpty()) {
            paper.section("Rollouts");
            paper.table(
                    "Latest begun first",
                    List.of("Started", "Rollout", "Outcome", "Took", "Why"),
                    report.rollouts().stream().map(this::rollout).toList());
        }
    }

    private List<Cell> rollout(Row row) {
        return List.of(
                Cell.of(Wording.at(row.startedAt())),
                Cell.link(row.service() + " " + row.canary(), console.map(address -> address + row.path())),
                Cell.of(row.outcome(), outcome(row.outcome())),
                Cell.number(Wording.took(row.took())),
                Cell.of(row.reason()));
    }

    private static Tone outcome(String word) {
        return switch (word) {
            case "completed" -> Tone.GOOD;
            case "rolled-back", "aborted" -> Tone.BAD;
            default -> Tone.OPEN;
        };
    }
}
