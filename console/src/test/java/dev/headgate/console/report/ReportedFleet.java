package dev.headgate.console.report;

import dev.headgate.console.fleet.FleetFeed;
import dev.headgate.console.fleet.FleetLog;
import dev.headgate.console.fleet.FleetSettings;
import dev.headgate.console.model.Page;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.model.RolloutFilter;
import dev.headgate.console.view.RolloutRow;
import java.time.Instant;
import java.util.Optional;

/** A small fleet's log in a read model, with one rollout that is rolled back while it is watched. */
final class ReportedFleet implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final int SERVICES = 12;

    final ReadModel model = ReadModel.inMemory();
    final Reports reports = new Reports(model);
    private final String rolledBack;

    ReportedFleet() {
        FleetLog fleet = new FleetLog(FleetSettings.of(7, SERVICES, 6, NOW).points(240));
        FleetFeed feed = new FleetFeed(4);
        feed.feed(model, fleet.past(), 500);
        rolledBack = fleet.services().get(0);
        Instant at = NOW;
        for (int i = 0; i < 60; i++) {
            feed.feed(model, fleet.second(at), 500);
            at = at.plusSeconds(1);
        }
        feed.feed(model, fleet.rollBack(rolledBack, at), 500);
        feed.feed(model, fleet.second(at.plusSeconds(1)), 500);
    }

    /** The one that was rolled back while it was watched. */
    DeploymentReport rolledBack() {
        return reports.deployment(last(rolledBack).rolloutId()).orElseThrow();
    }

    /** The latest one in a phase. */
    DeploymentReport inPhase(String phase) {
        RolloutFilter filter = new RolloutFilter(
                Optional.empty(), Optional.empty(), Optional.of(phase), Optional.empty(), Optional.empty());
        return model.rollouts(filter, Page.first(1)).items().stream()
                .findFirst()
                .flatMap(row -> reports.deployment(row.rolloutId()))
                .orElseThrow();
    }

    RolloutRow last(String service) {
        return reports.last(service).orElseThrow();
    }

    @Override
    public void close() {
        model.close();
    }
}
