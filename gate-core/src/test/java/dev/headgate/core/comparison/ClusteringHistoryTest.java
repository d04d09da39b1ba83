package dev.headgate.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headgate.core.evidence.Tempering;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusteringHistoryTest {

    private static final long BEGINNING = 1_000_000 * 60L;

    private final ServiceTelemetry telemetry = new ServiceTelemetry();
    private ClusteringHistory history = new ClusteringHistory();
    private final Random random = new Random(3);

    @ParameterizedTest(name = "failures in clusters of {0}")
    @ValueSource(ints = {1, 5})
    void learnsHowClusteredFailuresAreAndThatLatenciesAreNot(int cluster) {
        live(0, 401 * 60, cluster);

        Clustering known = history.of("1.0");
        assertThat(known.tempering("errorRate").factor()).isCloseTo(1.25 * cluster, within(0.4 * cluster));
        assertThat(known.tempering("p95").factor()).isBetween(1.0, 1.8);
        assertThat(known.tempering("p97")).isIn(known.tempering("p95"), known.tempering("p99"));
        assertThat(known.tempering("errorRate").learned()).isTrue();
    }

    @Test
    void whatWasLearnedGoesOnUnchangedAfterARestart() {
        live(0, 95 * 60, 2);
        var before = history.memory();
        history = ClusteringHistory.restore(before);
        assertThat(history.memory()).isEqualTo(before);

        live(95 * 60, 130 * 60, 2);

        assertThat(history.of("1.0").tempering("errorRate").pairs()).isEqualTo(64);
    }

    @Test
    void aMinuteWithoutRequestsBreaksAPairAndLittleHistoryIsTheStatedDefault() {
        live(0, 10 * 60, 1);
        telemetry.advanceTo(BEGINNING + 15 * 60);
        history.closeBefore(BEGINNING + 15 * 60, telemetry);
        live(15 * 60, 20 * 60, 1);

        assertThat(history.of("1.0").tempering("errorRate")).isEqualTo(Tempering.byDefault(6));
        assertThat(history.of("9.9").tempering("errorRate")).isEqualTo(Tempering.byDefault(0));
    }

    private void live(int fromSecond, int toSecond, int cluster) {
        for (long second = BEGINNING + fromSecond; second < BEGINNING + toSecond; second++) {
            telemetry.advanceTo(second);
            telemetry.add(new SketchDelta("shop", List.of(second(second, cluster))));
            history.closeBefore(second, telemetry);
        }
    }

    private SeriesSecond second(long second, int cluster) {
        LatencySketch latencies = new LatencySketch();
        long errors = 0;
        for (int i = 0; i < 40; i++) {
            latencies.record((long) (80_000 * Math.exp(0.6 * random.nextGaussian())));
            errors += random.nextInt(50 * cluster) == 0 ? cluster : 0;
        }
        return new SeriesSecond(
                new SeriesKey("1.0", "checkout", Labels.NONE),
                second,
                40,
                Math.min(40, errors),
                1,
                latencies,
                List.of());
    }
}
