package dev.headgate.cli.scenario;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which lines of the policies that scenarios name are shown by one of them.
 *
 * @param shown those that are, in the policies' order
 * @param unshown those that are not
 */
public record LineCoverage(List<PlanLine> shown, List<PlanLine> unshown) {

    /** Copies the lists. */
    public LineCoverage {
        shown = List.copyOf(shown);
        unshown = List.copyOf(unshown);
    }

    /** Of all lines of the policies of these scenarios. */
    public static LineCoverage of(List<ScenarioOutcome> outcomes) {
        Set<PlanLine> all = new LinkedHashSet<>();
        Set<PlanLine> shown = new LinkedHashSet<>();
        Undisturbed undisturbed = new Undisturbed();
        for (ScenarioOutcome outcome : outcomes) {
            ScenarioSource.Loaded source = outcome.source();
            all.addAll(PlanLine.of(source.text().name(), source.policy()));
            shown.addAll(ShownLines.of(outcome, () -> undisturbed.of(source)));
        }
        return new LineCoverage(
                all.stream().filter(shown::contains).toList(),
                all.stream().filter(line -> !shown.contains(line)).toList());
    }
}
