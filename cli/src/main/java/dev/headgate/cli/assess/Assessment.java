package dev.headgate.cli.assess;

import dev.headgate.core.assess.AssessedCase;
import dev.headgate.core.assess.CaseSummary;
import dev.headgate.core.assess.Weakness;
import dev.headgate.core.assess.Weaknesses;
import dev.headgate.schemas.model.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What a policy turned out to be worth.
 *
 * @param simulation what was simulated
 * @param rows what came of each case, the healthy one first
 * @param weaknesses what the policy is not good for
 * @param notes what has to be known to read the figures
 */
public record Assessment(Simulation simulation, List<Row> rows, List<Weakness> weaknesses, List<String> notes) {

    /** Copies the lists. */
    public Assessment {
        rows = List.copyOf(rows);
        weaknesses = List.copyOf(weaknesses);
        notes = List.copyOf(notes);
    }

    /**
     * One case.
     *
     * @param simulated what it is
     * @param summary what came of it
     */
    public record Row(Case simulated, CaseSummary summary) {}

    /** Sums up what was simulated. */
    static Assessment of(Simulation simulation, List<AssessedCase> assessed, List<String> notes) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < assessed.size(); i++) {
            rows.add(new Row(simulation.cases().get(i), assessed.get(i).summary()));
        }
        List<String> all = new ArrayList<>(notes);
        if (simulation.policy().mode() != Mode.ENFORCE) {
            all.add("The policy observes only; it is assessed as if it were enforced.");
        }
        rows.stream().filter(row -> row.summary().over() > 0).forEach(row -> all.add(over(row)));
        return new Assessment(
                simulation,
                rows,
                Weaknesses.of(simulation.policy(), assessed.get(0), assessed.subList(1, assessed.size())),
                all);
    }

    /** What came of healthy versions. */
    CaseSummary healthy() {
        return rows.get(0).summary();
    }

    /** What came of the others. */
    List<Row> regressions() {
        return rows.subList(1, rows.size());
    }

    /** The policy and its traffic, in a sentence. */
    String subject() {
        TrafficProfile profile = simulation.profile();
        String clusters = profile.cluster() > 1 ? " in clusters of " + profile.cluster() : "";
        return String.format(
                Locale.ROOT,
                "policy %s: %s requests/s, %s errors%s, p50 %s ms, p99 %s ms; %d runs of each case, followed for %s, seed %d",
                simulation.policy().name(),
                number(profile.rate()),
                percent(profile.errorRate()),
                clusters,
                number(profile.medianMicros() / 1_000),
                number(profile.p99Micros() / 1_000),
                simulation.runs(),
                Times.of(simulation.horizon().toSeconds()),
                simulation.seed());
    }

    /** A share of 1. */
    static String percent(double share) {
        return number(Math.round(share * 1_000) == 0 ? share * 100 : Math.round(share * 1_000) / 10.0) + " %";
    }

    /** Seconds, or a dash where too few runs have any. */
    static String time(OptionalLong seconds) {
        return seconds.isPresent() ? Times.of(seconds.getAsLong()) : "–";
    }

    private static String over(Row row) {
        return row.summary().over() + " of "
                + (row.summary().over() + row.summary().runs()) + " rollouts of \""
                + row.simulated().name() + "\" were over before it began and are not counted.";
    }

    private static String number(double value) {
        String words = String.format(Locale.ROOT, "%.2f", value);
        return words.contains(".") ? words.replaceFirst("\\.?0+$", "") : words;
    }
}
