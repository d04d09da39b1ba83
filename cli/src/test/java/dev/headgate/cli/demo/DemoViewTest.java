package dev.headgate.cli.demo;

import static dev.headgate.cli.Golden.assertLooksLike;
import static dev.headgate.cli.demo.DemoFixture.after;
import static dev.headgate.cli.demo.DemoFixture.at;
import static dev.headgate.cli.demo.DemoFixture.begin;
import static dev.headgate.cli.demo.DemoFixture.errorsRolledBack;
import static dev.headgate.cli.demo.DemoFixture.healthyCompleted;
import static dev.headgate.cli.demo.DemoFixture.traffic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.TerminalSize;
import dev.headgate.cli.terminal.Text;
import dev.headgate.schemas.model.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoViewTest {
    private static final TerminalSize USUAL = TerminalSize.USUAL;

    @Test
    void panelBeforeAnythingHappened() {
        assertLooksLike("panel-begin.txt", panel(begin(DemoScenario.ERRORS), USUAL, Palette.PLAIN));
    }

    @Test
    void panelWhileTheCanaryIsObserved() {
        DemoState state = after(begin(DemoScenario.ERRORS), Arrays.copyOf(errorsRolledBack(), 6));
        assertLooksLike("panel-observing.txt", panel(state, USUAL, Palette.PLAIN));
    }

    @Test
    void panelAfterTheRollback() {
        DemoState state = after(begin(DemoScenario.ERRORS), errorsRolledBack());
        assertLooksLike("panel-rolled-back.txt", panel(state, USUAL, Palette.PLAIN));
        assertLooksLike("panel-wide.txt", panel(state, new TerminalSize(40, 140), Palette.PLAIN));
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 81, 100, 200})
    void panelNeverLeavesTheTerminal(int columns) {
        DemoState state = after(begin(DemoScenario.SLOW_TAIL), errorsRolledBack());
        for (int rows : new int[] {6, 12, 24, 50}) {
            List<String> lines = panel(state, new TerminalSize(rows, columns), new Palette(true));
            assertThat(lines).hasSizeLessThan(rows).allMatch(line -> Text.width(line) <= columns);
        }
    }

    @Test
    void plainLinesTellTheStoryOfAnErrorsRollout() {
        assertLooksLike("lines-errors.txt", told(DemoScenario.ERRORS, errorsRolledBack()));
    }

    @Test
    void plainLinesTellTheStoryOfAHealthyRollout() {
        assertLooksLike("lines-healthy.txt", told(DemoScenario.HEALTHY, healthyCompleted()));
    }

    @Test
    void summaryOfARollbackGivesEachStepsTime() {
        DemoState end = after(begin(DemoScenario.ERRORS), errorsRolledBack());
        Aftermath aftermath = new Aftermath(
                traffic(12.5, Weight.NONE, 32, 400, Optional.of(at(9.31))),
                traffic(14, Weight.NONE, 32, 650, Optional.of(at(9.31))));
        DemoOutcome outcome = DemoOutcome.judge(end, Optional.of(aftermath));
        assertThat(outcome.asExpected()).isTrue();
        assertLooksLike("summary-errors.txt", DemoSummary.lines(end, outcome, Palette.PLAIN));
    }

    @Test
    void summaryOfACompletedRolloutGivesEachStepsTime() {
        DemoState end = after(begin(DemoScenario.HEALTHY), healthyCompleted());
        Aftermath aftermath = new Aftermath(
                traffic(27.8, Weight.ALL, 900, 900, Optional.empty()),
                traffic(29, Weight.ALL, 1100, 900, Optional.empty()));
        DemoOutcome outcome = DemoOutcome.judge(end, Optional.of(aftermath));
        assertThat(outcome.asExpected()).isTrue();
        assertLooksLike("summary-healthy.txt", DemoSummary.lines(end, outcome, Palette.PLAIN));
    }

    @Test
    void doesNotPassWhenTheCanaryStillGetsRequests() {
        DemoState end = after(begin(DemoScenario.ERRORS), errorsRolledBack());
        Aftermath aftermath = new Aftermath(
                traffic(12.5, Weight.NONE, 32, 400, Optional.empty()),
                traffic(14, Weight.NONE, 33, 650, Optional.empty()));
        assertThat(DemoOutcome.judge(end, Optional.of(aftermath)).asExpected()).isFalse();
    }

    @Test
    void doesNotPassWhenTheSplitterSaysAnotherWeight() {
        DemoState end = after(begin(DemoScenario.ERRORS), errorsRolledBack());
        Aftermath aftermath = new Aftermath(
                traffic(12.5, TEN, 32, 400, Optional.empty()), traffic(14, TEN, 32, 650, Optional.empty()));
        assertThat(DemoOutcome.judge(end, Optional.of(aftermath)).asExpected()).isFalse();
    }

    @Test
    void doesNotPassWithoutTheSplittersWord() {
        DemoState end = after(begin(DemoScenario.ERRORS), errorsRolledBack());
        assertThat(DemoOutcome.judge(end, Optional.empty()).asExpected()).isFalse();
    }

    @Test
    void aRollbackIsNotWhatHealthyCallsFor() {
        DemoState end = after(begin(DemoScenario.HEALTHY), errorsRolledBack());
        Aftermath aftermath = new Aftermath(
                traffic(12.5, Weight.NONE, 32, 400, Optional.empty()),
                traffic(14, Weight.NONE, 32, 650, Optional.empty()));
        DemoOutcome outcome = DemoOutcome.judge(end, Optional.of(aftermath));
        assertThat(outcome.asExpected()).isFalse();
        assertLooksLike("summary-unexpected.txt", DemoSummary.lines(end, outcome, Palette.PLAIN));
    }

    @ParameterizedTest
    @EnumSource
    void everyScenarioIsReadByItsWord(DemoScenario scenario) {
        assertThat(new DemoScenario.Converter().convert(scenario.word())).isEqualTo(scenario);
    }

    private static final Weight TEN = DemoFixture.TEN;

    private static List<String> panel(DemoState state, TerminalSize size, Palette palette) {
        return DemoPanel.lines(state, at(13.2), size, palette);
    }

    private static List<String> told(DemoScenario scenario, DemoEvent... events) {
        DemoLines lines = new DemoLines(Palette.PLAIN);
        List<String> told = new ArrayList<>();
        DemoState state = begin(scenario);
        for (DemoEvent event : events) {
            told.addAll(lines.on(event, state));
            state = state.after(event);
        }
        return told;
    }
}
