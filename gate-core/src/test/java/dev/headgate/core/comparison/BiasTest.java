package dev.headgate.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BiasTest {

    private static final long BEGINNING = 1_767_225_600;
    private static final OptionalDouble NO_WEIGHT = OptionalDouble.empty();

    private final ServiceTelemetry telemetry = new ServiceTelemetry();
    private final Bias bias = new Bias("2.0", "1.0", telemetry);

    @Test
    void aShareThatIsTheWeightIsNotHeld() {
        minute(10, 90);

        assertThat(at(60, 10)).isEmpty();
    }

    @Test
    void aShareThatIsHalfOfTheWeightIsHeld() {
        minute(5, 90);

        assertThat(at(60, 10)).contains(UndecidedCause.SHARE_OFF_WEIGHT);
    }

    @Test
    void whereSharesNeedNotFollowTheWeightNothingIsHeld() {
        minute(5, 90);

        assertThat(bias.ofBoth(BEGINNING + 59, BEGINNING, NO_WEIGHT)).isEmpty();
    }

    @Test
    void aFewRequestsHoldNothing() {
        minute(1, 3);

        assertThat(at(60, 80)).isEmpty();
    }

    @Test
    void whatWasThereBeforeTheStageCountsForNothing() {
        minute(1, 99);
        for (int second = 60; second < 70; second++) {
            second(second, 50, 50);
        }

        assertThat(bias.ofBoth(BEGINNING + 69, BEGINNING + 60, OptionalDouble.of(50)))
                .isEmpty();
        assertThat(bias.ofBoth(BEGINNING + 69, BEGINNING, OptionalDouble.of(50)))
                .contains(UndecidedCause.SHARE_OFF_WEIGHT);
    }

    @Test
    void moreThanTwoInAHundredThatComeLateAreHeldUntilAMinuteAfterTheLastOfThem() {
        minute(10, 90);
        telemetry.closeBefore(BEGINNING + 60);
        put(BEGINNING + 55, "2.0", 12);
        assertThat(at(60, 10)).isEmpty();

        put(BEGINNING + 55, "2.0", 1);
        assertThat(at(60, 10)).contains(UndecidedCause.LATE_TELEMETRY);

        for (int second = 60; second < 120; second++) {
            second(second, 10, 90);
        }
        assertThat(at(120, 10)).isEmpty();
    }

    @Test
    void aHandfulThatComesLateHoldsNothing() {
        minute(1, 9);
        telemetry.closeBefore(BEGINNING + 60);
        put(BEGINNING + 55, "2.0", 4);

        assertThat(at(60, 10)).isEmpty();
    }

    /** An hour of healthy rollouts: requests at random, also such whose users stay with one version for five requests. */
    @ParameterizedTest(name = "weight {0} %, {1} requests/s, {2} requests of each user")
    @CsvSource({
        "1, 10, 1",
        "1, 200, 1",
        "1, 200, 5",
        "5, 10, 1",
        "5, 10, 5",
        "5, 50, 5",
        "5, 200, 1",
        "5, 200, 5",
        "10, 50, 5",
        "25, 50, 5",
        "50, 10, 5",
        "50, 200, 5"
    })
    void aHealthyRolloutIsNotHeld(double weight, int rate, int sticky) {
        Random random = new Random(Double.hashCode(weight) + 31L * rate + sticky);
        int[][] coming = new int[30][2];
        int held = 0;
        for (int second = 0; second < 3_600; second++) {
            for (int users = poisson(random, (double) rate / sticky); users > 0; users--) {
                int version = random.nextDouble() * 100 < weight ? 0 : 1;
                for (int request = 0; request < sticky; request++) {
                    coming[(second + (request == 0 ? 0 : random.nextInt(30))) % 30][version]++;
                }
            }
            second(second, coming[second % 30][0], coming[second % 30][1]);
            coming[second % 30] = new int[2];
            held += bias.ofBoth(BEGINNING + second, BEGINNING, OptionalDouble.of(weight))
                            .isPresent()
                    ? 1
                    : 0;
        }
        System.out.printf(
                "healthy hour, weight %.0f %%, %d requests/s, %d of each user: held for %d s%n",
                weight, rate, sticky, held);

        assertThat(held).isLessThanOrEqualTo(36);
    }

    private Optional<UndecidedCause> at(int second, double weight) {
        return bias.ofBoth(BEGINNING + second - 1, BEGINNING, OptionalDouble.of(weight));
    }

    private void minute(int canary, int baseline) {
        for (int second = 0; second < 60; second++) {
            second(second, canary, baseline);
        }
    }

    private void second(int second, int canary, int baseline) {
        telemetry.advanceTo(BEGINNING + second);
        put(BEGINNING + second, "2.0", canary);
        put(BEGINNING + second, "1.0", baseline);
    }

    private void put(long second, String version, int requests) {
        LatencySketch latencies = new LatencySketch();
        telemetry.add(new SketchDelta(
                "shop",
                List.of(new SeriesSecond(
                        new SeriesKey(version, "checkout", Labels.NONE),
                        second,
                        requests,
                        0,
                        0,
                        latencies,
                        List.of()))));
    }

    private static int poisson(Random random, double mean) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}
