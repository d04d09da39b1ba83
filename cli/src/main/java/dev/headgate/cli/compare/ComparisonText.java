package dev.headgate.cli.compare;

import dev.headgate.cli.terminal.DecisionText;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.cli.terminal.TextTable;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.ShadowId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A comparison for people: a table, what led to each difference, and what it comes to. */
public final class ComparisonText {

    private ComparisonText() {}

    /** The lines. */
    public static List<String> lines(Comparison comparison, Palette palette) {
        List<String> lines = new ArrayList<>();
        lines.add("rollout  " + comparison.rolloutId());
        lines.add("shadow   " + ShadowId.of(comparison.rolloutId()));
        lines.add("");
        var table = new TextTable("decision", "weight", "rollout", "shadow", "difference", "line that decided");
        comparison
                .rows()
                .forEach(row -> table.row(
                        row.decision().kind().wireName(),
                        DecisionText.shift(row.decision()),
                        time(row.rollout()),
                        time(row.shadow()),
                        difference(row, palette),
                        line(row)));
        lines.addAll(table.lines(palette));
        List<String> why = comparison.rows().stream()
                .filter(row -> row.difference() != Row.Difference.SAME)
                .flatMap(row -> why(row).stream())
                .toList();
        if (!why.isEmpty()) {
            lines.add("");
            lines.addAll(why);
        }
        lines.add("");
        lines.add(sum(comparison));
        return lines;
    }

    private static String difference(Row row, Palette palette) {
        String word = row.difference().word();
        String by = row.difference() == Row.Difference.EARLIER || row.difference() == Row.Difference.LATER
                ? " by " + Figures.elapsed(row.by().abs())
                : "";
        String mark = row.hypothetical() ? palette.dim(" (hypothetical)") : "";
        return (row.difference() == Row.Difference.SAME ? word : palette.yellow(word + by)) + mark;
    }

    private static String line(Row row) {
        Optional<String> ofRollout = row.rollout().flatMap(Decision::decidingCriterion);
        Optional<String> ofShadow = row.shadow().flatMap(Decision::decidingCriterion);
        boolean both = row.rollout().isPresent() && row.shadow().isPresent();
        return both && !ofRollout.equals(ofShadow)
                ? ofRollout.orElse(Figures.NONE) + " / " + ofShadow.orElse(Figures.NONE)
                : ofRollout.or(() -> ofShadow).orElse(Figures.NONE);
    }

    private static List<String> why(Row row) {
        List<String> why = new ArrayList<>();
        row.rollout().ifPresent(decision -> why.add(sentence("rollout", decision)));
        row.shadow().ifPresent(decision -> why.add(sentence("shadow", decision)));
        String other = row.rollout().isPresent() ? "shadow" : "rollout";
        row.meanwhile().forEach(said -> why.add(line(other, row.first(), "meanwhile", said)));
        return why;
    }

    private static String sentence(String who, Decision decision) {
        return line(who, decision.evaluatedAt(), decision.kind().wireName(), decision.reason());
    }

    private static String line(String who, Instant when, String what, String why) {
        return Text.left(who, 7) + "  " + clock(when) + "  " + Text.left(what, 9) + "  " + Text.visible(why);
    }

    private static String sum(Comparison comparison) {
        if (comparison.differences() == 0) {
            return "no difference";
        }
        String count = comparison.differences() == 1 ? "1 difference" : comparison.differences() + " differences";
        String since = comparison
                .hypotheticalSince()
                .map(instant -> "; after " + clock(instant)
                        + " the shadow is hypothetical: other weights were in force than it would have led to")
                .orElse("");
        return count + since;
    }

    private static String time(Optional<Decision> decision) {
        return decision.map(found -> clock(found.evaluatedAt())).orElse(Figures.NONE);
    }

    private static String clock(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
