package dev.headgate.console.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.fleet.FleetFeed;
import dev.headgate.console.fleet.FleetLog;
import dev.headgate.console.fleet.FleetRecord;
import dev.headgate.console.fleet.FleetSettings;
import dev.headgate.console.view.DecisionRow;
import dev.headgate.console.view.RolloutRow;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** 500 live rollouts and over 10 000 decisions: how fast they are read and asked for is printed, how long it takes never fails. */
final class ReadModelSpeedTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final int SERVICES = 500;
    private static final int SECONDS = 5;
    private static final int ROUNDS = 60;

    @Test
    void answersAtTheSizeOfALargeFleet() {
        FleetLog fleet = new FleetLog(FleetSettings.of(3, SERVICES, 5, NOW).points(4));
        List<FleetRecord> past = fleet.past();
        FleetFeed feed = new FleetFeed(4);
        try (ReadModel model = ReadModel.inMemory()) {
            Stopwatch whole = Stopwatch.start();
            feed.feed(model, past, 2_000);
            System.out.printf("%d records read in %s%n", past.size(), whole);

            for (int second = 1; second <= SECONDS; second++) {
                List<FleetRecord> live = fleet.second(NOW.plusSeconds(second));
                Stopwatch applied = Stopwatch.start();
                feed.feed(model, live, 2_000);
                System.out.printf("a second's %d records in %s%n", live.size(), applied);
            }

            List<RolloutRow> rollouts =
                    model.rollouts(RolloutFilter.LIVE, Page.first(1000)).items();
            List<DecisionRow> decisions = Dump.decisions(model, 1000);
            assertThat(rollouts).hasSize(SERVICES);
            assertThat(decisions).hasSizeGreaterThan(10_000);
            String rollout = rollouts.get(rollouts.size() / 2).rolloutId();
            measure("all live rollouts", () -> model.rollouts(RolloutFilter.LIVE, Page.first(1000)));
            measure("50 decisions", () -> model.decisions(DecisionFilter.ALL, Page.first(50)));
            measure("50 decisions of a kind", () -> model.decisions(rollbacks(), Page.first(50)));
            measure("50 decisions of the usual mode", () -> model.decisions(enforced(), Page.first(50)));
            measure("50 decisions with a text", () -> model.decisions(text("latency"), Page.first(50)));
            measure("a rollout", () -> model.rollout(rollout));
            measure("its figures", () -> model.figures(rollout, Optional.empty()));
            measure(
                    "a decision",
                    () -> model.decision(decisions.get(decisions.size() / 2).link()));
            measure("50 commands", () -> model.commands(CommandFilter.ALL, Page.first(50)));
            measure("6 months", () -> model.months(Optional.empty(), YearMonth.of(2026, 6), YearMonth.of(2026, 11)));
        }
    }

    /** Time that has gone by, and time of a processor: on a busy machine they differ. */
    private record Stopwatch(long begun, long worked) {

        static Stopwatch start() {
            return new Stopwatch(System.nanoTime(), workedNow());
        }

        private static long workedNow() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }

        @Override
        public String toString() {
            return "%.0f ms, %.0f ms of a processor".formatted(millis(begun), (workedNow() - worked) / 1e6);
        }
    }

    private static void measure(String what, Runnable question) {
        List<Double> times = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            question.run();
            times.add(millis(begun));
        }
        times.sort(Double::compare);
        System.out.printf(
                "%s: median %.1f ms, p95 %.1f ms%n", what, times.get(ROUNDS / 2), times.get(ROUNDS * 95 / 100));
    }

    private static double millis(long begun) {
        return (System.nanoTime() - begun) / 1e6;
    }

    private static DecisionFilter rollbacks() {
        return filter(Optional.of("rollback"), Optional.empty(), Optional.empty());
    }

    private static DecisionFilter enforced() {
        return filter(Optional.empty(), Optional.of("enforce"), Optional.empty());
    }

    private static DecisionFilter text(String text) {
        return filter(Optional.empty(), Optional.empty(), Optional.of(text));
    }

    private static DecisionFilter filter(Optional<String> kind, Optional<String> mode, Optional<String> text) {
        return new DecisionFilter(
                Optional.empty(),
                Optional.empty(),
                kind,
                Optional.empty(),
                mode,
                Optional.empty(),
                Optional.empty(),
                text);
    }
}
