package dev.headgate.cli.scenario;

import dev.headgate.core.scenario.planned.PlannedResult;
import dev.headgate.core.scenario.planned.PlannedRun;
import dev.headgate.schemas.model.scenario.Happenings;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;

/** What comes of scenarios without what is particular to each; the same for many, and run once. Not thread-safe. */
public final class Undisturbed {

    private final Map<World, PlannedResult> results = new HashMap<>();

    private record World(
            String policyHash,
            String canary,
            LocalDateTime begins,
            Duration before,
            Duration lasts,
            Duration every,
            long seed,
            Happenings happens) {}

    /** What would have come of a scenario. */
    public PlannedResult of(ScenarioSource.Loaded source) {
        var usual = source.scenario().undisturbed();
        World world = new World(
                source.text().hash(),
                usual.canary(),
                usual.begins(),
                usual.before(),
                usual.lasts(),
                usual.every(),
                usual.seed(),
                usual.happens());
        return results.computeIfAbsent(
                world, absent -> PlannedRun.of(usual, source.policy(), source.text(), source.others()));
    }
}
