package dev.headgate.console.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.model.ReadModel;
import dev.headgate.console.view.RolloutRow;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class BadgeTest {

    @Test
    void looksLikeTheGoldenOne() {
        Golden.assertIs(
                "badge.svg",
                new Badge("checkout", "rolled back 2.4.1", Tone.BAD).svg().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void saysHowTheLastRolloutStandsOrEnded() {
        try (ReportedFleet fleet = new ReportedFleet()) {
            DeploymentReport rolledBack = fleet.rolledBack();
            RolloutRow live = fleet.last(fleet.inPhase("awaiting").service());

            assertThat(fleet.reports.lastRollout(rolledBack.service()))
                    .isEqualTo(new Badge(rolledBack.service(), "rolled back " + rolledBack.canary(), Tone.BAD));
            assertThat(fleet.reports.lastRollout(live.service()).message())
                    .isEqualTo(
                            "live " + Wording.number(live.weight().orElseThrow().percent()) + " %");
        }
    }

    @Test
    void saysHowManyOfTheLastThirtyDaysSucceeded() {
        try (ReportedFleet fleet = new ReportedFleet()) {
            Badge badge = fleet.reports.success(fleet.rolledBack().service(), ReportedFleet.NOW);

            assertThat(badge.label()).endsWith(" rollouts, 30 days");
            assertThat(badge.message()).matches("\\d+ % of \\d+ succeeded|none is over");
        }
    }

    @Test
    void saysThatThereIsNone() {
        try (ReadModel empty = ReadModel.inMemory()) {
            assertThat(new Reports(empty).lastRollout("shop")).isEqualTo(new Badge("shop", "no rollout", Tone.PLAIN));
        }
    }

    /** Several stand in one README: an id of one would be that of all. */
    @Test
    void standsBesideOthersInOnePage() {
        assertThat(new Badge("shop", "live 25 %", Tone.OPEN).svg()).doesNotContain(" id=", "url(");
    }

    @Test
    void measuresTextsWithoutAFont() {
        assertThat(Badge.width("iii")).isLessThan(Badge.width("mmm") / 3);
        assertThat(Badge.width("0123456789")).isBetween(69.0, 71.0);
    }

    @Test
    void hasATitleForScreenReaders() {
        assertThat(new Badge("shop", "live 25 %", Tone.OPEN).svg())
                .contains("<title>shop: live 25 %</title>", "role=\"img\"", "aria-label=\"shop: live 25 %\"");
    }
}
