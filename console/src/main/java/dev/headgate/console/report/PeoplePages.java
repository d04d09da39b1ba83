package dev.headgate.console.report;

import dev.headgate.console.model.Signatures;
import dev.headgate.console.report.Paper.Cell;
import dev.headgate.console.view.ApprovalView;
import dev.headgate.console.view.ChecklistView;
import java.util.List;

/** Writes who approved, ticked and commanded what, and why. */
final class PeoplePages {

    private PeoplePages() {}

    static void write(DeploymentReport report, Paper paper) {
        if (report.commands().isEmpty()
                && report.approvals().isEmpty()
                && report.checklists().isEmpty()) {
            return;
        }
        paper.section("People");
        paper.table(
                "Approvals",
                List.of("Role", "Where", "Answer", "By", "At"),
                report.approvals().stream().map(PeoplePages::approval).toList());
        report.checklists().forEach(list -> checklist(list, paper));
        paper.table(
                "Commands",
                List.of("At", "By", "Command", "Why", "What became of it"),
                report.commands().stream()
                        .map(command -> List.of(
                                Cell.of(Wording.at(command.issuedAt())),
                                command.signature().equals(Signatures.WRONG)
                                        ? Cell.of(command.issuedBy() + ", who has not signed it", Tone.BAD)
                                        : Cell.of(command.issuedBy()),
                                Cell.of(command.kind() + (command.detail().isEmpty() ? "" : ": " + command.detail())),
                                Cell.of(command.reason()),
                                Cell.of(command.outcome().orElse("no record names it"))))
                        .toList());
    }

    private static List<Cell> approval(ApprovalView approval) {
        return List.of(
                Cell.of(approval.role()),
                Cell.of(approval.where()),
                approval.given()
                        .map(answer -> answer.yes() ? Cell.of("yes", Tone.GOOD) : Cell.of("no", Tone.BAD))
                        .orElse(Cell.of("not given", Tone.OPEN)),
                Cell.of(approval.given().map(ApprovalView.Answer::by).orElse("–")),
                Cell.of(Wording.at(approval.given().map(ApprovalView.Answer::at))));
    }

    private static void checklist(ChecklistView list, Paper paper) {
        paper.table(
                "Checklist " + list.name(),
                List.of("Item", "Role", "Ticked by", "At", "Evidence"),
                list.items().stream()
                        .map(item -> List.of(
                                Cell.of(item.text()),
                                Cell.of(item.role()),
                                item.ticked()
                                        .map(tick -> Cell.of(tick.by() + " for " + tick.role()))
                                        .orElse(Cell.of("not ticked", Tone.OPEN)),
                                Cell.of(Wording.at(item.ticked().map(ChecklistView.Tick::at))),
                                Cell.of(item.ticked()
                                        .map(ChecklistView.Tick::evidence)
                                        .orElse(""))))
                        .toList());
    }
}
