package dev.headgate.cli.assess;

import dev.headgate.core.assess.PolicyOperations;
import dev.headgate.schemas.model.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is to be assessed.
 *
 * @param policy the policy
 * @param profile its traffic
 * @param operationsGiven whether it is known what operations there are
 * @param about what people should know about the traffic, in sentences
 * @param runs how often each case is simulated
 * @param within how long rollouts are followed, if somebody said so
 * @param late when late regressions begin; zero for none
 * @param seed of all that is random
 */
public record Assessor(
        Policy policy,
        TrafficProfile profile,
        boolean operationsGiven,
        List<String> about,
        int runs,
        Optional<Duration> within,
        Duration late,
        long seed) {

    /** Copies the list. */
    public Assessor {
        about = List.copyOf(about);
    }

    /** What has to be simulated for it. */
    public Simulation simulation() {
        Duration length = horizon().length();
        return new Simulation(
                policy, profile, Case.all(profile, lateLasts() ? late : Duration.ZERO), runs, length, seed);
    }

    /** Simulates it and sums it up. */
    public Assessment assess(int threads, Simulation.Progress progress) throws InterruptedException {
        Simulation simulation = simulation();
        return Assessment.of(simulation, simulation.run(threads, progress), notes());
    }

    private Horizon horizon() {
        return within.map(length -> Horizon.asked(policy, length)).orElseGet(() -> Horizon.of(policy));
    }

    /** Whether a rollout lasts, and is followed, beyond the late beginning. */
    private boolean lateLasts() {
        return late.compareTo(horizon().length()) < 0 && late.compareTo(Horizon.shortest(policy)) < 0;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>(about);
        horizon().note().ifPresent(notes::add);
        if (!late.isZero() && !lateLasts()) {
            notes.add("Regressions that begin after " + Times.of(late.toSeconds())
                    + " are left out: a rollout is over, or not followed, by then.");
        }
        Set<String> named = PolicyOperations.of(policy);
        if (!named.isEmpty() && !operationsGiven) {
            notes.add("The policy names operations: each of " + String.join(", ", named) + " and \"" + ProfileWords.REST
                    + "\" is given an equal share of the requests; --operations says otherwise.");
        }
        Set<String> missing = new TreeSet<>(named);
        missing.removeAll(profile.operations().keySet());
        if (!missing.isEmpty()) {
            notes.add("The policy names operations that have no traffic here: " + String.join(", ", missing) + ".");
        }
        if (profile.errorRate() == 0) {
            notes.add("No request fails usually, so that two and five times as many are none: left out.");
        } else if (profile.errorRate() >= 0.05) {
            notes.add("So many requests fail usually that 5 % would be no regression: left out.");
        }
        return notes;
    }
}
