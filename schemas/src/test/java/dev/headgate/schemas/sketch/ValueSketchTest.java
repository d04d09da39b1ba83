package dev.headgate.schemas.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueSketchTest {

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void quantilesAreLessThanEightTenthsOfAPercentOff(long seed) {
        Random random = new Random(seed);
        double scale = Math.exp(random.nextDouble() * 40 - 20);
        double[] values = random.doubles(1 + random.nextInt(500))
                .map(each -> (each - 0.3) * scale * Math.exp(random.nextGaussian()))
                .toArray();
        ValueSketch sketch =
                Arrays.stream(values).mapToObj(ValueSketch::of).reduce(ValueSketch.EMPTY, ValueSketch::plus);
        Arrays.sort(values);

        assertThat(sketch.count()).isEqualTo(values.length);
        for (double quantile : new double[] {0.001, 0.25, 0.5, 0.75, 0.95, 1}) {
            double exact = values[Math.max(0, (int) Math.ceil(quantile * values.length - 1e-9) - 1)];
            assertThat(sketch.quantile(quantile).orElseThrow())
                    .as("seed %s, quantile %s", seed, quantile)
                    .isCloseTo(exact, within(Math.abs(exact) * 0.008));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void addsUpToTheSameInAnyOrder(long seed) {
        Random random = new Random(seed);
        List<ValueSketch> parts = new ArrayList<>();
        for (int i = 2 + random.nextInt(50); i > 0; i--) {
            parts.add(ValueSketch.of(random.nextGaussian() * 1e3));
        }
        ValueSketch inOrder = parts.stream().reduce(ValueSketch.EMPTY, ValueSketch::plus);

        while (parts.size() > 1) {
            Collections.shuffle(parts, random);
            parts.add(parts.remove(0).plus(parts.remove(0)));
        }

        assertThat(parts.get(0)).as("seed %s", seed).isEqualTo(inOrder);
    }

    @Test
    void wholeNumbersBelowTwoHundredAndFiftySixAreExact() {
        for (int i = -255; i < 256; i++) {
            assertThat(ValueSketch.of(i).quantile(0.5)).as("%s", i).hasValue(i);
        }
    }

    @Test
    void nothingHasNoQuantile() {
        assertThat(ValueSketch.EMPTY.quantile(0.5)).isEmpty();
        assertThat(ValueSketch.EMPTY.count()).isZero();
    }
}
