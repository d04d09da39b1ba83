package dev.headgate.core.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void aShareHasWilsonsInterval() {
        // By hand: 0 of 200 gives z^2 / (n + z^2); 10 of 100 is a published example.
        assertThat(new Share(0, 200).low()).isZero();
        assertThat(new Share(0, 200).high()).isCloseTo(0.01885, within(0.0001));
        assertThat(new Share(10, 100).low()).isCloseTo(0.0552, within(0.0001));
        assertThat(new Share(10, 100).high()).isCloseTo(0.1744, within(0.0001));
        assertThat(new Share(200, 200).high()).isEqualTo(1);
        assertThat(new Share(200, 200).low()).isCloseTo(0.98115, within(0.0001));
        assertThatIllegalArgumentException().isThrownBy(() -> new Share(2, 1));
    }

    @Test
    void noRunAtAllSaysNothing() {
        assertThat(new Share(0, 0).value()).isZero();
        assertThat(new Share(0, 0).low()).isZero();
        assertThat(new Share(0, 0).high()).isEqualTo(1);
    }

    @Test
    void medianAndP90AreThoseOfAllRuns() {
        Spread spread = Spread.of(
                LongStream.rangeClosed(1, 10).mapToObj(OptionalLong::of).toList());

        assertThat(spread.median()).hasValue(5);
        assertThat(spread.p90()).hasValue(9);
    }

    @Test
    void runsInWhichItNeverCameCountAsLongerThanEveryOther() {
        Spread spread =
                Spread.of(List.of(OptionalLong.of(3), OptionalLong.of(1), OptionalLong.of(2), OptionalLong.empty()));

        assertThat(spread.median()).hasValue(2);
        assertThat(spread.p90()).isEmpty();
        assertThat(Spread.of(List.of()).median()).isEmpty();
    }

    @Test
    void runsThatWereOverBeforeTheRegressionBeganAreNotCounted() {
        CaseSummary summary = CaseSummary.of(List.of(
                run(End.ROLLED_BACK, true, OptionalLong.of(10), "b"),
                run(End.ROLLED_BACK, true, OptionalLong.of(20), "a"),
                run(End.ROLLED_BACK, true, OptionalLong.of(30), "a"),
                run(End.HELD, true, OptionalLong.empty(), ""),
                run(End.ROLLED_BACK, false, OptionalLong.empty(), "early")));

        assertThat(summary.runs()).isEqualTo(4);
        assertThat(summary.over()).isEqualTo(1);
        assertThat(summary.rolledBack()).isEqualTo(new Share(3, 4));
        assertThat(summary.held()).isEqualTo(new Share(1, 4));
        assertThat(summary.toRollback().median()).hasValue(20);
        assertThat(summary.mostOften()).contains("a");
        assertThat(summary.decidedBy())
                .containsExactly(new CaseSummary.Decided("a", 2), new CaseSummary.Decided("b", 1));
        assertThat(summary.seconds()).isEqualTo(500);
    }

    private static RunRecord run(End end, boolean onset, OptionalLong after, String line) {
        return new RunRecord(
                end,
                onset,
                after,
                OptionalLong.empty(),
                OptionalLong.empty(),
                false,
                7,
                line.isEmpty() ? Optional.empty() : Optional.of(line),
                100,
                Map.of());
    }
}
