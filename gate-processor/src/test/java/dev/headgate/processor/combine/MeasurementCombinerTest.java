package dev.headgate.processor.combine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.MeasurementKey;
import dev.headgate.schemas.model.MeasurementSum;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MeasurementCombinerTest {

    private final MeasurementCombiner combiner = new MeasurementCombiner();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 100);
    }

    @Test
    void addsUpPerSeriesAndSecondAndForgetsWhatItHandedOut() {
        combiner.add(measurement("shop", "queue", 1_000, 3));
        combiner.add(measurement("shop", "queue", 1_999, 5));
        combiner.add(measurement("shop", "queue", 2_000, 7));
        combiner.add(measurement("cart", "queue", 1_000, 9));

        List<MeasurementDelta> deltas = combiner.drain();

        assertThat(deltas).extracting(MeasurementDelta::service).containsExactly("cart", "shop");
        assertThat(deltas.get(1).seconds())
                .satisfiesExactly(
                        first -> {
                            assertThat(first.second()).isEqualTo(1);
                            assertThat(first.sum().count()).isEqualTo(2);
                            assertThat(first.sum().last()).isEqualTo(5);
                        },
                        second -> assertThat(second.sum().last()).isEqualTo(7));
        assertThat(combiner.drain()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void drainedWheneverAndInAnyOrderItAddsUpToTheSame(long seed) {
        Random random = new Random(seed);
        List<Measurement> all = new ArrayList<>();
        for (int i = random.nextInt(200); i >= 0; i--) {
            all.add(measurement(
                    "shop", "m" + random.nextInt(3), 1_000 + random.nextInt(5_000), random.nextGaussian() * 1e3));
        }
        all.forEach(combiner::add);
        Map<MeasurementKey, Map<Long, MeasurementSum>> atOnce = total(combiner.drain());

        Collections.shuffle(all, random);
        List<MeasurementDelta> parts = new ArrayList<>();
        for (Measurement each : all) {
            combiner.add(each);
            if (random.nextInt(10) == 0) {
                parts.addAll(combiner.drain());
            }
        }
        parts.addAll(combiner.drain());

        assertThat(total(parts)).as("seed %s", seed).isEqualTo(atOnce);
    }

    private static Map<MeasurementKey, Map<Long, MeasurementSum>> total(List<MeasurementDelta> deltas) {
        Map<MeasurementKey, Map<Long, MeasurementSum>> total = new HashMap<>();
        deltas.forEach(delta -> delta.seconds()
                .forEach(part -> total.computeIfAbsent(part.key(), key -> new HashMap<>())
                        .merge(part.second(), part.sum(), MeasurementSum::plus)));
        return total;
    }

    private static Measurement measurement(String service, String name, long at, double value) {
        return new Measurement(
                Measurement.Kind.VALUE,
                service,
                Optional.empty(),
                name,
                Labels.NONE,
                at,
                value,
                OptionalDouble.empty());
    }
}
