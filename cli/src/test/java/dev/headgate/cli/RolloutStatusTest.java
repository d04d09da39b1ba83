package dev.headgate.cli;

import static dev.headgate.cli.Golden.assertLooksLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.terminal.Palette;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.OpenNotice;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutSituation;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.TickedItem;
import dev.headgate.schemas.model.WaitingFor;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RolloutStatusTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void theTableShowsWhereEachRolloutStands() {
        List<RolloutState> states = List.of(
                state(
                        "checkout",
                        Mode.ENFORCE,
                        Phase.OBSERVING,
                        1,
                        new Weight(25),
                        Optional.of(new Weight(25)),
                        95,
                        "every line of stage 1 passes"),
                state(
                        "search",
                        Mode.ENFORCE,
                        Phase.SHIFTING,
                        0,
                        new Weight(5),
                        Optional.empty(),
                        1,
                        "started by alice"),
                state(
                        "shop",
                        Mode.OBSERVE,
                        Phase.ROLLED_BACK,
                        0,
                        Weight.NONE,
                        Optional.of(Weight.NONE),
                        9_000,
                        "errorRate"));
        assertLooksLike("status.txt", RolloutStatus.table(states, NOW, Palette.PLAIN));
    }

    @Test
    void aShadowStandsUnderItsRollout() {
        RolloutState rollout = state(
                "checkout",
                Mode.ENFORCE,
                Phase.OBSERVING,
                1,
                new Weight(25),
                Optional.of(new Weight(25)),
                95,
                "every line of stage 1 passes");
        RolloutState shadow = state(
                        "checkout", Mode.ENFORCE, Phase.ROLLED_BACK, 0, Weight.NONE, Optional.of(Weight.NONE), 40, "")
                .asShadow("errorRate was 3 %", Optional.of(NOW.minusSeconds(50)));

        assertLooksLike("status-shadow.txt", RolloutStatus.table(List.of(rollout, shadow), NOW, Palette.PLAIN));
    }

    @Test
    void whatARolloutWaitsForStandsUnderTheTable() {
        RolloutState waiting = state(
                        "checkout",
                        Mode.ENFORCE,
                        Phase.AWAITING,
                        0,
                        new Weight(5),
                        Optional.of(new Weight(5)),
                        95,
                        "every line passes but the approval")
                .in(new RolloutSituation(
                        List.of(new WaitingFor(
                                "approval",
                                "release-managers",
                                "the approval of release-managers is missing",
                                Optional.of(NOW.plusSeconds(300)))),
                        List.of(new TickedItem("go-live", "audit", "security", "bob", NOW, "https://wiki/17")),
                        List.of(new OpenNotice("checkout-2.4.1-1f3a/2", Severity.WARNING, NOW.minusSeconds(60), 1)),
                        List.of("lower-concurrency")));

        assertLooksLike("status-waiting.txt", RolloutStatus.table(List.of(waiting), NOW, Palette.PLAIN));
    }

    @Test
    void aScheduledRolloutBeginsInSoMuchTime() {
        RolloutState scheduled = state(
                "checkout", Mode.ENFORCE, Phase.SCHEDULED, 0, Weight.NONE, Optional.empty(), -90, "it is scheduled");

        assertThat(RolloutStatus.table(List.of(scheduled), NOW, Palette.PLAIN).get(1))
                .contains("in 1 min 30 s");
    }

    private static RolloutState state(
            String service,
            Mode mode,
            Phase phase,
            int stage,
            Weight desired,
            Optional<Weight> confirmed,
            long secondsAgo,
            String reason) {
        return new RolloutState(
                service + "-2.4.1-1f3a",
                service,
                0,
                "c-1",
                "demo",
                "hash",
                mode,
                "2.4.1",
                "2.4.0",
                phase,
                stage,
                3,
                desired,
                confirmed,
                confirmed.map(weight -> NOW.minusSeconds(secondsAgo)),
                NOW.minusSeconds(secondsAgo),
                NOW,
                1,
                reason);
    }
}
