package dev.headgate.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headgate.local.demo.Behaviour.Treatment;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BehaviourTest {
    private static final int REQUESTS = 20_000;

    @Test
    void aHealthyVersionAnswersInItsUsualTimeAndNeverFails() {
        var treatments = draw(Behaviour.HEALTHY, 1);

        assertThat(quantileMillis(treatments, 0.5)).isCloseTo(35, within(1.0));
        assertThat(quantileMillis(treatments, 0.95)).isCloseTo(62, within(2.0));
        assertThat(treatments).allMatch(treatment -> treatment.status() == 200 && treatment.published());
        assertThat(treatments).noneMatch(Treatment::bad);
    }

    @Test
    void aFailingVersionFailsThreeInTen() {
        var treatments = draw(Behaviour.ERRORS, 1);

        assertThat(share(treatments, treatment -> treatment.status() == 500)).isCloseTo(0.3, within(0.02));
        assertThat(treatments).allMatch(treatment -> treatment.bad() == (treatment.status() == 500));
    }

    @Test
    void aSlowVersionIsSlowForEveryRequest() {
        var treatments = draw(Behaviour.SLOW, 1);

        assertThat(quantileMillis(treatments, 0.5)).isCloseTo(280, within(8.0));
        assertThat(treatments).allMatch(Treatment::bad);
    }

    @Test
    void aSlowTailMovesTheTailAndHardlyTheMedian() {
        var treatments = draw(Behaviour.SLOW_TAIL, 1);

        assertThat(quantileMillis(treatments, 0.5)).isCloseTo(37, within(2.0));
        assertThat(quantileMillis(treatments, 0.95)).isGreaterThan(500);
        assertThat(share(treatments, Treatment::bad)).isCloseTo(0.1, within(0.01));
    }

    @Test
    void aSilentVersionAnswersWellAndPublishesNothing() {
        assertThat(draw(Behaviour.SILENT, 1))
                .allMatch(treatment -> treatment.status() == 200 && !treatment.published() && treatment.bad());
    }

    @ParameterizedTest
    @EnumSource(Behaviour.class)
    void theSameSeedGivesTheSameTreatments(Behaviour behaviour) {
        assertThat(draw(behaviour, 7)).isEqualTo(draw(behaviour, 7)).isNotEqualTo(draw(behaviour, 8));
        assertThat(Behaviour.of(behaviour.word())).isEqualTo(behaviour);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Errors", "slow_tail"})
    void refusesAWordItDoesNotKnow(String word) {
        assertThatThrownBy(() -> Behaviour.of(word))
                .hasMessage("expected one of healthy, errors, slow, slow-tail, silent, found '" + word + "'");
    }

    private static List<Treatment> draw(Behaviour behaviour, long seed) {
        var random = new SplittableRandom(seed);
        return Stream.generate(() -> behaviour.treat(random)).limit(REQUESTS).toList();
    }

    private static double quantileMillis(List<Treatment> treatments, double quantile) {
        long[] micros =
                treatments.stream().mapToLong(Treatment::delayMicros).sorted().toArray();
        return micros[(int) (quantile * micros.length)] / 1_000.0;
    }

    private static double share(List<Treatment> treatments, Predicate<Treatment> predicate) {
        return (double) treatments.stream().filter(predicate).count() / treatments.size();
    }
}
