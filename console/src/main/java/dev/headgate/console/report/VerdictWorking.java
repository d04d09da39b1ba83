package dev.headgate.console.report;

import dev.headgate.console.report.Paper.Cell;
import dev.headgate.console.report.Paper.Fact;
import dev.headgate.schemas.model.Burn;
import dev.headgate.schemas.model.Comparison;
import dev.headgate.schemas.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** A verdict with all that it was made of. */
final class VerdictWorking {

    /** The heads of the columns of {@link #row}. */
    static final List<String> COLUMNS =
            List.of("Verdict", "Line", "List", "Value", "Limit", "Requests", "Held for", "Why");

    private VerdictWorking() {}

    static List<Cell> row(Verdict verdict) {
        String judgement = verdict.judgement().wireName();
        return List.of(
                Cell.of(judgement, DecisionWords.judgement(judgement)),
                Cell.of(verdict.criterion()),
                Cell.of(verdict.list().wireName()),
                Cell.number(Wording.value(verdict.observed(), verdict.unit())),
                Cell.number(Wording.value(verdict.limit(), verdict.unit())),
                Cell.number(String.valueOf(verdict.requests())),
                Cell.number(Wording.took(verdict.trueFor())),
                Cell.of(verdict.sentence()));
    }

    static List<Fact> facts(Verdict verdict) {
        List<Fact> facts = new ArrayList<>();
        String judgement = verdict.judgement().wireName();
        facts.add(Fact.of("Line", verdict.criterion()));
        facts.add(new Fact("Verdict", Cell.of(judgement, DecisionWords.judgement(judgement))));
        facts.add(Fact.of(
                "Value",
                (verdict.observedAtLeast().isPresent()
                                ? Wording.value(verdict.observedAtLeast(), verdict.unit()) + " to "
                                : "")
                        + Wording.value(verdict.observed(), verdict.unit()) + " (" + verdict.statistic() + ")"));
        facts.add(Fact.of("Limit", verdict.limit().isEmpty() ? "" : Wording.value(verdict.limit(), verdict.unit())));
        facts.add(Fact.of("Window", Wording.stretch(verdict.windowStart(), verdict.windowEnd())));
        facts.add(Fact.of("Requests", String.valueOf(verdict.requests())));
        facts.add(Fact.of("Held for", verdict.trueFor().map(Wording::took).orElse("")));
        verdict.comparison().ifPresent(comparison -> comparison(comparison, verdict.unit(), facts));
        verdict.burn().ifPresent(burn -> burn(burn, facts));
        facts.add(Fact.of("Requests to look at", String.join(", ", verdict.requestIds())));
        return facts;
    }

    private static void comparison(Comparison comparison, String unit, List<Fact> facts) {
        facts.add(Fact.of(
                "Evidence against its bar",
                Wording.number(comparison.sharedEvidence()) + " of " + Wording.number(comparison.bar())
                        + " (this line alone " + Wording.number(comparison.evidence()) + ", divided by "
                        + Wording.number(comparison.tempering()) + " for clusters)"));
        facts.add(Fact.of(
                "Compared requests",
                comparison.canaryRequests() + " and " + comparison.baselineRequests() + " of the baseline"));
        facts.add(Fact.of("Canary, 95 %", bounds(comparison.canaryLower(), comparison.canaryUpper(), unit)));
        facts.add(Fact.of("Baseline, 95 %", bounds(comparison.baselineLower(), comparison.baselineUpper(), unit)));
        facts.add(Fact.of("Operation", comparison.operation().orElse("")));
    }

    private static void burn(Burn burn, List<Fact> facts) {
        facts.add(Fact.of("Objective", Wording.share(burn.objective())));
        facts.add(Fact.of("Budget used", window(burn.over())));
        facts.add(Fact.of(
                "And over the shorter window",
                burn.andOver().map(VerdictWorking::window).orElse("")));
    }

    private static String window(Burn.Window window) {
        return Wording.value(window.rate(), "times") + " as fast as allowed: " + window.errors() + " of "
                + Wording.count(window.requests(), "request") + " in " + Wording.took(window.length());
    }

    private static String bounds(OptionalDouble lower, OptionalDouble upper, String unit) {
        return lower.isEmpty() || upper.isEmpty()
                ? ""
                : Wording.value(lower, unit) + " to " + Wording.value(upper, unit);
    }
}
