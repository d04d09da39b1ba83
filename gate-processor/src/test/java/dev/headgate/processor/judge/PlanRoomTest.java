package dev.headgate.processor.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Tick;
import dev.headgate.core.TickOutcome;
import dev.headgate.core.scenario.planned.CoreGate;
import dev.headgate.core.scenario.planned.PlannedGate;
import dev.headgate.core.scenario.planned.PlannedRun;
import dev.headgate.core.telemetry.RequestSlot;
import dev.headgate.core.telemetry.Slot;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyHash;
import dev.headgate.documents.PolicyReader;
import dev.headgate.documents.ScenarioReader;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.scenario.PlannedScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a gate remembers of a plan of six weeks, beside one of ten minutes under the same traffic; both are printed. */
class PlanRoomTest {

    private static final Path EXAMPLES = Path.of(System.getProperty("headgate.home", ".."), "examples");
    private static final String TEN_MINUTES = """
            policy: ten-minutes
            stop:
              - errorRate > 5% min 20
              - no success for 30s
              - errorRate worse than baseline
            stages:
              - { weight: 10%, hold: 5m, advance: [ errorRate < 1%, p95 < 400ms ] }
              - { weight: 100%, watch: 5m }
            """;
    private static final String TEN_MINUTES_SCENARIO = """
            scenario: ten minutes
            policy: ten-minutes.yaml
            service: game-platform
            canary: 4.0.0
            baseline: 3.9.2
            before: 10m
            every: 1s
            lasts: 12m
            traffic:
              - { of: both, rate: 40/s, errors: 0.05%, median: 80ms, spread: 0.4 }
            people: [ 0s start ]
            expect: [ completed by 12m ]
            """;

    @Test
    void sixWeeksTakeLessThanAMegabyte() throws IOException {
        Path world = EXAMPLES.resolve("scenarios/phased-beta/healthy.yaml");
        Path plan = EXAMPLES.resolve("plans/phased-beta.yaml");

        Measured tenMinutes = run(TEN_MINUTES_SCENARIO, world, TEN_MINUTES);
        Measured sixWeeks = run(Files.readString(world), world, Files.readString(plan));

        System.out.println("ten minutes: " + tenMinutes);
        System.out.println("six weeks:   " + sixWeeks);
        assertThat(tenMinutes.bytes).isPositive();
        assertThat(sixWeeks.bytes).isLessThan(1_000_000);
    }

    private static Measured run(String scenarioYaml, Path beside, String policyYaml) throws IOException {
        PlannedScenario scenario = valid(ScenarioReader.read(
                        "scenario.yaml", scenarioYaml, other -> Optional.of(read(beside.resolveSibling(other)))))
                .get(0);
        Policy policy = valid(PolicyReader.read("policy.yaml", policyYaml));
        Measured measured = new Measured(new CoreGate(scenario, policy));
        PlannedRun.of(scenario, policy, new PolicyText("policy.yaml", policyYaml, PolicyHash.of(policyYaml)), measured);
        return measured;
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static <T> T valid(Parsed<T> parsed) {
        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        return ((Parsed.Valid<T>) parsed).value();
    }

    /** Looks now and then at what would stand in the changelog, and keeps the time that steps take. */
    private static final class Measured implements PlannedGate {

        private static final int LOOK_EVERY = 97;

        private final StateCodec codec = new StateCodec();
        private final CoreGate gate;
        private long bytes;
        private long steps;
        private long nanos;

        Measured(CoreGate gate) {
            this.gate = gate;
        }

        @Override
        public TickOutcome tick(Tick tick) {
            long begun = System.nanoTime();
            TickOutcome outcome = gate.tick(tick);
            nanos += System.nanoTime() - begun;
            if (++steps % LOOK_EVERY == 0) {
                bytes = Math.max(bytes, room());
            }
            return outcome;
        }

        @Override
        public boolean live() {
            return gate.live();
        }

        @Override
        public void restart() {
            gate.restart();
        }

        private long room() {
            return codec.writeGate(gate.gate().state()).length
                    + gate.gate().slots().stream().mapToLong(this::room).sum();
        }

        private long room(Slot slot) {
            return slot instanceof RequestSlot requests ? SlotCodec.write(requests).length : codec.write(slot).length;
        }

        @Override
        public String toString() {
            return "%,d bytes of state at most, %,d steps of %.3f ms"
                    .formatted(bytes, steps, nanos / 1e6 / Math.max(1, steps));
        }
    }
}
