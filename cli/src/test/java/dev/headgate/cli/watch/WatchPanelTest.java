package dev.headgate.cli.watch;

import static dev.headgate.cli.Golden.assertLooksLike;
import static dev.headgate.cli.follow.RolloutFixture.TEN;
import static dev.headgate.cli.follow.RolloutFixture.at;
import static dev.headgate.cli.follow.RolloutFixture.begun;
import static dev.headgate.cli.follow.RolloutFixture.decided;
import static dev.headgate.cli.follow.RolloutFixture.evaluation;
import static dev.headgate.cli.follow.RolloutFixture.moved;
import static dev.headgate.cli.follow.RolloutFixture.rolledBack;
import static dev.headgate.cli.follow.RolloutFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.follow.RolloutNews;
import dev.headgate.cli.follow.RolloutNews.Evaluated;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.TerminalSize;
import dev.headgate.cli.terminal.Text;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.WaitingFor;
import dev.headgate.schemas.model.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchPanelTest {
    private static final Policy POLICY = ((Parsed.Valid<Policy>) PolicyReader.read("checkout.yaml", """
                            policy: checkout
                            window: 5s
                            stop: [ errorRate > 5% for 1s -> rollback critical, no success for 3s -> rollback critical ]
                            stages:
                              - weight: 10%
                                hold: 1m .. 10m
                                advance: [ p95 < 250ms ]
                              - weight: 100%
                                watch: 30s
                            """)).value();

    @Test
    void aRolloutThatIsObservedAtEightyColumns() {
        assertLooksLike("watch-80.txt", panel(observed(40), 41, 24, 80, Palette.PLAIN));
    }

    @Test
    void aRolloutThatIsObservedAtHundredAndTwentyColumns() {
        assertLooksLike("watch-120.txt", panel(observed(40), 41, 36, 120, Palette.PLAIN));
    }

    @Test
    void aRolloutThatWasRolledBack() {
        assertLooksLike(
                "watch-rolled-back.txt", panel(after(observed(40), rolledBackNews()), 60, 30, 100, Palette.PLAIN));
    }

    @Test
    void oneThatWaitsForPeopleSaysForWhomAndUntilWhen() {
        WatchState state = after(
                observed(40),
                waiting(
                        moved(70, Phase.AWAITING, 0, Optional.of(TEN), TEN, 1),
                        new WaitingFor("approval", "lead", "the approval of lead is missing", Optional.of(at(3_600)))));

        assertThat(panel(state, 71, 30, 100, Palette.PLAIN))
                .anyMatch(line -> line.contains("waits     approval: the approval of lead is missing, until 2026-"));
    }

    @Test
    void beforeTheGateHasSaidAnythingItIsWaitedFor() {
        WatchState nothing = new WatchState(begun(), Optional.empty(), List.of(), at(0));

        List<String> lines = panel(nothing, 1, 24, 80, Palette.PLAIN);

        assertThat(lines).hasSize(24);
        assertThat(lines.get(0)).contains("waiting for the gate's word about shop-2.4.1-1f3a");
    }

    @Test
    void silenceIsSaidInsteadOfShowingTheOldAsNew() {
        assertThat(panel(observed(40), 63, 24, 80, Palette.PLAIN).get(23))
                .startsWith(" Nothing heard for 23.0 s: the gate is silent, or no broker answers");
    }

    @Test
    void whatIsLeftOfTheStageFollowsThePolicy() {
        assertThat(panel(observed(40), 41, 24, 80, Palette.PLAIN))
                .anyMatch(line -> line.endsWith("at least 19.4 s more"));
        assertThat(panel(observed(40), 120, 24, 80, Palette.PLAIN))
                .anyMatch(line -> line.endsWith("at most 8 min 00 s more"));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 69, 70, 80, 81, 120, 240})
    void theViewNeverLeavesTheTerminal(int columns) {
        WatchState state = after(observed(120), rolledBackNews());
        for (int rows : new int[] {3, 6, 12, 24, 50}) {
            List<String> lines = panel(state, 60, rows, columns, new Palette(true));
            assertThat(lines).hasSizeLessThanOrEqualTo(rows).allMatch(line -> Text.width(line) <= columns);
            assertThat(lines.get(lines.size() - 1)).contains("It is over");
        }
    }

    @Test
    void withoutColourNoEscapeIsWritten() {
        assertThat(panel(observed(40), 41, 24, 80, Palette.PLAIN)).noneMatch(line -> line.contains("\u001b"));
    }

    @Test
    void chartsKeepWhatTheyShowAndNoMore() {
        assertThat(observed(2_000).looks()).hasSizeLessThanOrEqualTo(900);
    }

    @Test
    void theLimitDrawnIsTheOneThatStops() {
        assertThat(observed(3).limit("errorRate", "ratio")).hasValue(0.05);
        assertThat(observed(3).limit("p95", "us")).hasValue(250_000);
        assertThat(observed(3).limit("p99", "us")).isEmpty();
    }

    private static WatchState observed(int seconds) {
        List<RolloutNews> news = new ArrayList<>();
        news.add(decided(
                0, 1, DecisionKind.PROMOTE, Weight.NONE, TEN, "started by ci: release 2.4.1", Optional.empty()));
        news.add(moved(0.4, Phase.OBSERVING, 0, Optional.of(TEN), TEN, 1));
        for (int second = 1; second <= seconds; second++) {
            double errors = 0.004 + second % 7 * 0.002;
            news.add(new Evaluated(
                    evaluation(second, errors, 0.040 + second % 5 * 0.012, Judgement.UNDECIDED), at(second)));
        }
        WatchState state = new WatchState(begun(), Optional.of(POLICY), List.of(), at(0));
        return after(state, news.toArray(RolloutNews[]::new));
    }

    /** The end of a rollback, some time later. */
    private static RolloutNews[] rolledBackNews() {
        return new RolloutNews[] {
            new Evaluated(evaluation(52, 0.281, 0.071, Judgement.FAIL), at(52)),
            decided(
                    52.1,
                    2,
                    DecisionKind.ROLLBACK,
                    TEN,
                    Weight.NONE,
                    ((RolloutNews.Decided) rolledBack()[5]).decision().reason(),
                    Optional.of("errorRate > 5% for 1s")),
            moved(52.5, Phase.ROLLED_BACK, 0, Optional.of(Weight.NONE), Weight.NONE, 2)
        };
    }

    private static WatchState after(WatchState state, RolloutNews... news) {
        WatchState known = state;
        for (RolloutNews each : news) {
            known = known.after(each, each.writtenAt());
        }
        return known;
    }

    private static List<String> panel(WatchState state, double second, int rows, int columns, Palette palette) {
        return WatchPanel.lines(state, at(second), new TerminalSize(rows, columns), palette);
    }
}
