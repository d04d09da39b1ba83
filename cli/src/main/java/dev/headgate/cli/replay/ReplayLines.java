package dev.headgate.cli.replay;

import dev.headgate.cli.replay.Replayed.Compared;
import dev.headgate.cli.replay.Replayed.Result;
import dev.headgate.cli.terminal.DecisionText;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.cli.terminal.TextTable;
import dev.headgate.schemas.signing.Verification;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What came of a replay, for people and for programs. */
public final class ReplayLines {

    private ReplayLines() {}

    /** For people. */
    public static List<String> text(Replayed replayed, Palette palette) {
        TextTable table = new TextTable("decided at", "decision", "kind", "weight", "replayed", "");
        for (Compared each : replayed.decisions()) {
            table.row(
                    each.decision().evaluatedAt().toString(),
                    each.decision().decisionId(),
                    each.decision().kind().wireName(),
                    DecisionText.shift(each.decision()),
                    each.result() == Result.IDENTICAL
                            ? palette.green(each.result().word())
                            : palette.red(each.result().word()),
                    Text.visible(remark(each)));
        }
        List<String> lines = new ArrayList<>(table.lines(palette));
        lines.add(summary(replayed));
        lines.addAll(notes(replayed));
        return lines;
    }

    /** For programs: a document for each decision, then one for the replay. */
    public static List<String> json(Replayed replayed) {
        List<String> lines = new ArrayList<>();
        replayed.decisions().forEach(each -> lines.add(decision(each).toString()));
        ObjectNode node = JsonMapper.shared()
                .createObjectNode()
                .put("kind", "replay")
                .put("rollout", replayed.about().rolloutId())
                .put("service", replayed.about().service())
                .put("identical", replayed.identical())
                .put("ticks", replayed.ticks())
                .put("records", replayed.records())
                .put("refused", replayed.refused());
        replayed.until().ifPresent(instant -> node.put("until", instant.toString()));
        ObjectNode counts = node.putObject("decisions");
        for (Result result : Result.values()) {
            counts.put(result.word(), replayed.count(result));
        }
        notes(replayed).forEach(node.putArray("notes")::add);
        lines.add(node.toString());
        return lines;
    }

    private static ObjectNode decision(Compared each) {
        ObjectNode node = JsonMapper.shared()
                .createObjectNode()
                .put("kind", "decision")
                .put("decisionId", each.decision().decisionId())
                .put("decisionKind", each.decision().kind().wireName())
                .put("evaluatedAt", each.decision().evaluatedAt().toString())
                .put("result", each.result().word());
        each.signature().ifPresent(verification -> node.put("signature", word(verification)));
        each.difference()
                .ifPresent(found -> node.putObject("difference")
                        .put("at", found.at())
                        .put("recorded", found.recorded())
                        .put("replayed", found.replayed()));
        return node;
    }

    private static String remark(Compared each) {
        String doubt = Replayed.doubtful(each) ? word(each.signature().orElseThrow()) + "; " : "";
        return doubt
                + each.difference()
                        .map(found -> (found.at().isEmpty() ? "" : found.at() + ": ") + "recorded " + found.recorded()
                                + ", now " + found.replayed())
                        .orElse("");
    }

    private static String summary(Replayed replayed) {
        long all = replayed.decisions().size();
        String decisions = replayed.count(Result.IDENTICAL) + " of " + Figures.count(all)
                + (all == 1 ? " decision is identical" : " decisions are identical");
        return decisions + ", after " + Figures.count(replayed.records()) + " records in "
                + Figures.count(replayed.ticks()) + " ticks; " + replayed.refused()
                + " records were refused, as the gate refuses them.";
    }

    private static List<String> notes(Replayed replayed) {
        List<String> notes = new ArrayList<>();
        replayed.about()
                .beginning()
                .ifPresent(known -> notes.add("What was before " + known.tick().instant()
                        + " is not retained: windows that reach back before it, what was learned of failures' clustering"
                        + " and rollouts that were live then are missing, so decisions that rest on them may differ."));
        if (replayed.otherTicks() > 0) {
            notes.add(Figures.count(replayed.otherTicks())
                    + " ticks were taken with other inputs than recorded: some of the inputs are not there any more.");
        }
        if (!replayed.identical() && replayed.about().beginning().isEmpty()) {
            notes.add("Decisions are the same only with the release, the settings and the trusted.keys of the gate that"
                    + " decided: --config and --set.");
        }
        return notes;
    }

    private static String word(Verification verification) {
        if (verification instanceof Verification.Valid) {
            return "valid";
        }
        if (verification instanceof Verification.Unsigned) {
            return "unsigned";
        }
        return verification instanceof Verification.UnknownKey ? "unknown-key" : "forged";
    }
}
