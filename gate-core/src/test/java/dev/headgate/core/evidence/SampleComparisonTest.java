package dev.headgate.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headgate.core.evidence.SampleComparison.Answer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleComparisonTest {

    private static final double ALPHA = 0.01;

    @Test
    void emptySamplesAreUndecided() {
        double[] some = {1, 2, 3};

        assertThat(answer(new double[0], new double[0])).isEqualTo(Answer.UNDECIDED);
        assertThat(answer(some, new double[0])).isEqualTo(Answer.UNDECIDED);
        assertThat(answer(new double[0], some)).isEqualTo(Answer.UNDECIDED);
        assertThat(SampleComparison.ofCounts(List.of(), 1, ALPHA).answer()).isEqualTo(Answer.UNDECIDED);
    }

    @ParameterizedTest(name = "{0} values")
    @ValueSource(ints = {1, 2, 10, 100, 1_000})
    void identicalDataIsNeverWorse(int size) {
        double[] values = values(size, 1, new Random(size));

        assertThat(SampleComparison.ofValues(values, values, 1, ALPHA).answer()).isNotEqualTo(Answer.WORSE);
        assertThat(SampleComparison.ofCounts(List.of(new PairedCounts(size, size / 3, size, size / 3)), 1, ALPHA)
                        .answer())
                .isNotEqualTo(Answer.WORSE);
        double[] same = new double[size];
        assertThat(answer(same, same)).isNotEqualTo(Answer.WORSE);
    }

    @Test
    void valuesThatAreClearlyHigherAreWorseAndTheLevelThatSaysSoIsShown() {
        double[] control = values(200, 1, new Random(1));
        double[] canary = values(200, 1.6, new Random(2));

        SampleComparison.Result result = SampleComparison.ofValues(control, canary, 1, ALPHA);

        assertThat(result.answer()).isEqualTo(Answer.WORSE);
        assertThat(result.logWorse()).isGreaterThan(result.logBar());
        assertThat(result.levels())
                .hasSize(5)
                .allSatisfy(level -> assertThat(level.canary()).isGreaterThan(level.control()));
        assertThat(answer(/* control= */ canary, /* canary= */ control)).isNotEqualTo(Answer.WORSE);
    }

    @Test
    void enoughEqualValuesAreShownNotToBeWorseAndFewAreUndecided() {
        assertThat(answer(values(40_000, 1, new Random(3)), values(20_000, 1, new Random(4))))
                .isEqualTo(Answer.NOT_WORSE);
        assertThat(answer(values(30, 1, new Random(3)), values(30, 1, new Random(4))))
                .isEqualTo(Answer.UNDECIDED);
    }

    @Test
    void countsOfFailuresAreComparedStratumByStratum() {
        assertThat(counts(new PairedCounts(1_000, 60, 1_000, 10))).isEqualTo(Answer.WORSE);
        assertThat(counts(new PairedCounts(20_000, 100, 20_000, 100))).isEqualTo(Answer.NOT_WORSE);
        assertThat(counts(new PairedCounts(100, 1, 100, 0))).isEqualTo(Answer.UNDECIDED);
        // Together the canary fails five times as often, in each hour it does not: its traffic came in the bad hour.
        assertThat(counts(new PairedCounts(100, 1, 9_900, 99), new PairedCounts(900, 90, 100, 10)))
                .isNotEqualTo(Answer.WORSE);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {10, 11, 12})
    void samplesOfOneKindAreSeldomCalledWorse(long seed) {
        Random random = new Random(seed);
        int wrong = 0;
        for (int i = 0; i < 1_000; i++) {
            wrong += answer(values(60, 1, random), values(60, 1, random)) == Answer.WORSE ? 1 : 0;
        }
        assertThat(wrong).as("of 1000, seed %d", seed).isLessThanOrEqualTo(20);
    }

    @Test
    void levelsAreCalledByTheirQuantilesWithoutRounding() {
        assertThat(Stream.of(0.5, 0.95, 0.99, 0.999, 0.9999).map(SampleComparison::level))
                .containsExactly("p50", "p95", "p99", "p99.9", "p99.99");
    }

    @Test
    void onlyFiniteNumbersCanBeCompared() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> answer(new double[] {1, Double.NaN}, new double[] {1}))
                .withMessageContaining("NaN");
    }

    private static Answer answer(double[] control, double[] canary) {
        return SampleComparison.ofValues(control, canary, 1, ALPHA).answer();
    }

    private static Answer counts(PairedCounts... strata) {
        return SampleComparison.ofCounts(List.of(strata), 1, ALPHA).answer();
    }

    private static double[] values(int size, double factor, Random random) {
        return random.doubles(size)
                .map(any -> factor * Math.exp(random.nextGaussian() / 2))
                .toArray();
    }
}
