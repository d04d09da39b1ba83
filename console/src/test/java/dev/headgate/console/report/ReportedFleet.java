package dev.headgate.console.report;

import dev.headgate.console.fleet.FleetFeed;
import dev.headgate.console.fleet.FleetLog;
import dev.headgate.console.fleet.FleetRecord;
import dev.headgate.console.fleet.FleetSettings;
import dev.headgate.console.model.Page;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.model.RolloutFilter;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutorHold;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A small fleet's log in a read model, with one rollout that is rolled back while it is watched. */
final class ReportedFleet implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final int SERVICES = 12;

    final ReadModel model = ReadModel.inMemory();
    final Reports reports = new Reports(model);
    private final FleetLog fleet;
    private final FleetFeed feed = new FleetFeed(4);
    private final String rolledBack;
    private final Instant end;

    ReportedFleet() {
        this(SERVICES, 6, 240);
    }

    /** With so many services, rollouts of each that are over, and evaluations of each that is live. */
    ReportedFleet(int services, int finished, int points) {
        fleet = new FleetLog(FleetSettings.of(7, services, finished, NOW).points(points));
        feed.feed(model, fleet.past(), 500);
        rolledBack = fleet.services().get(0);
        Instant at = NOW;
        for (int i = 0; i < 60; i++) {
            if (i == 25) {
                fleet.worsen(rolledBack, 60, 4);
            }
            feed.feed(model, fleet.second(at), 500);
            at = at.plusSeconds(1);
        }
        feed.feed(model, fleet.rollBack(rolledBack, at), 500);
        feed.feed(model, fleet.second(at.plusSeconds(1)), 500);
        end = at.plusSeconds(2);
    }

    /** A rollout that was live when another of its service was begun. */
    DeploymentReport followed() {
        return followed("paused");
    }

    /** One in that phase when another of its service was begun. */
    DeploymentReport followed(String phase) {
        RolloutRow live = last(inPhase(phase).service());
        feed.feed(model, fleet.startNext(live.service(), "9.9.9", end), 500);
        return reports.deployment(live.rolloutId()).orElseThrow();
    }

    /** Makes executors be held in a partition, for a reason. */
    void hold(String why) {
        Decision hold = ExecutorHold.of(true, ExecutorHold.service(0), "ada", why, "c-hold", end);
        Execution taken = new Execution(
                hold.decisionId() + "#1",
                hold.decisionId(),
                hold.rolloutId(),
                hold.service(),
                hold.correlationId(),
                1,
                ExecutionStatus.SUCCEEDED,
                "none",
                List.of(),
                Optional.empty(),
                "held",
                end,
                Optional.of(end),
                "executor-1");
        JsonCodec codec = new JsonCodec();
        feed.feed(
                model,
                List.of(
                        new FleetRecord(
                                TopicCatalogue.GATE_DECISIONS,
                                hold.service(),
                                Optional.of(codec.write(hold)),
                                end,
                                new RecordHeaders()),
                        new FleetRecord(
                                TopicCatalogue.EXECUTIONS,
                                hold.service(),
                                Optional.of(codec.write(taken)),
                                end,
                                new RecordHeaders())),
                10);
    }

    /** Every rollout's. */
    List<DeploymentReport> all() {
        return model.rollouts(RolloutFilter.ALL, Page.first(1_000)).items().stream()
                .map(row -> reports.deployment(row.rolloutId()).orElseThrow())
                .toList();
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
